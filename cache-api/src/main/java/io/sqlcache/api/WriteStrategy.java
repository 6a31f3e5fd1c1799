package io.sqlcache.api;

/** How the records of a stream become rows of its table. */
public enum WriteStrategy {
    /** Chooses by the catalog: primary key means MERGE; else a cursor or incremental sync means APPEND; else REPLACE. */
    AUTO,
    /** Takes the catalog's {@code destination_sync_mode} and generation ids, as an Airbyte platform expects. */
    FROM_CATALOG,
    /** Adds every record as a row. */
    APPEND,
    /** Shows the new rows instead of all old ones, at once, when the source says that the stream is COMPLETE. */
    REPLACE,
    /** Keeps one row a primary key: the record with the highest cursor, or the later one. */
    MERGE
}
