/** Generic SQL processing, and the interfaces a database backend implements. */
module io.sqlcache.core {
    requires com.fasterxml.jackson.databind;
    requires com.google.common; // needed by Guice, which has no module-info to say so
    requires com.google.guice;
    requires transitive io.sqlcache.api;
    requires transitive java.sql;
    requires transitive org.jooq;
    requires org.slf4j;
    requires com.github.f4b6a3.uuid;
    requires jakarta.inject;
    requires static jakarta.xml.bind;
    requires static transitive org.jspecify;

    exports io.sqlcache.core;
    exports io.sqlcache.core.backend;

    // Constructors are called by Guice.
    opens io.sqlcache.core.cache to
            com.google.guice;
    opens io.sqlcache.core.read to
            com.google.guice;
    opens io.sqlcache.core.sql to
            com.google.guice;
    opens io.sqlcache.core.state to
            com.google.guice;
    opens io.sqlcache.core.table to
            com.google.guice;
    opens io.sqlcache.core.write to
            com.google.guice;
}
