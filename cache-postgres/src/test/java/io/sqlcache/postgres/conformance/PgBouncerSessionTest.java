package io.sqlcache.postgres.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import io.sqlcache.core.backend.SqlBackend;
import io.sqlcache.postgres.Backends;
import io.sqlcache.testkit.SessionConformanceTest;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.Map;
import java.util.TimeZone;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("slow")
class PgBouncerSessionTest extends SessionConformanceTest implements ThroughPgBouncer {

    /** Also when the driver starts them in Java's time zone; first of all it is shown that the sessions are many. */
    @Test
    void everySessionBehindOneConnectionIsInUtc() throws SQLException {
        TimeZone before = TimeZone.getDefault();
        TimeZone.setDefault(TimeZone.getTimeZone("Asia/Kathmandu"));
        try (SqlBackend backend = Backends.connect(ThroughPgBouncer.throughPgBouncer("public"));
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
