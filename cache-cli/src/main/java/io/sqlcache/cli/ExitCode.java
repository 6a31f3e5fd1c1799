package io.sqlcache.cli;

import io.sqlcache.api.CacheException;
import io.sqlcache.api.WriteSummary.Outcome;

/** What the process tells its caller in one number. */
final class ExitCode {

    /** Done; after a write: everything is durable. */
    static final int DONE = 0;

    /** Failed, or a stream did not complete. A write that a signal ended also says this, then the JVM says 130 or 143. */
    static final int FAILED = 1;

    /** Wrong usage or configuration: something must be changed before another try. */
    static final int CONFIGURATION = 2;

    /** The reader of our standard output went away: what a shell reports for a process that SIGPIPE ended. */
    static final int BROKEN_PIPE = 141;

    private ExitCode() {}

    static int of(CacheException.Kind kind) {
        return switch (kind) {
            case CONFIG -> CONFIGURATION;
            case DATA, TRANSIENT, COMMIT_UNKNOWN, INTERNAL -> FAILED;
        };
    }

    static int of(Outcome outcome) {
        return switch (outcome) {
            case SUCCEEDED -> DONE;
            case FAILED, CANCELLED -> FAILED;
        };
    }
}
