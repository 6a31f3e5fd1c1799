/** The PostgreSQL backend of sqlcache. */
module io.sqlcache.postgres {
    requires transitive io.sqlcache.core;
    requires com.zaxxer.hikari;
    requires java.naming;
    requires org.postgresql.jdbc;
    requires static transitive org.jspecify;

    exports io.sqlcache.postgres;
}
