package io.sqlcache.duckdb;

import io.sqlcache.api.DestinationPairing;
import io.sqlcache.core.SqlCacheProvider;
import io.sqlcache.core.backend.SqlBackend;
import io.sqlcache.duckdb.config.DuckDBConfig;
import java.util.Optional;

/** Opens caches in DuckDB. Found by {@link java.util.ServiceLoader}. */
public final class DuckDBCacheProvider extends SqlCacheProvider<DuckDBConfig> {

    /** For the service loader. */
    public DuckDBCacheProvider() {
        super(DuckDBConfig.class);
    }

    @Override
    public String name() {
        return "duckdb";
    }

    @Override
    public Optional<DestinationPairing> pairing() {
        return Optional.of(new DuckDBPairing());
    }

    @Override
    protected SqlBackend connect(DuckDBConfig config) {
        return DuckDBBackend.connect(config);
    }
}
