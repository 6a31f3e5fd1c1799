package io.sqlcache.benchmarks.cases;

import io.sqlcache.benchmarks.run.Contender.Step;
import io.sqlcache.benchmarks.server.BenchmarkServer;

/** What the tables have to hold when a run has done its work. */
record Tables(BenchmarkServer server) {

    /** So many rows in a table of a schema. */
    Step holds(String schema, String table, long rows) {
        return () -> {
            String found = server.value("select count(*) from %s.%s".formatted(schema, table));
            if (!found.equals(Long.toString(rows))) {
                throw new IllegalStateException(
                        "%s.%s has %s rows, not %d: not the same work".formatted(schema, table, found, rows));
            }
        };
    }

    Step oursHolds(long rows) {
        return holds(BenchmarkServer.OURS, "users", rows);
    }

    Step theirsHolds(long rows) {
        return holds(BenchmarkServer.THEIRS, "users", rows);
    }
}
