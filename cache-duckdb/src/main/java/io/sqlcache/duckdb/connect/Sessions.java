package io.sqlcache.duckdb.connect;

import io.sqlcache.api.CacheException;
import io.sqlcache.duckdb.config.DuckDBConfig;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.time.OffsetDateTime;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** The sessions of one cache. They are cheap enough to need no pool, but none may outlive its cache: it would keep the file. Thread-safe. */
public final class Sessions implements AutoCloseable {

    private final OpenDatabase database;
    private final Set<Session> given = ConcurrentHashMap.newKeySet();
    private boolean closed;

    private Sessions(OpenDatabase database) {
        this.database = database;
    }

    /**
     * Opens the database, or shares it if it is open in this JVM.
     *
     * @throws CacheException if it cannot be opened; names the file, and the process that has it
     */
    public static Sessions open(DuckDBConfig config) {
        return new Sessions(OpenDatabase.open(config));
    }

    /** When this JVM opened the file, which no other process can have open since. */
    public OffsetDateTime openedAt() {
        return database.openedAt();
    }

    /** Gives connections that the caller closes. */
    public DataSource dataSource() {
        return (DataSource) Proxy.newProxyInstance(
                Sessions.class.getClassLoader(), new Class<?>[] {DataSource.class}, this::invoke);
    }

    private Object invoke(Object proxy, Method method, Object @Nullable [] arguments) throws SQLException {
        if (!method.getName().equals("getConnection")) {
            throw new SQLFeatureNotSupportedException(method.getName());
        }
        return connect();
    }

    private synchronized Connection connect() throws SQLException {
        if (closed) {
            throw new SQLException("the cache is closed");
        }
        Session session = new Session(database, given::remove);
        given.add(session);
        return session.connection();
    }

    /** Closes all of them, and the file if no other cache is in it. */
    @Override
    public synchronized void close() {
        if (closed) {
            return;
        }
        closed = true;
        try {
            for (Session session : Set.copyOf(given)) {
                session.close();
            }
            database.release();
        } catch (SQLException e) {
            throw new CacheException(
                    CacheException.Kind.INTERNAL, "Cannot close the database: %s".formatted(e.getMessage()), e);
        }
    }
}
