package io.sqlcache.postgres;

import io.sqlcache.core.backend.SqlBackend;
import io.sqlcache.postgres.config.PostgresConfig;
import javax.sql.DataSource;

/** The way of tests in other packages to a backend without a cache. */
public final class Backends {

    private Backends() {}

    /** Connects with a pool of its own. */
    public static SqlBackend connect(PostgresConfig config) {
        return PostgresBackend.connect(config);
    }

    /** Connects with a pool that stays the caller's. */
    public static SqlBackend connect(PostgresConfig config, DataSource pool) {
        return PostgresBackend.connect(config, pool);
    }
}
