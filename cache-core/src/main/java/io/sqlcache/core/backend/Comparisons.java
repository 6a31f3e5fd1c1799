package io.sqlcache.core.backend;

import java.math.BigDecimal;
import java.util.List;
import org.jooq.Field;

/**
 * How a database is made to compare values as a merge needs it. Stateless and thread-safe.
 *
 * <p>The defaults compare columns as they are, and nothing inside them.
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

    /**
     * A form of what is inside the objects of a JSON column that {@code =} compares as JSON: numbers by value, strings by
     * their characters, and no value of one kind equals one of another.
     *
     * <p>To be overridden by a backend with {@link Capability#NESTED_KEYS}; never called for others.
     *
     * @param column the column, qualified with its table
     * @param type its type, one of JSON
     * @param path the names of fields from the outside in, any text
     * @return an expression, null where there is no such field or a JSON null; without parameters, so that an index can be
     *     on it
     */
    default Field<?> keyInside(Field<?> column, ColumnType type, List<String> path) {
        throw lacksNestedKeys();
    }

    /**
     * A form of what is inside the objects of a JSON column that {@code <} and {@code ORDER BY} compare: numbers by value,
     * text by code point.
     *
     * <p>To be overridden by a backend with {@link Capability#NESTED_KEYS}; never called for others.
     *
     * @param column the column, qualified with its table
     * @param type its type, one of JSON
     * @param path the names of fields from the outside in, any text
     * @param expected what the catalog says is there: anything else is as good as null if that is a number
     * @return an expression, null where there is no such field or a JSON null
     */
    default Field<?> cursorInside(Field<?> column, ColumnType type, List<String> path, LogicalType expected) {
        throw lacksNestedKeys();
    }

    /**
     * The digits that were rounded off a key or cursor of a row, as they stand in its meta under {@link MergePlan#REMAINDERS}: zero if none
     * were.
     *
     * <p>To be overridden by a backend with {@link Capability#NESTED_KEYS}; without it keys that are rounded are kept apart as rows whose
     * key could not be read.
     *
     * @param meta the column {@link MergePlan#META}
     * @param type its type, one of JSON
     * @param rounded the name of the column of the key or cursor
     * @return a number, never null; without parameters, so that an index can be on it
     */
    default Field<BigDecimal> remainder(Field<?> meta, ColumnType type, String rounded) {
        throw lacksNestedKeys();
    }

    private UnsupportedOperationException lacksNestedKeys() {
        return new UnsupportedOperationException(
                getClass().getName() + " cannot compare what is inside JSON: the capability NESTED_KEYS needs that");
    }
}
