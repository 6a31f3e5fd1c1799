package io.sqlcache.core.backend;

/** What a database can do beyond the minimum. What it cannot is refused with an error that names backend and capability. */
public enum Capability {
    /** Tables can be created, renamed and dropped in a transaction that still may be rolled back. */
    TRANSACTIONAL_DDL,
    /** Several connections may write at the same time. */
    CONCURRENT_WRITERS,
    /** Keys and cursors inside JSON columns can be compared: {@link Comparisons#keyInside}. */
    NESTED_KEYS
}
