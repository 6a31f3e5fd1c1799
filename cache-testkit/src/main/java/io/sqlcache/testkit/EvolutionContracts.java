package io.sqlcache.testkit;

import org.junit.jupiter.api.Nested;

/** What becomes of a table when its stream is not what it was, or the table is not: one nested contract a concern. */
abstract class EvolutionContracts {

    private final CacheConformanceTest suite;

    EvolutionContracts(CacheConformanceTest suite) {
        this.suite = suite;
    }

    @Nested
    class Columns extends EvolutionColumnsContract {
        Columns() {
            super(EvolutionContracts.this.suite);
        }
    }

    @Nested
    class EveryType extends EvolutionEveryTypeContract {
        EveryType() {
            super(EvolutionContracts.this.suite);
        }
    }

    @Nested
    class Widening extends EvolutionWideningContract {
        Widening() {
            super(EvolutionContracts.this.suite);
        }
    }

    @Nested
    class ForeignChanges extends EvolutionForeignChangesContract {
        ForeignChanges() {
            super(EvolutionContracts.this.suite);
        }
    }
}
