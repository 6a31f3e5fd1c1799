package io.sqlcache.postgres;

import io.sqlcache.core.backend.SqlBackend;
import io.sqlcache.postgres.config.PostgresConfig;

/** The way of benchmarks to a backend without a cache, to give it another sink. */
public final class BenchmarkBackends {

    private BenchmarkBackends() {}

    /** Connects with a pool of its own. */
    public static SqlBackend connect(PostgresConfig config) {
        return PostgresBackend.connect(config);
    }
}
