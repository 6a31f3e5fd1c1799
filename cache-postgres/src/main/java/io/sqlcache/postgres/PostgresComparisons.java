package io.sqlcache.postgres;

import io.sqlcache.core.backend.ColumnType;
import io.sqlcache.core.backend.Comparisons;
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
                        ? jsonb(column)
                        : column.cast(SQLDataType.CLOB).collate(DSL.quotedName(CODE_POINTS));
            case BOOLEAN, BIGINT, DOUBLE, DECIMAL, DATE, TIME, TIME_TZ, TIMESTAMP, TIMESTAMP_TZ, OTHER -> column;
        };
    }

    /** A {@code jsonb} orders its strings by the database's locale. So: numbers by value, then the rest by its text. */
    private static Field<?> jsonb(Field<?> column) {
        return DSL.field("""
                case
                  when jsonb_typeof({0}) = 'number' then row(0, cast({0} as numeric), cast('' as text) collate "C")
                  when {0} is not null then row(1, 0.0, ({0} #>> cast(array[] as text[])) collate "C")
                end""", Object.class, column);
    }
}
