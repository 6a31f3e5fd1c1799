package io.sqlcache.cli;

import io.sqlcache.api.RetryPolicy;
import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What a write does when the database is lost or busy. */
final class RetryOptions {

    @Option(
            names = "--retry-for",
            paramLabel = "DURATION",
            converter = DurationText.class,
            defaultValue = "5m",
            description =
                    "How long to try again when the database is lost or busy, since the last success: 90s, 5m, 1h30m,"
                            + " PT5M; 0 fails at once. Default: ${DEFAULT-VALUE}.")
    private Duration retryFor;

    @Option(
            names = "--replay-limit",
            paramLabel = "SIZE",
            converter = SizeText.class,
            defaultValue = "1GiB",
            description =
                    "How much input since the last commit is kept, to be written again on a new connection: 256MiB,"
                            + " 2GiB. Default: ${DEFAULT-VALUE}.")
    private long replayLimit;

    @Option(
            names = "--cache-dir",
            paramLabel = "DIR",
            description = "An existing folder for the file that it is kept in, beyond some MiB of memory. Default: the"
                    + " system's folder for temporary files.")
    private @Nullable Path cacheDir;

    RetryOptions() {}

    /** The policy; pauses are the usual ones. */
    RetryPolicy policy() {
        RetryPolicy usual = RetryPolicy.DEFAULT;
        return new RetryPolicy(
                retryFor,
                usual.firstPause(),
                usual.longestPause(),
                replayLimit,
                cacheDir == null ? usual.cacheDir() : cacheDir);
    }
}
