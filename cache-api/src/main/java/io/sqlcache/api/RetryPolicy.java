package io.sqlcache.api;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;

/**
 * What a write does when the database is lost or busy: it connects again, and writes again what was not committed.
 *
 * @param retryFor how long it tries since the last success; zero fails at once
 * @param firstPause before the first try; each further one is twice as long, and shortened at random
 * @param longestPause between two tries
 * @param replayLimit bytes of input since the last commit that are kept for it; if more come, a write that loses its connection
 *     before the next commit fails. Rows of a stream that is replaced as a whole are made durable before that, unseen, so that
 *     it may be of any length. What is kept also lets a write that ends early end at the last states
 * @param cacheDir an existing folder for the temporary file that they are kept in beyond a few MiB of memory
 */
public record RetryPolicy(
        Duration retryFor, Duration firstPause, Duration longestPause, long replayLimit, Path cacheDir) {

    /** Five minutes, pauses from 100 milliseconds to 30 seconds, 1 GiB in the folder for temporary files. */
    public static final RetryPolicy DEFAULT = new RetryPolicy(
            Duration.ofMinutes(5),
            Duration.ofMillis(100),
            Duration.ofSeconds(30),
            1L << 30,
            Path.of(System.getProperty("java.io.tmpdir")));

    /** Fails at the first loss. */
    public static final RetryPolicy NONE =
            new RetryPolicy(Duration.ZERO, Duration.ZERO, Duration.ZERO, 0, DEFAULT.cacheDir());

    public RetryPolicy {
        Objects.requireNonNull(cacheDir, "cacheDir");
        if (retryFor.isNegative() || firstPause.isNegative() || longestPause.isNegative() || replayLimit < 0) {
            throw new CacheException(
                    CacheException.Kind.CONFIG,
                    "The retry policy cannot be negative: retryFor=%s, firstPause=%s, longestPause=%s, replayLimit=%d."
                            .formatted(retryFor, firstPause, longestPause, replayLimit));
        }
    }
}
