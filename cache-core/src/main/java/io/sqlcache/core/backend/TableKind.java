package io.sqlcache.core.backend;

/** What a table is for, which decides how durable it has to be. */
public enum TableKind {
    /** Holds rows that readers see, or rows that will take their place: survives a crash of the server. */
    DURABLE,
    /** Holds rows on their way, shared between connections: may be lost with the server. */
    STAGING
}
