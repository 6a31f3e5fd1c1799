package io.sqlcache.postgres.table;

import io.sqlcache.core.backend.ColumnType;
import io.sqlcache.core.backend.Comparisons;
import io.sqlcache.core.backend.LogicalType;
import io.sqlcache.core.backend.MergePlan;
import java.math.BigDecimal;
import java.util.List;
import org.jooq.Field;
import org.jooq.impl.DSL;
import org.jooq.impl.SQLDataType;

/** Makes PostgreSQL compare strings by code point, whatever the database's locale, and JSON at all. */
final class PostgresComparisons implements Comparisons {

    /** Its order is that of UTF-8 bytes, which is that of code points. */
    private static final String CODE_POINTS = "C";

    /** A {@code json} has no equality. Its text always can be compared; as {@code jsonb} some of it cannot even be read. */
    @Override
    public Field<?> key(Field<?> column, ColumnType type) {
        return PostgresTypes.isJson(type) ? column.cast(SQLDataType.CLOB) : column;
    }

    @Override
    public Field<?> cursor(Field<?> column, ColumnType type) {
        return switch (type.physical()) {
            case TEXT -> column.collate(DSL.quotedName(CODE_POINTS));
            case JSON ->
                PostgresTypes.isJsonb(type)
                        ? numbersThenText(orNull(column))
                        : column.cast(SQLDataType.CLOB).collate(DSL.quotedName(CODE_POINTS));
            case BOOLEAN, BIGINT, DOUBLE, DECIMAL, DATE, TIME, TIME_TZ, TIMESTAMP, TIMESTAMP_TZ, OTHER -> column;
        };
    }

    @Override
    public Field<?> keyInside(Field<?> column, ColumnType type, List<String> path) {
        return inside(column, type, path);
    }

    /** Dates and times are text in JSON, and compared as such: one that is none would fail the merge. */
    @Override
    public Field<?> cursorInside(Field<?> column, ColumnType type, List<String> path, LogicalType expected) {
        Field<?> value = inside(column, type, path);
        return switch (expected) {
            case INTEGER, BIG_INTEGER, NUMBER -> number(value);
            case STRING,
                    DATE,
                    TIMESTAMP_WITH_TIMEZONE,
                    TIMESTAMP_WITHOUT_TIMEZONE,
                    TIME_WITH_TIMEZONE,
                    TIME_WITHOUT_TIMEZONE -> text(value);
            case BOOLEAN, OBJECT, ARRAY, ANY -> numbersThenText(value);
        };
    }

    /** The same text every time, as an index needs it. */
    @Override
    public Field<BigDecimal> remainder(Field<?> meta, ColumnType type, String rounded) {
        return DSL.field(
                "coalesce(cast({0} #>> array[{1}, {2}] as numeric), 0.0)",
                SQLDataType.NUMERIC, meta, DSL.inline(MergePlan.REMAINDERS), DSL.inline(rounded));
    }

    /** The value at the path, a JSON null being none. The same text every time: an index is found by that. */
    private static Field<?> inside(Field<?> column, ColumnType type, List<String> path) {
        return orNull(DSL.field(
                "({0} #> array[{1}])",
                SQLDataType.JSONB,
                jsonb(column, type),
                DSL.list(path.stream().map(DSL::inline).toList())));
    }

    /** A {@code json} that others wrote may have NULs, which {@code jsonb} fails on, and with it the merge. */
    private static Field<?> jsonb(Field<?> column, ColumnType type) {
        return PostgresTypes.isJsonb(type)
                ? column
                : DSL.field(
                        "cast(replace(cast({0} as text), '\\u0000', '\\ufffd') as jsonb)", SQLDataType.JSONB, column);
    }

    private static Field<?> orNull(Field<?> json) {
        return DSL.field("nullif({0}, cast('null' as jsonb))", SQLDataType.JSONB, json);
    }

    /** Numbers, and strings that are one, as a column of numbers takes them. */
    private static Field<?> number(Field<?> json) {
        return DSL.field("""
                case
                  when jsonb_typeof({0}) = 'number' then cast({0} as numeric)
                  when ({0} #>> cast(array[] as text[])) ~ '^[+-]?[0-9]{1,255}([.][0-9]{1,255})?$' then cast({0} #>> cast(array[] as text[]) as numeric)
                end""", SQLDataType.NUMERIC, json);
    }

    private static Field<?> text(Field<?> json) {
        return DSL.field("({0} #>> cast(array[] as text[])) collate \"C\"", SQLDataType.CLOB, json);
    }

    /** A {@code jsonb} orders its strings by the database's locale. So: numbers by value, then the rest by its text. */
    private static Field<?> numbersThenText(Field<?> value) {
        return DSL.field("""
                case
                  when jsonb_typeof({0}) = 'number' then row(0, cast({0} as numeric), cast('' as text) collate "C")
                  when {0} is not null then row(1, 0.0, {1})
                end""", Object.class, value, text(value));
    }
}
