package io.sqlcache.core.backend;

import java.util.List;

/**
 * A column, or a place inside the objects of a JSON column.
 *
 * @param column the column's exact name
 * @param path the names of fields from the outside in; empty for the column itself
 */
public record ColumnPath(String column, List<String> path) {

    public ColumnPath {
        path = List.copyOf(path);
    }

    /** The column itself. */
    public static ColumnPath of(String column) {
        return new ColumnPath(column, List.of());
    }

    /** Whether the value is inside the column's objects. */
    public boolean isNested() {
        return !path.isEmpty();
    }

    @Override
    public String toString() {
        return isNested() ? column + " -> " + String.join(" -> ", path) : column;
    }
}
