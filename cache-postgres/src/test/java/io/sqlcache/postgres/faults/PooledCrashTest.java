package io.sqlcache.postgres.faults;

import static io.sqlcache.core.backend.LogicalType.INTEGER;
import static io.sqlcache.testkit.MessageScript.script;
import static io.sqlcache.testkit.StreamScript.catalog;
import static io.sqlcache.testkit.StreamScript.stream;
import static org.assertj.core.api.Assertions.assertThat;

import io.sqlcache.api.CacheBase;
import io.sqlcache.api.CommitThrottle;
import io.sqlcache.api.ConfiguredCatalog;
import io.sqlcache.api.WriteRequest;
import io.sqlcache.api.WriteStrategy;
import io.sqlcache.api.WriteSummary;
import io.sqlcache.postgres.PostgresCache;
import io.sqlcache.postgres.config.PostgresConfig;
import io.sqlcache.postgres.testing.DisturbedServer;
import io.sqlcache.postgres.testing.PgBouncer;
import io.sqlcache.testkit.MessageScript;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A server that crashes behind a PgBouncer, between two transactions of a write, whose connection stays as it was. */
@Tag("slow")
@Timeout(120)
class PooledCrashTest {

    private static final ConfiguredCatalog SHOP = catalog(
            stream("users").field("id", INTEGER).primaryKey("id"),
            stream("orders").field("id", INTEGER).primaryKey("id"));

    @ParameterizedTest
    @EnumSource(
            value = WriteStrategy.class,
            names = {"APPEND", "MERGE", "REPLACE"})
    void rowsThatWaitAsideAreNotLost(WriteStrategy strategy) throws Exception {
        List<String> given = new ArrayList<>();
        MessageScript messages = script().record("users", "id", 1)
                .record("orders", "id", 1)
                .record("orders", "id", 2)
                .state("users", "{\"c\":1}")
                .mark(DisturbedServer.MARK)
                .record("orders", "id", 3)
                .state("orders", "{\"c\":3}")
                .complete("users")
                .complete("orders");
        try (DisturbedServer server = new DisturbedServer()) {
            PostgresConfig direct = server.fresh();
            try (PgBouncer bouncer = PgBouncer.inFrontOf(direct);
                    CacheBase cache = PostgresCache.open(PostgresConfig.builder()
                            .host(bouncer.host())
                            .port(bouncer.port())
                            .database(direct.database())
                            .username(direct.username())
                            .schemaName(direct.schemaName())
                            .build())) {
                WriteSummary summary = cache.write(
                        messages.input(),
                        WriteRequest.of(SHOP)
                                .sourceName("shop")
                                .strategy(strategy)
                                .throttle(CommitThrottle.NONE)
                                .retry(DisturbedServer.QUICK)
                                .listener(DisturbedServer.listener(given, () -> {
                                    server.server().killImmediately();
                                    server.server().restart();
                                }))
                                .build());

                assertThat(summary.outcome()).isEqualTo(WriteSummary.Outcome.SUCCEEDED);
                assertThat(given).hasSize(2);
                assertThat(server.tables(direct.schemaName()).get("orders"))
                        .hasSize(3)
                        .satisfiesExactlyInAnyOrder(
                                row -> assertThat(row).contains("\"id\": 1,"),
                                row -> assertThat(row).contains("\"id\": 2,"),
                                row -> assertThat(row).contains("\"id\": 3,"));
            }
        }
    }
}
