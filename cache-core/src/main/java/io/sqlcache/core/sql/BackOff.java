package io.sqlcache.core.sql;

import io.sqlcache.api.RetryPolicy;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;

/** Pauses between tries, each twice as long as the one before and shortened at random, until it was tried for long enough. */
public final class BackOff implements Pauses {

    /** What time it is, and waiting. */
    public interface Clock {

        /** The clock of this machine. */
        Clock SYSTEM = new Clock() {
            @Override
            public Duration now() {
                return Duration.ofNanos(System.nanoTime());
            }

            @Override
            public void sleep(Duration pause) throws InterruptedException {
                Thread.sleep(pause.toMillis());
            }
        };

        /** The time since some moment. */
        Duration now();

        /** Waits so long. */
        void sleep(Duration pause) throws InterruptedException;
    }

    private final RetryPolicy policy;
    private final Clock clock;
    private Duration began = Duration.ZERO;
    private Duration nextPause = Duration.ZERO;
    private int tries;

    public BackOff(RetryPolicy policy, Clock clock) {
        this.policy = policy;
        this.clock = clock;
    }

    /** {@inheritDoc} That is counted from the first call, or from the first since it {@link #succeeded}. */
    @Override
    public boolean pause() throws InterruptedException {
        if (tries == 0) {
            began = clock.now();
            nextPause = policy.firstPause();
        }
        Duration left = policy.retryFor().minus(trying());
        if (left.isNegative() || left.isZero()) {
            return false;
        }
        tries++;
        Duration pause = shortest(shortened(nextPause), left);
        nextPause = shortest(nextPause.multipliedBy(2), policy.longestPause());
        clock.sleep(pause);
        return true;
    }

    @Override
    public void succeeded() {
        tries = 0;
    }

    @Override
    public Duration longest() {
        return policy.retryFor();
    }

    /** How often it was tried. */
    public int tries() {
        return tries;
    }

    /** How long it has been tried. */
    public Duration trying() {
        return tries == 0 ? Duration.ZERO : clock.now().minus(began);
    }

    /** By up to a half, so that writers that lost the same server do not come back all at once. */
    private static Duration shortened(Duration pause) {
        long nanos = pause.toNanos();
        return Duration.ofNanos(nanos - (long) (ThreadLocalRandom.current().nextDouble() * nanos / 2));
    }

    private static Duration shortest(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }
}
