package io.sqlcache.testkit;

import org.junit.jupiter.api.Nested;

/** How rows come into tables: in which way, in which order, at which commit, into which columns. */
public abstract class LoadConformanceTest extends CacheConformanceTest {

    @Nested
    class Append extends AppendContract {
        Append() {
            super(LoadConformanceTest.this);
        }
    }

    @Nested
    class Replace extends ReplaceContract {
        Replace() {
            super(LoadConformanceTest.this);
        }
    }

    @Nested
    class ReplaceFailure extends ReplaceFailureContract {
        ReplaceFailure() {
            super(LoadConformanceTest.this);
        }
    }

    @Nested
    class Merge extends MergeContract {
        Merge() {
            super(LoadConformanceTest.this);
        }
    }

    @Nested
    class Interleaving extends InterleavingContract {
        Interleaving() {
            super(LoadConformanceTest.this);
        }
    }

    @Nested
    class Checkpoint extends CheckpointContract {
        Checkpoint() {
            super(LoadConformanceTest.this);
        }
    }

    @Nested
    class EarlyEnd extends EarlyEndContract {
        EarlyEnd() {
            super(LoadConformanceTest.this);
        }
    }

    @Nested
    class Evolution extends EvolutionContracts {
        Evolution() {
            super(LoadConformanceTest.this);
        }
    }
}
