package io.sqlcache.benchmarks.program;

import io.sqlcache.core.SqlCacheProvider;
import io.sqlcache.core.backend.SqlBackend;
import io.sqlcache.postgres.BenchmarkBackends;
import io.sqlcache.postgres.config.PostgresConfig;
import java.util.function.UnaryOperator;

/** Opens caches in PostgreSQL whose backend is another in part. */
public final class DecoratedProvider extends SqlCacheProvider<PostgresConfig> {

    private final UnaryOperator<SqlBackend> decoration;

    /**
     * A provider of such caches.
     *
     * @param decoration makes of each backend what is used in its place, which owns it
     */
    public DecoratedProvider(UnaryOperator<SqlBackend> decoration) {
        super(PostgresConfig.class);
        this.decoration = decoration;
    }

    @Override
    public String name() {
        return "decorated";
    }

    @Override
    protected SqlBackend connect(PostgresConfig config) {
        return decoration.apply(BenchmarkBackends.connect(config));
    }
}
