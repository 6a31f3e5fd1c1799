/** Caches in an application's Guice injector. */
module io.sqlcache.guice {
    requires transitive com.google.guice;
    requires transitive io.sqlcache.api;
    requires com.google.common; // needed by Guice, which has no module-info to say so
    requires jakarta.inject; // the same
    requires static transitive org.jspecify;

    exports io.sqlcache.guice;
}
