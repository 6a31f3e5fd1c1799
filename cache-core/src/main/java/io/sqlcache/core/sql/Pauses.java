package io.sqlcache.core.sql;

import java.time.Duration;

/** What lies between one try and the next, and when to stop trying. Not thread-safe. */
public interface Pauses {

    /**
     * Waits before the next try.
     *
     * @return false, at once, if it was tried for long enough
     */
    boolean pause() throws InterruptedException;

    /** The next try will be the first one. */
    void succeeded();

    /** For how long it is tried, if that is long enough to be told. */
    Duration longest();

    /** Tries at once, a few times and not for long. */
    static Pauses none(int mostTries, Duration longest) {
        return new NoPauses(mostTries, longest);
    }
}
