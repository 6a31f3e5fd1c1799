package io.sqlcache.testkit;

import org.junit.jupiter.api.Nested;

/** What becomes of values: one nested contract a concern. */
abstract class ValueContracts {

    private final CacheConformanceTest suite;

    ValueContracts(CacheConformanceTest suite) {
        this.suite = suite;
    }

    @Nested
    class Numbers extends ValuesNumbersContract {
        Numbers() {
            super(ValueContracts.this.suite);
        }
    }

    @Nested
    class Text extends ValuesTextContract {
        Text() {
            super(ValueContracts.this.suite);
        }
    }

    @Nested
    class NestedJson extends ValuesJsonContract {
        NestedJson() {
            super(ValueContracts.this.suite);
        }
    }

    @Nested
    class Temporal extends ValuesTemporalContract {
        Temporal() {
            super(ValueContracts.this.suite);
        }
    }

    @Nested
    class TimeZones extends ValuesTimeZoneContract {
        TimeZones() {
            super(ValueContracts.this.suite);
        }
    }

    @Nested
    class Coercion extends ValuesCoercionContract {
        Coercion() {
            super(ValueContracts.this.suite);
        }
    }

    @Nested
    class Types extends ValuesTypesContract {
        Types() {
            super(ValueContracts.this.suite);
        }
    }

    @Nested
    class Schemas extends ValuesSchemasContract {
        Schemas() {
            super(ValueContracts.this.suite);
        }
    }

    @Nested
    class ExistingColumns extends ValuesExistingColumnsContract {
        ExistingColumns() {
            super(ValueContracts.this.suite);
        }
    }
}
