/** The PostgreSQL backend of sqlcache. */
module io.sqlcache.postgres {
    requires transitive io.sqlcache.core;
    requires com.fasterxml.jackson.databind;
    requires com.zaxxer.hikari;
    requires java.naming;
    requires org.postgresql.jdbc;
    requires org.slf4j;
    requires static org.checkerframework.checker.qual;
    requires static transitive org.jspecify;

    exports io.sqlcache.postgres;

    provides io.sqlcache.api.CacheProvider with
            io.sqlcache.postgres.PostgresCacheProvider;
}
