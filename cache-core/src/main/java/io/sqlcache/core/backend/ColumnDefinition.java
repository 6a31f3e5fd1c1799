package io.sqlcache.core.backend;

/**
 * A column of a table.
 *
 * @param name its exact name in the database
 * @param type its type and modifiers
 * @param nullable whether it takes a null; a column that we make does
 */
public record ColumnDefinition(String name, ColumnType type, boolean nullable) {

    /** A column that takes nulls. */
    public ColumnDefinition(String name, ColumnType type) {
        this(name, type, true);
    }
}
