package io.sqlcache.duckdb.table;

import io.sqlcache.core.backend.ColumnType;
import io.sqlcache.core.backend.LogicalType;
import io.sqlcache.core.backend.PhysicalType;
import io.sqlcache.core.backend.ResultValues;
import io.sqlcache.core.backend.TypeMapper;
import io.sqlcache.core.backend.ValueLimits;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jooq.DataType;
import org.jooq.JSON;
import org.jooq.SQLDialect;
import org.jooq.impl.DefaultDataType;
import org.jooq.impl.SQLDataType;

/**
 * DuckDB's column types: those of new columns, which are PyAirbyte's, and those found. Only types that take every value of their verb
 * unchanged have a verb: narrower integers, {@code TIMESTAMP_NS}, {@code ENUM}, lists and the like are OTHER.
 */
public final class DuckDBTypes implements TypeMapper {

    private static final int MOST_DIGITS = 38;

    private static final ColumnType BOOLEAN = ColumnType.of(PhysicalType.BOOLEAN, SQLDataType.BOOLEAN, "BOOLEAN");
    private static final ColumnType BIGINT = ColumnType.of(PhysicalType.BIGINT, SQLDataType.BIGINT, "BIGINT");
    private static final ColumnType DOUBLE = ColumnType.of(PhysicalType.DOUBLE, SQLDataType.DOUBLE, "DOUBLE");
    private static final ColumnType VARCHAR = ColumnType.of(PhysicalType.TEXT, SQLDataType.VARCHAR, "VARCHAR");
    private static final ColumnType JSON_TEXT =
            ColumnType.of(PhysicalType.JSON, new DefaultDataType<>(SQLDialect.DUCKDB, JSON.class, "json"), "JSON");
    private static final ColumnType DATE = ColumnType.of(PhysicalType.DATE, SQLDataType.LOCALDATE, "DATE");
    private static final ColumnType TIME = ColumnType.of(PhysicalType.TIME, SQLDataType.LOCALTIME, "TIME");
    private static final ColumnType TIMETZ =
            ColumnType.of(PhysicalType.TIME_TZ, SQLDataType.OFFSETTIME, "TIME WITH TIME ZONE");
    private static final ColumnType TIMESTAMP =
            ColumnType.of(PhysicalType.TIMESTAMP, SQLDataType.LOCALDATETIME, "TIMESTAMP");
    private static final ColumnType TIMESTAMP_S = rounded("TIMESTAMP_S", 0);
    private static final ColumnType TIMESTAMP_MS = rounded("TIMESTAMP_MS", 3);
    private static final ColumnType TIMESTAMPTZ =
            ColumnType.of(PhysicalType.TIMESTAMP_TZ, SQLDataType.OFFSETDATETIME, "TIMESTAMP WITH TIME ZONE");

    /** Exact, and of the type that PyAirbyte gives to numbers. */
    private static final ColumnType NUMBER = decimal("DECIMAL(38,9)", MOST_DIGITS, 9);

    private static final ColumnType BIG_INTEGER = decimal("DECIMAL(38,0)", MOST_DIGITS, 0);

    /** Of whole numbers, and a little more than 38 digits: what has 38 always fits. */
    private static final ColumnType HUGEINT = decimal("HUGEINT", MOST_DIGITS, 0);

    private static final Map<String, ColumnType> BY_NAME = Stream.of(
                    BOOLEAN,
                    BIGINT,
                    DOUBLE,
                    VARCHAR,
                    JSON_TEXT,
                    DATE,
                    TIME,
                    TIMETZ,
                    TIMESTAMP,
                    TIMESTAMP_S,
                    TIMESTAMP_MS,
                    TIMESTAMPTZ,
                    HUGEINT)
            .collect(Collectors.toMap(ColumnType::sql, type -> type));

    private static final Pattern DECIMAL = Pattern.compile("DECIMAL\\((?<precision>\\d+), ?(?<scale>\\d+)\\)");

    @Override
    public ColumnType columnType(LogicalType type) {
        return switch (type) {
            case STRING -> VARCHAR;
            case BOOLEAN -> BOOLEAN;
            case INTEGER -> BIGINT;
            case BIG_INTEGER -> BIG_INTEGER;
            case NUMBER -> NUMBER;
            case DATE -> DATE;
            case TIMESTAMP_WITH_TIMEZONE -> TIMESTAMPTZ;
            case TIMESTAMP_WITHOUT_TIMEZONE -> TIMESTAMP;
            case TIME_WITH_TIMEZONE -> TIMETZ;
            case TIME_WITHOUT_TIMEZONE -> TIME;
            case OBJECT, ARRAY, ANY -> JSON_TEXT;
        };
    }

    @Override
    public ValueLimits limits() {
        return DuckDBLimits.ALL;
    }

    @Override
    public ResultValues results() {
        return new DuckDBResults();
    }

    /** The type of a column found, by its name in {@code duckdb_columns()}. */
    static ColumnType found(String sql) {
        ColumnType plain = BY_NAME.get(sql);
        if (plain != null) {
            return plain;
        }
        Matcher decimal = DECIMAL.matcher(sql);
        return decimal.matches()
                ? decimal(sql, Integer.parseInt(decimal.group("precision")), Integer.parseInt(decimal.group("scale")))
                : other(sql);
    }

    /** A type that no verb writes. */
    static ColumnType other(String sql) {
        return ColumnType.of(PhysicalType.OTHER, new DefaultDataType<>(SQLDialect.DUCKDB, Object.class, sql), sql);
    }

    private static ColumnType rounded(String sql, int digits) {
        DataType<?> type = SQLDataType.LOCALDATETIME(digits);
        return new ColumnType(PhysicalType.TIMESTAMP, type, sql, ColumnType.UNLIMITED, digits, ColumnType.UNLIMITED);
    }

    private static ColumnType decimal(String sql, int precision, int scale) {
        DataType<?> type = SQLDataType.NUMERIC(precision, scale);
        return new ColumnType(PhysicalType.DECIMAL, type, sql, ColumnType.UNLIMITED, precision, scale);
    }
}
