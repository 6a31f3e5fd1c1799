package io.sqlcache.postgres;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import com.zaxxer.hikari.pool.HikariPool.PoolInitializationException;
import java.sql.SQLException;
import java.time.Duration;
import javax.sql.DataSource;
import org.postgresql.ds.PGSimpleDataSource;

/** Connections of our own: few, opened when needed. */
final class PostgresPool {

    private static final int MOST_CONNECTIONS = 8;
    /** What the pool can count with. */
    private static final Duration SHORTEST_WAIT = Duration.ofSeconds(1);

    private PostgresPool() {}

    /** A pool that has made its first connection. */
    static HikariDataSource open(PostgresConfig config) throws SQLException {
        HikariConfig pool = new HikariConfig();
        pool.setPoolName("sqlcache-" + config.configHash());
        pool.setDataSource(new SessionDataSource(driver(config), UtcSession::enter));
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

    /**
     * The driver itself. Statements are not prepared on the server, where a transaction-pooling PgBouncer would lose them;
     * details of errors are left out of messages, since they quote rows.
     */
    private static DataSource driver(PostgresConfig config) {
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
