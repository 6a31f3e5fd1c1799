package io.sqlcache.postgres;

import io.sqlcache.api.CacheBase;
import io.sqlcache.api.CacheException;
import io.sqlcache.postgres.config.DestinationPostgres;
import io.sqlcache.postgres.config.PairedDestination;
import io.sqlcache.postgres.config.PostgresConfig;
import javax.sql.DataSource;

/** Opens caches in PostgreSQL. */
public final class PostgresCache {

    private PostgresCache() {}

    /**
     * Connects and opens a cache; its schema is created if it is missing.
     *
     * @throws CacheException if the database cannot be reached or refuses; names host, port, database and user
     */
    public static CacheBase open(PostgresConfig config) {
        return new PostgresCacheProvider().open(config);
    }

    /**
     * Opens a cache on connections from elsewhere, such as an application's pool.
     *
     * @param config its host, port, database and user describe where the connections lead; its password and its connect and
     *     socket timeouts are not used
     * @param pool gives connections of PostgreSQL's own driver, wrapped or not, three at a time for each write; stays the caller's
     *     and is not closed
     * @throws CacheException if the pool gives no connection, or one of another driver; if the configuration has a tunnel or an ssl mode
     *     that demands encryption, which the pool has to see to
     */
    public static CacheBase open(PostgresConfig config, DataSource pool) {
        return new PostgresCacheProvider().open(config, pool);
    }

    /**
     * The Airbyte destination that writes where this cache is. What it cannot express is among its warnings, which are logged too.
     */
    public static PairedDestination pairedDestination(PostgresConfig config) {
        return PairedDestination.of(config);
    }

    /**
     * The configuration for a destination-postgres in Airbyte Cloud that writes where this cache is: always encrypted, and with secrets
     * in place of references. What it cannot express is logged as a warning.
     */
    public static DestinationPostgres cloneAsCloudDestinationConfig(PostgresConfig config) {
        return DestinationPostgres.inCloud(config);
    }
}
