package io.sqlcache.duckdb.table;

import io.sqlcache.core.backend.ColumnType;
import io.sqlcache.core.backend.Comparisons;
import io.sqlcache.core.backend.LogicalType;
import io.sqlcache.core.backend.MergePlan;
import io.sqlcache.core.backend.PhysicalType;
import io.sqlcache.duckdb.json.JsonFunctions;
import io.sqlcache.duckdb.json.JsonPath;
import java.math.BigDecimal;
import java.util.List;
import org.jooq.Field;
import org.jooq.impl.DSL;
import org.jooq.impl.SQLDataType;

/** Makes DuckDB compare JSON by value, which is text to it. Other text is compared by its bytes, and so by code point. */
final class DuckDBComparisons implements Comparisons {

    private static final String ZERO = "'1'";

    @Override
    public Field<?> key(Field<?> column, ColumnType type) {
        return type.physical() == PhysicalType.JSON ? call(JsonFunctions.KEY, column, List.of()) : column;
    }

    @Override
    public Field<?> cursor(Field<?> column, ColumnType type) {
        return type.physical() == PhysicalType.JSON ? call(JsonFunctions.ORDER, column, List.of()) : column;
    }

    @Override
    public Field<?> keyInside(Field<?> column, ColumnType type, List<String> path) {
        return call(JsonFunctions.KEY, column, path);
    }

    /** Dates and times are text in JSON, and compared as such. */
    @Override
    public Field<?> cursorInside(Field<?> column, ColumnType type, List<String> path, LogicalType expected) {
        JsonFunctions order = switch (expected) {
            case INTEGER, BIG_INTEGER, NUMBER -> JsonFunctions.NUMBER;
            case STRING,
                    DATE,
                    TIMESTAMP_WITH_TIMEZONE,
                    TIMESTAMP_WITHOUT_TIMEZONE,
                    TIME_WITH_TIMEZONE,
                    TIME_WITHOUT_TIMEZONE -> JsonFunctions.TEXT;
            case BOOLEAN, OBJECT, ARRAY, ANY -> JsonFunctions.ORDER;
        };
        return call(order, column, path);
    }

    /** A text that is in order with others as numbers are. */
    @Override
    public Field<BigDecimal> remainder(Field<?> meta, ColumnType type, String rounded) {
        return DSL.field(
                "coalesce({0}, " + ZERO + ")",
                SQLDataType.NUMERIC,
                call(JsonFunctions.NUMBER, meta, List.of(MergePlan.REMAINDERS, rounded)));
    }

    private static Field<String> call(JsonFunctions function, Field<?> json, List<String> path) {
        return DSL.field(
                function.sqlName() + "(cast({0} as varchar), {1})",
                String.class,
                json,
                DSL.inline(new JsonPath(path).toString()));
    }
}
