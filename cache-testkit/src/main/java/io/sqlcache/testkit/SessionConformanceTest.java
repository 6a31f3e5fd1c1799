package io.sqlcache.testkit;

import org.junit.jupiter.api.Nested;

/** What a cache does with its connections, and what caches and writes do to each other. */
public abstract class SessionConformanceTest extends CacheConformanceTest {

    @Nested
    class Check extends CheckContract {
        Check() {
            super(SessionConformanceTest.this);
        }
    }

    @Nested
    class State extends StateContract {
        State() {
            super(SessionConformanceTest.this);
        }
    }

    @Nested
    class Lease extends LeaseContract {
        Lease() {
            super(SessionConformanceTest.this);
        }
    }

    @Nested
    class LiveInput extends LiveInputContract {
        LiveInput() {
            super(SessionConformanceTest.this);
        }
    }

    @Nested
    class Read extends ReadContract {
        Read() {
            super(SessionConformanceTest.this);
        }
    }

    @Nested
    class Leak extends LeakContract {
        Leak() {
            super(SessionConformanceTest.this);
        }
    }

    @Nested
    class Sharing extends SharingContract {
        Sharing() {
            super(SessionConformanceTest.this);
        }
    }

    @Nested
    class Generations extends GenerationContract {
        Generations() {
            super(SessionConformanceTest.this);
        }
    }

    @Nested
    class AbandonedRefreshes extends AbandonedRefreshContract {
        AbandonedRefreshes() {
            super(SessionConformanceTest.this);
        }
    }
}
