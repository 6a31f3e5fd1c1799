package io.sqlcache.core.h2;

import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import javax.sql.DataSource;
import org.h2.jdbcx.JdbcDataSource;
import org.jspecify.annotations.Nullable;

/** Connections to a database in memory, cheap enough to need no pool; remembers them so that none outlives its cache. */
final class H2Connections implements AutoCloseable {

    private final JdbcDataSource database = new JdbcDataSource();
    private final Set<Connection> given = ConcurrentHashMap.newKeySet();
    private volatile boolean closed;

    H2Connections(String url) {
        database.setURL(url);
    }

    DataSource dataSource() {
        return (DataSource) Proxy.newProxyInstance(
                H2Connections.class.getClassLoader(), new Class<?>[] {DataSource.class}, this::invoke);
    }

    private Object invoke(Object proxy, Method method, Object @Nullable [] arguments) throws SQLException {
        if (closed) {
            throw new SQLException("The cache is closed", "08003");
        }
        if (!method.getName().equals("getConnection")) {
            throw new SQLFeatureNotSupportedException(method.getName());
        }
        Connection connection = database.getConnection();
        given.add(connection);
        return connection;
    }

    @Override
    public void close() {
        closed = true;
        for (Connection connection : given) {
            try {
                connection.close();
            } catch (SQLException e) {
                throw new IllegalStateException("A connection to H2 does not close", e);
            }
        }
        given.clear();
    }
}
