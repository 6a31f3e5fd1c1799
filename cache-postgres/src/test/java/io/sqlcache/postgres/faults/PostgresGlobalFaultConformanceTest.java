package io.sqlcache.postgres.faults;

import io.sqlcache.testkit.SmallSync;

/** The same under a GLOBAL state: a class of its own, for the gate's time is that of its longest class. */
class PostgresGlobalFaultConformanceTest extends PostgresFaultConformanceTest {

    @Override
    protected SmallSync sync() {
        return SmallSync.underAGlobalState();
    }
}
