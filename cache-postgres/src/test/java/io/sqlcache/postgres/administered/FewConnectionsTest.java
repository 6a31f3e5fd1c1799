package io.sqlcache.postgres.administered;

import static io.sqlcache.testkit.MessageScript.script;
import static io.sqlcache.testkit.StreamScript.catalog;
import static io.sqlcache.testkit.StreamScript.stream;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sqlcache.api.CacheBase;
import io.sqlcache.api.CacheException;
import io.sqlcache.api.RetryPolicy;
import io.sqlcache.api.WriteRequest;
import io.sqlcache.api.WriteStrategy;
import io.sqlcache.core.backend.LogicalType;
import io.sqlcache.postgres.PostgresCache;
import io.sqlcache.postgres.config.PostgresConfig;
import io.sqlcache.testkit.MessageScript;
import io.sqlcache.testkit.StreamScript;
import java.io.InputStream;
import java.sql.SQLException;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A role that may have few connections can still load. */
@Timeout(60)
class FewConnectionsTest {

    private final Loader loader = new Loader();

    FewConnectionsTest() throws SQLException {}

    @AfterEach
    void drop() throws SQLException {
        loader.close();
    }

    @Test
    void aRoleWithOneConnectionLoadsOneStreamAndIsToldHowManyAreNeededForMore() throws SQLException {
        loader.execute("alter role ROLE connection limit 1");
        PostgresConfig config =
                loader.settings().connectTimeout(Duration.ofSeconds(1)).build();
        WriteRequest request = WriteRequest.of(catalog(keyed("users"), keyed("orders")))
                .strategy(WriteStrategy.MERGE)
                .retry(RetryPolicy.NONE)
                .build();
        try (CacheBase cache = PostgresCache.open(config)) {
            cache.write(script().record("users", "id", 1).complete("users").input(), request);
            InputStream rows = script().record("users", "id", 2)
                    .record("orders", "id", 1)
                    .record("users", "id", 3)
                    .input();
            assertThatThrownBy(() -> cache.write(rows, request))
                    .isInstanceOf(CacheException.class)
                    .hasMessageContaining("SQLSTATE 53300")
                    .hasMessageContaining("A write needs two connections")
                    .hasMessageContaining("alter role .. connection limit 4");
        }
    }

    private static StreamScript keyed(String name) {
        return stream(name).field("id", LogicalType.INTEGER).primaryKey("id");
    }

    @ParameterizedTest
    @CsvSource({"2,APPEND", "2,MERGE", "2,REPLACE", "3,MERGE"})
    void interleavedStreamsLand(int connections, WriteStrategy strategy) throws SQLException {
        loader.execute("alter role ROLE connection limit " + connections);
        try (CacheBase cache = PostgresCache.open(loader.settings().build())) {
            for (int round = 0; round < 2; round++) {
                MessageScript rows = script();
                for (int id = 1; id <= 6; id++) {
                    rows.record("users", "id", id).record("orders", "id", id + 10);
                    if (id % 2 == 0) {
                        rows.state("users", "{\"cursor\":%d}".formatted(id));
                    }
                }
                cache.write(
                        rows.complete("users").complete("orders").input(),
                        WriteRequest.of(catalog(keyed("users"), keyed("orders")))
                                .strategy(strategy)
                                .build());
            }
            cache.check();
        }
        int times = strategy == WriteStrategy.APPEND ? 2 : 1;
        assertThat(loader.value("select count(*) || ' ' || sum(id) from landing.users"))
                .isEqualTo("%d %d".formatted(6 * times, 21 * times));
        assertThat(loader.value("select count(*) || ' ' || sum(id) from landing.orders"))
                .isEqualTo("%d %d".formatted(6 * times, 81 * times));
    }
}
