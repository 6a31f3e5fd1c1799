package io.sqlcache.core.backend;

/** What a column can hold, one a verb of {@link RowSink}. */
public enum PhysicalType {
    BOOLEAN,
    /** Signed 64 bit integer. */
    BIGINT,
    /** IEEE 754 double. */
    DOUBLE,
    /** Exact decimal; precision and scale in the {@link ColumnType}. */
    DECIMAL,
    /** Text; the length limit, in characters, in the {@link ColumnType}. */
    TEXT,
    JSON,
    DATE,
    TIME,
    TIME_TZ,
    TIMESTAMP,
    TIMESTAMP_TZ,
    /** A type that no verb can write: found in tables that others made. */
    OTHER
}
