package io.sqlcache.postgres.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import io.sqlcache.api.SqlConfig;
import io.sqlcache.core.backend.SqlBackend;
import io.sqlcache.postgres.Backends;
import io.sqlcache.postgres.config.PostgresConfig;
import io.sqlcache.postgres.testing.PgBouncer;
import io.sqlcache.postgres.testing.TestServer;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TimeZone;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The whole contract through a PgBouncer that gives each transaction another connection. */
@Tag("slow")
class PgBouncerConformanceTest extends PostgresConformanceTest {

    private static @Nullable PgBouncer bouncer;

    @BeforeAll
    static void start() throws Exception {
        bouncer = PgBouncer.inFrontOf(TestServer.config("public"));
    }

    @AfterAll
    static void stop() {
        Objects.requireNonNull(bouncer).close();
    }

    @Override
    protected SqlConfig config(String schema) {
        return throughPgBouncer(schema);
    }

    private static PostgresConfig throughPgBouncer(String schema) {
        PgBouncer between = Objects.requireNonNull(bouncer);
        return TestServer.settings()
                .schemaName(schema)
                .host(between.host())
                .port(between.port())
                .build();
    }

    /** The server's connections are the pool's, not ours. */
    @Override
    protected Optional<String> connectionCount() {
        return Optional.empty();
    }

    /** Also when the driver starts them in Java's time zone; first of all it is shown that the sessions are many. */
    @Test
    void everySessionBehindOneConnectionIsInUtc() throws SQLException {
        TimeZone before = TimeZone.getDefault();
        TimeZone.setDefault(TimeZone.getTimeZone("Asia/Kathmandu"));
        try (SqlBackend backend = Backends.connect(throughPgBouncer("public"));
                Connection connection = backend.dataSource().getConnection()) {
            connection.setAutoCommit(false);
            Awaitility.await().until(() -> sessions(connection).size() >= 3);
            assertThat(sessions(connection).values()).containsOnly("UTC");
        } finally {
            TimeZone.setDefault(before);
        }
    }

    /** The time zones of the sessions in which a few transactions run, by the number of the server's process. */
    private static Map<Integer, String> sessions(Connection connection) throws SQLException {
        Map<Integer, String> zones = new HashMap<>();
        for (int i = 0; i < 20; i++) {
            try (Statement statement = connection.createStatement();
                    ResultSet session =
                            statement.executeQuery("select pg_backend_pid(), current_setting('timezone')")) {
                session.next();
                zones.put(session.getInt(1), session.getString(2));
            }
            connection.commit();
        }
        return zones;
    }
}
