/** The contract every sqlcache backend passes, as JUnit tests to inherit. */
module io.sqlcache.testkit {
    requires transitive io.sqlcache.core;
    requires transitive org.assertj.core;
    requires transitive org.junit.jupiter.api;
    requires transitive org.junit.jupiter.params;
    requires awaitility;
    requires com.fasterxml.jackson.databind;
    requires org.slf4j;
    requires static transitive org.jspecify;

    exports io.sqlcache.testkit;
    exports io.sqlcache.testkit.fault;

    opens io.sqlcache.testkit;
}
