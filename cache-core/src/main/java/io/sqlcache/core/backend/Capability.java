package io.sqlcache.core.backend;

/** What a database can do beyond the minimum, where the cache does one thing with it and another without. */
public enum Capability {
    /**
     * Several connections may write at the same time, to different tables.
     *
     * <p>Without it a cache takes one write at a time and refuses a second one by name; the lease of a write is not renewed
     * while it runs, since that is done by a connection beside it. One write still writes by up to two connections in turn,
     * and by a third for moments.
     */
    CONCURRENT_WRITERS,
    /**
     * What is inside JSON columns can be compared: {@link Comparisons#keyInside} and {@link Comparisons#cursorInside}.
     *
     * <p>Without it a stream whose key or cursor is inside an object is refused by name, unless it is appended.
     */
    NESTED_KEYS
}
