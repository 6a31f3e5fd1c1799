package io.sqlcache.postgres.config;

/** The type of columns that are made for a field of type number; a column that is there already stays as it is. */
public enum NumberType {
    /** {@code numeric}: every number with all its digits. */
    UNCONSTRAINED,
    /** {@code numeric(38,9)}: what does not fit is cut or left out, and {@code _airbyte_meta} says so. */
    NUMERIC_38_9
}
