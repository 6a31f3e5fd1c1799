package io.sqlcache.postgres;

/** Opens caches in PostgreSQL. */
public final class PostgresCache {

    private PostgresCache() {}
}
