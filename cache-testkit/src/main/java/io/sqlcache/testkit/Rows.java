package io.sqlcache.testkit;

import io.sqlcache.api.Row;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Rows to compare with: {@code assertThat(rows("users")).containsExactly(row("id", 1L, "name", "Ada"))}. */
public final class Rows {

    private static final String OUR_COLUMNS = "_airbyte_";

    private Rows() {}

    /** A row of these columns and values in turn. */
    public static Row row(String column, @Nullable Object value, @Nullable Object... more) {
        List<String> columns = new ArrayList<>(List.of(column));
        List<@Nullable Object> values = new ArrayList<>();
        values.add(value);
        for (int i = 0; i < more.length; i += 2) {
            columns.add(String.valueOf(more[i]));
            values.add(more[i + 1]);
        }
        return new Row(columns, values);
    }

    /** The row without the columns that the cache adds. */
    public static Row ofTheSource(Row row) {
        return only(
                row,
                row.columns().stream()
                        .filter(column -> !column.startsWith(OUR_COLUMNS))
                        .toArray(String[]::new));
    }

    /** The row with only these columns, in this order. */
    public static Row only(Row row, String... columns) {
        List<@Nullable Object> values = new ArrayList<>();
        Stream.of(columns).forEach(column -> values.add(row.value(column)));
        return new Row(List.of(columns), values);
    }
}
