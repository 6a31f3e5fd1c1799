package io.sqlcache.core.write;

import io.sqlcache.api.WriteTimes;
import io.sqlcache.core.commit.CommitDecision;
import io.sqlcache.core.commit.CommitTimes;
import io.sqlcache.core.load.StreamRouter;
import io.sqlcache.core.message.MessageReader;
import java.time.Duration;

/**
 * Where the time of one write goes. Whoever waits measures that; what is left is divided between parsing and encoding by samples, since
 * a look at the clock for each record would cost more than is to be known. Not thread-safe.
 */
final class TimeSpent {

    /** At first more often, so that a few records are not told apart by one. */
    private static final int MOST_MESSAGES_A_SAMPLE = 512;

    private final MessageReader reader;
    private final StreamRouter router;
    private final CommitDecision decision;
    private final Duration before;
    private int untilSample = 1;
    private int messagesASample = 1;
    private long mark;
    private long parsing;
    private long parsingOfSample;
    private long encoding;
    private long recovering;

    /**
     * Of a write that reads its first line next.
     *
     * @param before what it took to come so far
     */
    TimeSpent(MessageReader reader, StreamRouter router, CommitDecision decision, Duration before) {
        this.reader = reader;
        this.router = router;
        this.decision = decision;
        this.before = before;
    }

    /** Whether the next message is a sample: then its {@link #begin begin} and the steps behind it are told. */
    boolean isSample() {
        if (--untilSample > 0) {
            return false;
        }
        untilSample = messagesASample;
        messagesASample = Math.min(2 * messagesASample, MOST_MESSAGES_A_SAMPLE);
        return true;
    }

    void begin() {
        mark = busy();
    }

    void parsed() {
        long now = busy();
        parsingOfSample = now - mark;
        mark = now;
    }

    /** The sample was a record, and is encoded. */
    void encoded() {
        encoding += busy() - mark;
        parsing += parsingOfSample;
    }

    /** Notes what it took to go on after a failure. */
    void recovered(long nanos) {
        recovering += nanos;
    }

    /** A clock that stands still while something is waited for. */
    private long busy() {
        return System.nanoTime() - reader.nanosWaited() - router.lanes().nanosWaited() - router.nanosOnTables();
    }

    /**
     * All of it.
     *
     * @param elapsed since the write began to read
     */
    WriteTimes of(Duration elapsed) {
        CommitTimes commits = decision.times();
        long onTables = router.nanosOnTables() + recovering;
        long waited = reader.nanosWaited()
                + router.lanes().nanosWaited()
                + onTables
                + commits.moving()
                + commits.committing();
        long busy = Math.max(0, elapsed.toNanos() - waited);
        long samples = parsing + encoding;
        long encoded = samples <= 0 ? 0 : Math.round((double) Math.max(0, encoding) / samples * busy);
        return new WriteTimes(
                before.plusNanos(onTables),
                Duration.ofNanos(reader.nanosWaited()),
                Duration.ofNanos(busy - encoded),
                Duration.ofNanos(encoded),
                Duration.ofNanos(router.lanes().nanosWaited()),
                Duration.ofNanos(commits.moving()),
                Duration.ofNanos(commits.committing()));
    }
}
