package io.sqlcache.postgres;

import io.sqlcache.api.CacheBase;
import io.sqlcache.api.DestinationPairing;
import io.sqlcache.core.SqlCacheProvider;
import io.sqlcache.core.backend.SqlBackend;
import io.sqlcache.postgres.config.PostgresConfig;
import java.util.Optional;
import javax.sql.DataSource;

/** Opens caches in PostgreSQL. Found by {@link java.util.ServiceLoader}. */
public final class PostgresCacheProvider extends SqlCacheProvider<PostgresConfig> {

    /** For the service loader. */
    public PostgresCacheProvider() {
        super(PostgresConfig.class);
    }

    @Override
    public String name() {
        return "postgres";
    }

    @Override
    public Optional<DestinationPairing> pairing() {
        return Optional.of(new PostgresPairing());
    }

    @Override
    protected SqlBackend connect(PostgresConfig config) {
        return PostgresBackend.connect(config);
    }

    /** Opens a cache on a pool that stays the caller's. */
    CacheBase open(PostgresConfig config, DataSource pool) {
        return open(config, PostgresBackend.connect(config, pool));
    }
}
