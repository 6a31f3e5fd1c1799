package io.sqlcache.core;

import io.sqlcache.api.CacheBase;
import io.sqlcache.api.CacheException;
import io.sqlcache.api.CacheProvider;
import io.sqlcache.api.SqlConfig;
import io.sqlcache.core.backend.SqlBackend;
import io.sqlcache.core.cache.CacheWiring;

/**
 * The base of every backend's {@link CacheProvider}: name the configuration type, make the {@link SqlBackend}.
 *
 * @param <C> the backend's configuration
 */
public abstract class SqlCacheProvider<C extends SqlConfig> implements CacheProvider {

    private final Class<C> configType;

    /** For a provider's public no-argument constructor. */
    protected SqlCacheProvider(Class<C> configType) {
        this.configType = configType;
    }

    /**
     * Connects to the database.
     *
     * @throws CacheException that names host, database and user if it cannot be reached or refuses
     */
    protected abstract SqlBackend connect(C config);

    @Override
    public final Class<C> configType() {
        return configType;
    }

    @Override
    public final CacheBase open(SqlConfig config) {
        if (!configType.isInstance(config)) {
            throw new CacheException(
                    CacheException.Kind.CONFIG,
                    "The backend \"%s\" opens a %s, not a %s."
                            .formatted(
                                    name(),
                                    configType.getName(),
                                    config.getClass().getName()));
        }
        CacheWiring.prepare();
        return open(config, connect(configType.cast(config)));
    }

    /** Opens a cache on a backend that the caller made; the cache owns it and closes it, also when opening fails. */
    protected final CacheBase open(SqlConfig config, SqlBackend backend) {
        return CacheWiring.open(config, backend);
    }
}
