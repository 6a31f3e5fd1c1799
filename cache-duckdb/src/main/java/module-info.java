/** The DuckDB backend of sqlcache. */
module io.sqlcache.duckdb {
    requires transitive io.sqlcache.core;
    requires com.fasterxml.jackson.databind;
    requires duckdb.jdbc;
    requires org.slf4j;
    requires static transitive org.jspecify;

    exports io.sqlcache.duckdb;
    exports io.sqlcache.duckdb.config;

    provides io.sqlcache.api.CacheProvider with
            io.sqlcache.duckdb.DuckDBCacheProvider;
}
