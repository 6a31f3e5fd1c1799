package io.sqlcache.testkit;

import io.sqlcache.api.CacheBase;
import io.sqlcache.api.SqlConfig;
import io.sqlcache.core.backend.SqlBackend;
import io.sqlcache.core.backend.SqlCacheProvider;

/** Opens caches on the backend under test, so that the backend can be asked and decorated first. */
final class TestedProvider extends SqlCacheProvider<SqlConfig> {

    private final CacheConformanceTest suite;

    TestedProvider(CacheConformanceTest suite) {
        super(SqlConfig.class);
        this.suite = suite;
    }

    @Override
    public String name() {
        return "tested";
    }

    @Override
    protected SqlBackend connect(SqlConfig config) {
        return suite.connect(config);
    }

    CacheBase openOn(SqlBackend backend, SqlConfig config) {
        return open(config, backend);
    }
}
