package io.sqlcache.testkit;

import org.junit.jupiter.api.Nested;

/** What is decided before a row is sent: names, keys, cursors, strategies, and what the source's messages mean. */
public abstract class RuleConformanceTest extends CacheConformanceTest {

    @Nested
    class Names extends NamesContract {
        Names() {
            super(RuleConformanceTest.this);
        }
    }

    @Nested
    class TableNames extends TableNamesContract {
        TableNames() {
            super(RuleConformanceTest.this);
        }
    }

    @Nested
    class NestedKeys extends NestedKeyContract {
        NestedKeys() {
            super(RuleConformanceTest.this);
        }
    }

    @Nested
    class NestedCursors extends NestedCursorContract {
        NestedCursors() {
            super(RuleConformanceTest.this);
        }
    }

    @Nested
    class RoundedKeys extends RoundedKeyContract {
        RoundedKeys() {
            super(RuleConformanceTest.this);
        }
    }

    @Nested
    class Cursor extends CursorContract {
        Cursor() {
            super(RuleConformanceTest.this);
        }
    }

    @Nested
    class CdcDeletions extends CdcDeletionContract {
        CdcDeletions() {
            super(RuleConformanceTest.this);
        }
    }

    @Nested
    class StrategyResolution extends StrategyResolutionContract {
        StrategyResolution() {
            super(RuleConformanceTest.this);
        }
    }

    @Nested
    class GlobalState extends GlobalStateContract {
        GlobalState() {
            super(RuleConformanceTest.this);
        }
    }

    @Nested
    class EarlyGlobalEnd extends EarlyGlobalEndContract {
        EarlyGlobalEnd() {
            super(RuleConformanceTest.this);
        }
    }

    @Nested
    class RefusedStreams extends RefusedStreamContract {
        RefusedStreams() {
            super(RuleConformanceTest.this);
        }
    }

    @Nested
    class Status extends StatusContract {
        Status() {
            super(RuleConformanceTest.this);
        }
    }

    @Nested
    class Ending extends SourceEndingContract {
        Ending() {
            super(RuleConformanceTest.this);
        }
    }

    @Nested
    class Input extends InputContract {
        Input() {
            super(RuleConformanceTest.this);
        }
    }

    @Nested
    class BrokenInput extends BrokenInputContract {
        BrokenInput() {
            super(RuleConformanceTest.this);
        }
    }

    @Nested
    class Capabilities extends CapabilityContract {
        Capabilities() {
            super(RuleConformanceTest.this);
        }
    }
}
