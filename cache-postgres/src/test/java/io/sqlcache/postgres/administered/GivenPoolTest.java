package io.sqlcache.postgres.administered;

import static io.sqlcache.testkit.MessageScript.script;
import static io.sqlcache.testkit.StreamScript.catalog;
import static io.sqlcache.testkit.StreamScript.stream;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.sqlcache.api.CacheBase;
import io.sqlcache.api.CacheException;
import io.sqlcache.api.RetryPolicy;
import io.sqlcache.api.WriteRequest;
import io.sqlcache.api.WriteStrategy;
import io.sqlcache.core.backend.LogicalType;
import io.sqlcache.postgres.PostgresCache;
import io.sqlcache.postgres.config.PostgresConfig;
import io.sqlcache.postgres.testing.TestSchema;
import io.sqlcache.testkit.MessageScript;
import io.sqlcache.testkit.StreamScript;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** An application's own pool may be small. */
@Timeout(60)
class GivenPoolTest {

    @RegisterExtension
    private final TestSchema schema = new TestSchema();

    private HikariDataSource pool(int size) {
        PostgresConfig config = schema.config();
        HikariConfig pool = new HikariConfig();
        pool.setJdbcUrl("jdbc:postgresql://%s:%d/%s".formatted(config.host(), config.port(), config.database()));
        pool.setUsername(config.username());
        if (config.password() != null) {
            pool.setPassword(config.password().reveal());
        }
        pool.setMaximumPoolSize(size);
        pool.setMinimumIdle(0);
        pool.setConnectionTimeout(300);
        return new HikariDataSource(pool);
    }

    private static StreamScript keyed(String name) {
        return stream(name).field("id", LogicalType.INTEGER).primaryKey("id");
    }

    private static MessageScript interleaved() {
        MessageScript rows = script();
        for (int id = 1; id <= 6; id++) {
            rows.record("users", "id", id).record("orders", "id", id + 10);
            if (id % 2 == 0) {
                rows.state("users", "{\"cursor\":%d}".formatted(id));
            }
        }
        return rows.complete("users").complete("orders");
    }

    private static WriteRequest request(WriteStrategy strategy) {
        return WriteRequest.of(catalog(keyed("users"), keyed("orders")))
                .strategy(strategy)
                .retry(RetryPolicy.NONE)
                .build();
    }

    @ParameterizedTest
    @EnumSource(names = {"APPEND", "MERGE", "REPLACE"})
    void twoConnectionsAreEnough(WriteStrategy strategy) {
        try (HikariDataSource pool = pool(2);
                CacheBase cache = PostgresCache.open(schema.config(), pool)) {
            for (int round = 0; round < 2; round++) {
                cache.write(interleaved().input(), request(strategy));
            }
            int times = strategy == WriteStrategy.APPEND ? 2 : 1;
            assertThat(cache.stream("users").count()).isEqualTo(6 * times);
            assertThat(cache.stream("orders").count()).isEqualTo(6 * times);
            assertThat(cache.check()).isEmpty();
        }
    }

    @Test
    void oneConnectionIsToldHowManyAreNeeded() {
        try (HikariDataSource pool = pool(1);
                CacheBase cache = PostgresCache.open(schema.config(), pool)) {
            cache.write(script().record("users", "id", 1).complete("users").input(), request(WriteStrategy.APPEND));
            assertThatThrownBy(() -> cache.write(interleaved().input(), request(WriteStrategy.MERGE)))
                    .isInstanceOf(CacheException.class)
                    .hasMessageContaining("A write needs two connections");
        }
    }
}
