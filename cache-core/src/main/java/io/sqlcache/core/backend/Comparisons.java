package io.sqlcache.core.backend;

import org.jooq.Field;

/**
 * How a database is made to compare values as a merge needs it. Stateless and thread-safe.
 *
 * <p>The defaults compare columns as they are.
 */
public interface Comparisons {

    /**
     * A form of a key column that {@code =} compares.
     *
     * @param column the column, qualified with its table
     * @param type its type
     * @return an expression, null where the column is; the column itself if possible, since an index serves no other
     */
    default Field<?> key(Field<?> column, ColumnType type) {
        return column;
    }

    /**
     * A form of a cursor column that {@code <} and {@code ORDER BY} compare: text by code point.
     *
     * @param column the column, qualified with its table
     * @param type its type
     * @return an expression, null where the column is
     */
    default Field<?> cursor(Field<?> column, ColumnType type) {
        return column;
    }
}
