package io.sqlcache.testkit.fault;

/** Which way bytes go. */
public enum Direction {
    TO_SERVER,
    TO_CLIENT,
    /** Both ways, counted together. */
    EITHER;

    boolean covers(Direction way) {
        return this == way || this == EITHER;
    }
}
