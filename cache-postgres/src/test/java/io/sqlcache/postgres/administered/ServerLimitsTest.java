package io.sqlcache.postgres.administered;

import static io.sqlcache.testkit.MessageScript.script;
import static io.sqlcache.testkit.StreamScript.catalog;
import static io.sqlcache.testkit.StreamScript.stream;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sqlcache.api.CacheBase;
import io.sqlcache.api.CacheException;
import io.sqlcache.api.WriteRequest;
import io.sqlcache.api.WriteStrategy;
import io.sqlcache.core.backend.LogicalType;
import io.sqlcache.postgres.PostgresCache;
import io.sqlcache.postgres.config.PostgresConfig;
import io.sqlcache.postgres.testing.PgBouncer;
import io.sqlcache.postgres.testing.TestServer;
import io.sqlcache.testkit.StreamScript;
import java.sql.SQLException;
import org.assertj.core.api.AbstractThrowableAssert;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What a server, or a pooler before it, has too little of for a write is told with what its administrator can change. */
@Tag("server-version")
@Timeout(60)
class ServerLimitsTest {

    private final Loader loader = new Loader();

    ServerLimitsTest() throws SQLException {}

    @AfterEach
    void drop() throws SQLException {
        loader.close();
    }

    private static void write(PostgresConfig config, StreamScript users, Object name) {
        try (CacheBase cache = PostgresCache.open(config)) {
            cache.write(
                    script().record("users", "id", 1, "name", name)
                            .complete("users")
                            .input(),
                    WriteRequest.of(catalog(users))
                            .strategy(WriteStrategy.APPEND)
                            .build());
        }
    }

    private static StreamScript users() {
        return stream("users").field("id", LogicalType.INTEGER).field("name", LogicalType.STRING);
    }

    private static AbstractThrowableAssert<?, ?> assertRefused(PostgresConfig config, StreamScript users, String name) {
        return assertThatThrownBy(() -> write(config, users, name))
                .isInstanceOfSatisfying(
                        CacheException.class,
                        refused -> assertThat(refused.kind())
                                .as(refused.getMessage())
                                .isEqualTo(CacheException.Kind.CONFIG));
    }

    private static void assertNoRoomForLocks(PostgresConfig config, String action) {
        assertRefused(config, users(), "a")
                .hasMessageStartingWith(action)
                .hasMessageContaining("out of shared memory")
                .hasMessageContaining("max_locks_per_transaction");
    }

    /** Locks of sessions stay when the statement fails that took the last one. */
    @Test
    void noRoomForLocksIsToldWithTheSettingThatGivesMore() throws SQLException {
        PostgresConfig config = loader.settings().build();
        loader.execute("""
                do $$ begin
                  for n in 1..1000000 loop perform pg_advisory_lock(n); end loop;
                exception when out_of_memory then null;
                end $$""");
        try {
            assertNoRoomForLocks(config, "Cannot connect to ");
            loader.execute("select pg_advisory_unlock(n) from generate_series(1, 20) n");
            assertNoRoomForLocks(config, "Cannot prepare the schema ");
        } finally {
            loader.execute("select pg_advisory_unlock_all()");
        }
        write(config, users(), "a");
        assertThat(loader.value("select count(*) from landing.users")).isEqualTo("1");
    }

    @Test
    @Tag("slow")
    void poolerOfStatementsIsToldWithItsSetting() throws Exception {
        PostgresConfig server = TestServer.config("pooled_by_statements");
        try (PgBouncer bouncer = PgBouncer.inFrontOf(server, "statement")) {
            PostgresConfig pooled = TestServer.settings()
                    .host(bouncer.host())
                    .port(bouncer.port())
                    .schemaName("pooled_by_statements")
                    .build();
            assertRefused(pooled, users(), "a")
                    .hasMessageContaining("statement pooling")
                    .hasMessageContaining("pool_mode = transaction");
        }
    }
}
