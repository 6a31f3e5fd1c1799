package io.sqlcache.api;

import java.time.Duration;

/**
 * How much may be read before the next state is committed. Whichever limit is reached first counts.
 *
 * @param inputBytes bytes of input since the last commit
 * @param interval time since the last commit
 * @param stateBytes bytes of states that wait for their commit
 */
public record CommitThrottle(long inputBytes, Duration interval, long stateBytes) {

    /** 64 MiB of input, 30 seconds, 8 MiB of states. */
    public static final CommitThrottle DEFAULT = new CommitThrottle(64L << 20, Duration.ofSeconds(30), 8L << 20);

    /** Commits at every state. */
    public static final CommitThrottle NONE = new CommitThrottle(0, Duration.ZERO, 0);

    public CommitThrottle {
        if (inputBytes < 0 || stateBytes < 0 || interval.isNegative()) {
            throw new CacheException(
                    CacheException.Kind.CONFIG,
                    "The commit throttle cannot be negative: inputBytes=%d, interval=%s, stateBytes=%d."
                            .formatted(inputBytes, interval, stateBytes));
        }
    }
}
