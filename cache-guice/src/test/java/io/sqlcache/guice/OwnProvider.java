package io.sqlcache.guice;

import io.sqlcache.api.CacheBase;
import io.sqlcache.api.CacheProvider;
import io.sqlcache.api.SqlConfig;
import io.sqlcache.postgres.PostgresCache;
import jakarta.inject.Inject;

/** The application's own backend, which is bound and not found. */
final class OwnProvider implements CacheProvider {

    @Inject
    OwnProvider() {}

    @Override
    public String name() {
        return "own";
    }

    @Override
    public Class<? extends SqlConfig> configType() {
        return OwnConfig.class;
    }

    @Override
    public CacheBase open(SqlConfig config) {
        return PostgresCache.open(((OwnConfig) config).opened());
    }
}
