package io.sqlcache.duckdb;

import io.sqlcache.api.CacheBase;
import io.sqlcache.api.CacheException;
import io.sqlcache.duckdb.config.DuckDBConfig;
import io.sqlcache.duckdb.config.PairedDestination;

/** Opens caches in DuckDB. */
public final class DuckDBCache {

    private DuckDBCache() {}

    /**
     * Opens a cache; its file is made if it is missing, and stays this process's own until the last cache in it is closed.
     *
     * @throws CacheException if the file cannot be opened; names it, and the process that has it
     */
    public static CacheBase open(DuckDBConfig config) {
        return new DuckDBCacheProvider().open(config);
    }

    /** The Airbyte destination that writes where this cache is. What it cannot express is among its warnings, which are logged too. */
    public static PairedDestination pairedDestination(DuckDBConfig config) {
        return PairedDestination.of(config);
    }
}
