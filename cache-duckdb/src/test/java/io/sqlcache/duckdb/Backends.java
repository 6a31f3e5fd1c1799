package io.sqlcache.duckdb;

import io.sqlcache.core.backend.SqlBackend;
import io.sqlcache.duckdb.config.DuckDBConfig;

/** The backend for tests of other packages. */
public final class Backends {

    private Backends() {}

    /** Opens the file; the caller closes it. */
    public static SqlBackend connect(DuckDBConfig config) {
        return DuckDBBackend.connect(config);
    }
}
