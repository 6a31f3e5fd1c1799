package io.sqlcache.core.h2;

import io.sqlcache.core.SqlCacheProvider;
import io.sqlcache.core.backend.SqlBackend;

/** Makes caches in H2 known to {@link io.sqlcache.api.Caches}. */
public final class H2CacheProvider extends SqlCacheProvider<H2Config> {

    public H2CacheProvider() {
        super(H2Config.class);
    }

    @Override
    public String name() {
        return "h2";
    }

    @Override
    protected SqlBackend connect(H2Config config) {
        return new H2Backend(config);
    }
}
