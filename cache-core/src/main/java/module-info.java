/** Generic SQL processing, and the interfaces a database backend implements. */
module io.sqlcache.core {
    requires com.fasterxml.jackson.databind;
    requires transitive io.sqlcache.api;
    requires transitive java.sql;
    requires transitive org.jooq;
    requires org.slf4j;
    requires com.github.f4b6a3.uuid;
    requires static jakarta.xml.bind;
    requires static transitive org.jspecify;

    exports io.sqlcache.core;
    exports io.sqlcache.core.backend;
}
