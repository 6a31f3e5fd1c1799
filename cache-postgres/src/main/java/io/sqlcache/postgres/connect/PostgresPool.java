package io.sqlcache.postgres.connect;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import com.zaxxer.hikari.pool.HikariPool.PoolInitializationException;
import io.sqlcache.postgres.config.PostgresConfig;
import io.sqlcache.postgres.failure.TunnelFailure;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Map;
import javax.sql.DataSource;
import org.postgresql.ds.PGSimpleDataSource;

/** Connections of our own: few, opened when needed, all on one route. Thread-safe. */
final class PostgresPool implements AutoCloseable {

    private static final int MOST_CONNECTIONS = 8;

    /** What the pool can count with. */
    private static final Duration SHORTEST_WAIT = Duration.ofSeconds(1);

    private final HikariDataSource connections;
    private final Route route;

    private PostgresPool(HikariDataSource connections, Route route) {
        this.connections = connections;
        this.route = route;
    }

    /** A pool that has made its first connection. */
    static PostgresPool open(PostgresConfig config) throws SQLException, TunnelFailure {
        PGSimpleDataSource driver = driver(config);
        Route route = Route.open(config, driver);
        try {
            return new PostgresPool(connections(config, driver), route);
        } catch (SQLException | RuntimeException e) {
            route.close();
            throw e;
        }
    }

    private static HikariDataSource connections(PostgresConfig config, DataSource driver) throws SQLException {
        HikariConfig pool = new HikariConfig();
        pool.setPoolName("sqlcache-" + config.configHash());
        // Before the pool, which sleeps for a second before it tells that there is none.
        pool.setDataSource(SessionDataSource.connected(driver, UtcSession::enter));
        pool.setMaximumPoolSize(MOST_CONNECTIONS);
        pool.setMinimumIdle(1);
        pool.setConnectionTimeout(wait(config.connectTimeout()).toMillis());
        pool.setInitializationFailTimeout(1); // one try
        try {
            return new HikariDataSource(pool);
        } catch (PoolInitializationException e) {
            throw e.getCause() instanceof SQLException cause ? cause : new SQLException(e);
        }
    }

    DataSource connections() {
        return connections;
    }

    @Override
    public void close() {
        connections.close();
        route.close();
    }

    /**
     * The driver itself. Statements are not prepared on the server, where a transaction-pooling PgBouncer would lose them;
     * details of errors are left out of messages, since they quote rows.
     */
    private static PGSimpleDataSource driver(PostgresConfig config) throws SQLException {
        PGSimpleDataSource driver = new PGSimpleDataSource();
        driver.setServerNames(new String[] {config.host()});
        driver.setPortNumbers(new int[] {config.port()});
        driver.setDatabaseName(config.database());
        driver.setUser(config.username());
        if (config.password() != null) {
            driver.setPassword(config.password().reveal());
        }
        driver.setApplicationName("sqlcache");
        driver.setConnectTimeout(seconds(config.connectTimeout()));
        driver.setLoginTimeout(seconds(config.connectTimeout()));
        driver.setSocketTimeout(seconds(config.socketTimeout()));
        driver.setTcpKeepAlive(true);
        driver.setPrepareThreshold(0);
        driver.setReWriteBatchedInserts(true);
        driver.setLogServerErrorDetail(false);
        for (Map.Entry<String, String> parameter : config.driverParameters().entrySet()) {
            driver.setProperty(parameter.getKey(), parameter.getValue());
        }
        return driver;
    }

    /** How long the pool tries for a connection, which may also be one that somebody gives back. */
    private static Duration wait(Duration connectTimeout) {
        return connectTimeout.compareTo(SHORTEST_WAIT) < 0 ? SHORTEST_WAIT : connectTimeout;
    }

    /** In whole seconds, as the driver counts them; only zero is zero. */
    private static int seconds(Duration timeout) {
        return (int) (timeout.toMillis() + 999) / 1000;
    }
}
