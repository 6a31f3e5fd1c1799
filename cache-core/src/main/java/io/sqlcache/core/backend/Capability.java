package io.sqlcache.core.backend;

/** What a database can do that not every database can. */
public enum Capability {
    /** Creating, renaming and dropping tables is part of the transaction. */
    TRANSACTIONAL_DDL,
    /** Two connections may write to one database at the same time. */
    CONCURRENT_WRITERS,
    /** A key may be a path into a nested value. */
    NESTED_KEYS
}
