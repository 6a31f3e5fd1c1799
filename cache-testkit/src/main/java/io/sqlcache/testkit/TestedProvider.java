package io.sqlcache.testkit;

import io.sqlcache.api.CacheBase;
import io.sqlcache.api.SqlConfig;
import io.sqlcache.core.SqlCacheProvider;
import io.sqlcache.core.backend.SqlBackend;
import java.util.function.Function;

/** Opens caches on the backend under test, so that the backend can be asked and decorated first. */
final class TestedProvider extends SqlCacheProvider<SqlConfig> {

    private final Function<SqlConfig, SqlBackend> connecting;

    /** A provider whose backends come from there. */
    TestedProvider(Function<SqlConfig, SqlBackend> connecting) {
        super(SqlConfig.class);
        this.connecting = connecting;
    }

    @Override
    public String name() {
        return "tested";
    }

    @Override
    protected SqlBackend connect(SqlConfig config) {
        return connecting.apply(config);
    }

    CacheBase openOn(SqlBackend backend, SqlConfig config) {
        return open(config, backend);
    }
}
