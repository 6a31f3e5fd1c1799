package io.sqlcache.postgres.faults;

import static io.sqlcache.core.backend.LogicalType.INTEGER;
import static io.sqlcache.core.backend.LogicalType.STRING;
import static io.sqlcache.testkit.MessageScript.script;
import static io.sqlcache.testkit.StreamScript.catalog;
import static io.sqlcache.testkit.StreamScript.stream;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.sqlcache.api.CacheBase;
import io.sqlcache.api.CacheException;
import io.sqlcache.api.CommitThrottle;
import io.sqlcache.api.LeasePolicy;
import io.sqlcache.api.QueryResult;
import io.sqlcache.api.RetryPolicy;
import io.sqlcache.api.Row;
import io.sqlcache.api.WriteRequest;
import io.sqlcache.api.WriteStrategy;
import io.sqlcache.api.WriteSummary;
import io.sqlcache.api.WriteSummary.Outcome;
import io.sqlcache.postgres.PostgresCache;
import io.sqlcache.postgres.config.PostgresConfig;
import io.sqlcache.postgres.config.PostgresConfigBuilder;
import io.sqlcache.postgres.testing.TestSchema;
import io.sqlcache.testkit.MessageScript;
import io.sqlcache.testkit.fault.Direction;
import io.sqlcache.testkit.fault.FaultProxy;
import java.io.IOException;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A writer that hangs in the middle of its rows, with locks on their tables, is overtaken, and finds so when it wakes up. */
@Timeout(60)
class StalledWriterTest {

    private static final LeasePolicy SHORT = new LeasePolicy(Duration.ofSeconds(1), Duration.ofSeconds(20));

    /** More than fits into what is in flight: some of them have reached the server. */
    private static final int RECORDS = 8_000;

    @RegisterExtension
    private final TestSchema schema = new TestSchema();

    @ParameterizedTest
    @EnumSource(
            value = WriteStrategy.class,
            names = {"APPEND", "MERGE", "REPLACE"})
    void writerThatHungPastItsLeaseCommitsNothing(WriteStrategy strategy) throws Exception {
        PostgresConfig direct = schema.config();
        try (FaultProxy proxy = FaultProxy.to(direct.host(), direct.port());
                CacheBase hanging = PostgresCache.open(through(proxy, direct));
                CacheBase other = PostgresCache.open(impatient(direct));
                PipedOutputStream feed = new PipedOutputStream()) {
            CompletableFuture<WriteSummary> hung = start(hanging, request(strategy), new PipedInputStream(feed));
            feed.write(many().text().getBytes(StandardCharsets.UTF_8));
            feed.flush();
            await().until(() -> proxy.bytes(Direction.TO_SERVER) > 2_000_000);
            stallBetweenRenewals(proxy, other);

            MessageScript rows = script().started("users")
                    .record("users", "id", -1, "name", "other")
                    .state("users", "{\"at\":-1}")
                    .complete("users");
            assertThat(other.write(rows.input(), request(strategy)).outcome()).isEqualTo(Outcome.SUCCEEDED);
            assertThat(ids(other)).containsExactly("-1");

            proxy.resume();
            feed.write(script().state("users", "{\"at\":1}")
                    .complete("users")
                    .text()
                    .getBytes(StandardCharsets.UTF_8));
            feed.close();
            assertThatThrownBy(hung::join)
                    .hasCauseInstanceOf(CacheException.class)
                    .hasMessageContaining(
                            "did not renew its lease in time, and another write has taken its streams over");
            assertThat(ids(other)).containsExactly("-1");
            assertThat(other.state("source").orElseThrow()).contains("{\"at\":-1}");
            assertThat(tablesAside(other)).isEmpty();
        }
    }

    /** In the middle of its renewal the writer would hold the row of its lease, which nobody else could take over then. */
    private static void stallBetweenRenewals(FaultProxy proxy, CacheBase other) {
        await().until(() -> {
            proxy.stall();
            boolean between = isLeaseFree(other);
            if (!between) {
                proxy.resume();
            }
            return between;
        });
    }

    private static boolean isLeaseFree(CacheBase cache) {
        try {
            cache.execute("select 1 from \"%s\"._sqlcache_syncs for update nowait"
                    .formatted(cache.config().schemaName().replace("\"", "\"\"")));
            return true;
        } catch (CacheException e) {
            assertThat(e).hasMessageContaining("could not obtain lock");
            return false;
        }
    }

    private static MessageScript many() {
        MessageScript messages = script().started("users");
        String name = "x".repeat(500);
        for (int id = 0; id < RECORDS; id++) {
            messages.record("users", "id", id, "name", name);
        }
        return messages;
    }

    private static CompletableFuture<WriteSummary> start(
            CacheBase cache, WriteRequest request, PipedInputStream input) {
        return CompletableFuture.supplyAsync(() -> {
            try (input) {
                return cache.write(input, request);
            } catch (IOException e) {
                throw new AssertionError(e);
            }
        });
    }

    private static WriteRequest request(WriteStrategy strategy) {
        return WriteRequest.of(catalog(stream("users")
                        .field("id", INTEGER)
                        .field("name", STRING)
                        .primaryKey("id")))
                .strategy(strategy)
                .throttle(CommitThrottle.NONE)
                .retry(RetryPolicy.NONE)
                .lease(SHORT)
                .build();
    }

    private static PostgresConfig through(FaultProxy proxy, PostgresConfig direct) {
        return builder(direct).host(proxy.host()).port(proxy.port()).build();
    }

    private static PostgresConfig impatient(PostgresConfig direct) {
        return builder(direct).lockTimeout(Duration.ofSeconds(1)).build();
    }

    private static PostgresConfigBuilder builder(PostgresConfig direct) {
        PostgresConfigBuilder builder = PostgresConfig.builder()
                .host(direct.host())
                .port(direct.port())
                .database(direct.database())
                .username(direct.username())
                .schemaName(direct.schemaName());
        return direct.password() == null ? builder : builder.password(direct.password());
    }

    private static List<String> ids(CacheBase cache) {
        try (Stream<Row> users = cache.stream("users").records()) {
            return users.map(row -> String.valueOf(row.value("id"))).toList();
        }
    }

    private static List<String> tablesAside(CacheBase cache) {
        String sql = """
                select table_name from information_schema.tables
                where table_schema = ? and table_name ~ '^_sqlcache_(new|staging)'""";
        try (QueryResult result = cache.query(sql, cache.config().schemaName())) {
            return result.rows().map(row -> String.valueOf(row.values().get(0))).toList();
        }
    }
}
