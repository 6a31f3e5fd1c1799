package io.sqlcache.testkit;

import org.junit.jupiter.api.Nested;

/** What a row holds of a record. Depends on how rows are encoded and sent, on nothing else of a connection. */
public abstract class ValueConformanceTest extends CacheConformanceTest {

    @Nested
    class Values extends ValueContracts {
        Values() {
            super(ValueConformanceTest.this);
        }
    }
}
