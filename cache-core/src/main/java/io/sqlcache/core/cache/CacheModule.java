package io.sqlcache.core.cache;

import io.sqlcache.api.CacheBase;
import io.sqlcache.api.CacheException;
import io.sqlcache.api.SqlConfig;
import io.sqlcache.core.backend.SqlBackend;

/** Wires one cache. */
public final class CacheModule {

    private CacheModule() {}

    /** Being written. */
    public static CacheBase open(SqlConfig config, SqlBackend backend) {
        backend.close();
        throw new CacheException(CacheException.Kind.INTERNAL, "Cannot open " + config + " yet");
    }
}
