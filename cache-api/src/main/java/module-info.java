/** What users and backends of sqlcache share. */
module io.sqlcache.api {
    requires static transitive org.jspecify;

    exports io.sqlcache.api;

    uses io.sqlcache.api.CacheProvider;
}
