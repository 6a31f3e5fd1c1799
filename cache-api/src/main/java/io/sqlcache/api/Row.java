package io.sqlcache.api;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One row: values by column. Immutable.
 *
 * <p>Values are {@code String} (text, and JSON as its text), {@code Boolean}, {@code Long}, {@code Double},
 * {@code BigDecimal}, {@code LocalDate}, {@code LocalTime}, {@code OffsetTime}, {@code LocalDateTime},
 * {@code OffsetDateTime} in UTC, or what the driver gives for other types.
 */
public final class Row {

    private final List<String> columns;
    private final List<@Nullable Object> values;

    /** A row of as many values as columns; the columns list is kept, the values are copied. */
    public Row(List<String> columns, List<? extends @Nullable Object> values) {
        if (columns.size() != values.size()) {
            throw new IllegalArgumentException(
                    "A row of %d columns cannot have %d values".formatted(columns.size(), values.size()));
        }
        this.columns = columns;
        this.values = Collections.unmodifiableList(new ArrayList<@Nullable Object>(values));
    }

    /** The names of the columns in order. */
    public List<String> columns() {
        return columns;
    }

    /** The values in the order of the columns. */
    public List<@Nullable Object> values() {
        return values;
    }

    /**
     * The value of a column, null if it is SQL NULL.
     *
     * @throws IllegalArgumentException if there is no such column
     */
    public @Nullable Object value(String column) {
        int index = columns.indexOf(column);
        if (index < 0) {
            throw new IllegalArgumentException("No column \"%s\" among %s".formatted(column, columns));
        }
        return values.get(index);
    }

    /** The row as a map in column order; of columns with one name the last counts. */
    public Map<String, @Nullable Object> asMap() {
        Map<String, @Nullable Object> map = new LinkedHashMap<>();
        for (int i = 0; i < columns.size(); i++) {
            map.put(columns.get(i), values.get(i));
        }
        return Collections.unmodifiableMap(map);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Row row && columns.equals(row.columns) && values.equals(row.values);
    }

    @Override
    public int hashCode() {
        return 31 * columns.hashCode() + values.hashCode();
    }

    @Override
    public String toString() {
        return asMap().toString();
    }
}
