package io.sqlcache.postgres.connect;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Puts sessions into UTC, so that a cast between times with and without a zone means the same everywhere.
 *
 * <p>The driver starts every session in Java's own time zone and has no setting for another. The time zone is one of the
 * few that a transaction-pooling PgBouncer carries from one server connection to the next.
 */
final class UtcSession {

    private static final Logger LOG = LoggerFactory.getLogger(UtcSession.class);

    private static final Set<String> NAMES = Set.of("UTC", "GMT", "Etc/UTC", "Etc/GMT");

    private UtcSession() {}

    /** Puts the session into UTC for good. */
    static Connection enter(Connection connection) throws SQLException {
        if (!NAMES.contains(zone(connection))) {
            move(connection, "UTC");
        }
        return connection;
    }

    /** Puts the session into UTC until the connection given back is closed. */
    static Connection borrow(Connection connection) throws SQLException {
        if (!connection.isWrapperFor(PGConnection.class)) {
            throw new SQLException("a connection of PostgreSQL's own driver is needed, but the data source gives a "
                    + connection.getClass().getName());
        }
        String before = zone(connection);
        if (NAMES.contains(before)) {
            return connection;
        }
        move(connection, "UTC");
        return (Connection) Proxy.newProxyInstance(
                UtcSession.class.getClassLoader(), new Class<?>[] {Connection.class}, (proxy, method, arguments) -> {
                    if (method.getName().equals("close") && !connection.isClosed()) {
                        leave(connection, before);
                    }
                    return invoke(connection, method, arguments);
                });
    }

    private static @Nullable Object invoke(
            Connection connection, Method method, @Nullable Object @Nullable [] arguments) throws Throwable {
        try {
            return method.invoke(connection, arguments);
        } catch (InvocationTargetException e) {
            throw e.getCause() == null ? e : e.getCause();
        }
    }

    private static void leave(Connection connection, String before) {
        try {
            if (!connection.getAutoCommit()) {
                connection.rollback();
            }
            move(connection, before);
        } catch (SQLException e) {
            LOG.debug("A connection that goes back to its owner could not be put back into time zone {}", before, e);
        }
    }

    private static String zone(Connection connection) throws SQLException {
        String zone = connection.unwrap(PGConnection.class).getParameterStatus("TimeZone");
        return zone == null ? "" : zone;
    }

    /** Outside of a transaction: a rollback would take it back. */
    private static void move(Connection connection, String zone) throws SQLException {
        boolean autoCommit = connection.getAutoCommit();
        connection.setAutoCommit(true);
        try (Statement statement = connection.createStatement()) {
            statement.execute("set time zone '" + zone.replace("'", "''") + "'");
        } finally {
            connection.setAutoCommit(autoCommit);
        }
    }
}
