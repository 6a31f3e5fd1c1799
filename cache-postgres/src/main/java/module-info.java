/** The PostgreSQL backend of sqlcache. */
module io.sqlcache.postgres {
    requires transitive io.sqlcache.core;
    requires com.fasterxml.jackson.databind;
    requires com.zaxxer.hikari;
    requires java.naming;
    requires org.apache.sshd.osgi;
    requires org.bouncycastle.pkix;
    requires org.bouncycastle.provider;
    requires org.postgresql.jdbc;
    requires org.slf4j;
    requires static org.checkerframework.checker.qual;
    requires static transitive org.jspecify;

    exports io.sqlcache.postgres;
    exports io.sqlcache.postgres.config;
    // The driver creates socket factories by the names of their classes.
    exports io.sqlcache.postgres.driver to
            org.postgresql.jdbc;

    provides io.sqlcache.api.CacheProvider with
            io.sqlcache.postgres.PostgresCacheProvider;
}
