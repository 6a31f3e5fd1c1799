package io.sqlcache.postgres.connect;

import io.sqlcache.postgres.failure.SqlStates;
import java.io.PrintWriter;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.sql.SQLTransientConnectionException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.logging.Logger;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** Connections of another data source, each prepared before it is given away. */
final class SessionDataSource implements DataSource {

    /** Prepares a connection. */
    @FunctionalInterface
    interface Preparation {

        /** The connection to give away: the same or one around it. */
        Connection prepare(Connection connection) throws SQLException;
    }

    private final DataSource origin;
    private final Preparation preparation;

    /** Given away next. */
    private final AtomicReference<@Nullable Connection> made = new AtomicReference<>();

    SessionDataSource(DataSource origin, Preparation preparation) {
        this.origin = origin;
        this.preparation = preparation;
    }

    /** One that has made its first connection, or failed. */
    static SessionDataSource connected(DataSource origin, Preparation preparation) throws SQLException {
        SessionDataSource sessions = new SessionDataSource(origin, preparation);
        sessions.made.set(sessions.getConnection());
        return sessions;
    }

    @Override
    public Connection getConnection() throws SQLException {
        Connection first = made.getAndSet(null);
        return first == null ? prepared(fromOrigin()) : first;
    }

    private Connection fromOrigin() throws SQLException {
        try {
            return origin.getConnection();
        } catch (SQLException e) {
            throw SqlStates.hasAny(e) ? e : exhausted(e);
        }
    }

    /** What neither the server nor the driver has said is a pool's own: it has waited for a connection that nobody gave back. */
    private static SQLException exhausted(SQLException failure) {
        return new SQLTransientConnectionException(
                "the data source gave no connection: " + failure.getMessage(), SqlStates.TOO_MANY_CONNECTIONS, failure);
    }

    @Override
    public Connection getConnection(String username, String password) throws SQLException {
        return prepared(origin.getConnection(username, password));
    }

    private Connection prepared(Connection connection) throws SQLException {
        try {
            return preparation.prepare(connection);
        } catch (SQLException | RuntimeException e) {
            try {
                connection.close();
            } catch (SQLException closing) {
                e.addSuppressed(closing);
            }
            throw e;
        }
    }

    @Override
    public @Nullable PrintWriter getLogWriter() throws SQLException {
        return origin.getLogWriter();
    }

    @Override
    public void setLogWriter(@Nullable PrintWriter writer) throws SQLException {
        origin.setLogWriter(writer);
    }

    /** Passed over: the timeout is part of the configuration, and a pool around this would set its own. */
    @Override
    public void setLoginTimeout(int seconds) {}

    @Override
    public int getLoginTimeout() throws SQLException {
        return origin.getLoginTimeout();
    }

    @Override
    public Logger getParentLogger() throws SQLFeatureNotSupportedException {
        return origin.getParentLogger();
    }

    @Override
    public <T> T unwrap(Class<T> type) throws SQLException {
        return type.isInstance(this) ? type.cast(this) : origin.unwrap(type);
    }

    @Override
    public boolean isWrapperFor(Class<?> type) throws SQLException {
        return type.isInstance(this) || origin.isWrapperFor(type);
    }
}
