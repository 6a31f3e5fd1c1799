package io.sqlcache.benchmarks.data;

/** Which of two rows of a key is newer. */
public enum Version {
    FIRST(0),
    LATER(1_000_000_000L);

    private final long millis;

    Version(long millis) {
        this.millis = millis;
    }

    /** How much later its rows are sent. */
    long millis() {
        return millis;
    }
}
