package io.sqlcache.postgres.testing;

import com.zaxxer.hikari.HikariDataSource;
import io.sqlcache.postgres.Backends;
import io.sqlcache.postgres.config.PostgresConfig;
import io.sqlcache.testkit.DecoratedBackend;
import org.postgresql.ds.PGSimpleDataSource;

/** A backend that looks at what caches do, and is told from them: its connections and threads have names of their own. */
public final class Observer extends DecoratedBackend {

    /** Of connections of caches, without those of observers. */
    public static final String CONNECTION_COUNT =
            "select count(*) from pg_stat_activity where application_name = 'sqlcache'";

    private final HikariDataSource pool;

    private Observer(PostgresConfig config, HikariDataSource pool) {
        super(Backends.connect(config, pool));
        this.pool = pool;
    }

    /** Connects straight to the server. */
    public static Observer of(PostgresConfig config) {
        PGSimpleDataSource driver = new PGSimpleDataSource();
        driver.setServerNames(new String[] {config.host()});
        driver.setPortNumbers(new int[] {config.port()});
        driver.setDatabaseName(config.database());
        driver.setUser(config.username());
        if (config.password() != null) {
            driver.setPassword(config.password().reveal());
        }
        driver.setApplicationName("observer");
        HikariDataSource pool = new HikariDataSource();
        pool.setPoolName("observer");
        pool.setMaximumPoolSize(1); // it never grows, so that what comes and goes is the caches'
        pool.setDataSource(driver);
        return new Observer(config, pool);
    }

    @Override
    public void close() {
        super.close();
        pool.close();
    }
}
