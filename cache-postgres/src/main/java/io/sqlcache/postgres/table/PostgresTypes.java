package io.sqlcache.postgres.table;

import io.sqlcache.core.backend.ColumnType;
import io.sqlcache.core.backend.LogicalType;
import io.sqlcache.core.backend.PhysicalType;
import io.sqlcache.core.backend.Repertoire;
import io.sqlcache.core.backend.ResultValues;
import io.sqlcache.core.backend.TypeMapper;
import io.sqlcache.core.backend.ValueLimits;
import io.sqlcache.postgres.config.NumberType;
import java.util.Map;
import org.jooq.DataType;
import org.jooq.impl.DefaultDataType;
import org.jooq.impl.SQLDataType;

/**
 * PostgreSQL's column types: those of new columns, and those found.
 *
 * <p>Only types that can take every value of their verb unchanged have a verb: {@code integer}, {@code money}, padded
 * {@code char(n)}, arrays, domains and the like are OTHER, since COPY BINARY would store garbage in some and fail on others.
 */
public final class PostgresTypes implements TypeMapper {

    private static final int VARLENA_HEADER = 4;

    private static final ColumnType BOOLEAN = ColumnType.of(PhysicalType.BOOLEAN, SQLDataType.BOOLEAN, "boolean");
    private static final ColumnType BIGINT = ColumnType.of(PhysicalType.BIGINT, SQLDataType.BIGINT, "bigint");
    private static final ColumnType DOUBLE = ColumnType.of(PhysicalType.DOUBLE, SQLDataType.DOUBLE, "double precision");
    private static final ColumnType NUMERIC = ColumnType.of(PhysicalType.DECIMAL, SQLDataType.NUMERIC, "numeric");
    private static final ColumnType TEXT = ColumnType.of(PhysicalType.TEXT, SQLDataType.CLOB, "text");
    private static final ColumnType VARCHAR =
            ColumnType.of(PhysicalType.TEXT, SQLDataType.VARCHAR, "character varying");
    private static final ColumnType JSON = ColumnType.of(PhysicalType.JSON, SQLDataType.JSON, "json");
    private static final ColumnType JSONB = ColumnType.of(PhysicalType.JSON, SQLDataType.JSONB, "jsonb");
    private static final ColumnType DATE = ColumnType.of(PhysicalType.DATE, SQLDataType.LOCALDATE, "date");
    private static final ColumnType TIME =
            ColumnType.of(PhysicalType.TIME, SQLDataType.LOCALTIME, "time without time zone");
    private static final ColumnType TIMETZ =
            ColumnType.of(PhysicalType.TIME_TZ, SQLDataType.OFFSETTIME, "time with time zone");
    private static final ColumnType TIMESTAMP =
            ColumnType.of(PhysicalType.TIMESTAMP, SQLDataType.LOCALDATETIME, "timestamp without time zone");
    private static final ColumnType TIMESTAMPTZ =
            ColumnType.of(PhysicalType.TIMESTAMP_TZ, SQLDataType.OFFSETDATETIME, "timestamp with time zone");

    /** By the oid in {@code pg_type}, which is the same in every PostgreSQL; names may be taken in other schemas. */
    private static final Map<Long, ColumnType> BY_OID = Map.ofEntries(
            Map.entry(16L, BOOLEAN),
            Map.entry(20L, BIGINT),
            Map.entry(701L, DOUBLE),
            Map.entry(1700L, NUMERIC),
            Map.entry(25L, TEXT),
            Map.entry(1043L, VARCHAR),
            Map.entry(114L, JSON),
            Map.entry(3802L, JSONB),
            Map.entry(1082L, DATE),
            Map.entry(1083L, TIME),
            Map.entry(1266L, TIMETZ),
            Map.entry(1114L, TIMESTAMP),
            Map.entry(1184L, TIMESTAMPTZ));

    private static final ColumnType NUMERIC_38_9 = limited(NUMERIC, "numeric(38,9)", ColumnType.UNLIMITED, 38, 9);

    private final NumberType numberType;
    private final ValueLimits limits;

    /**
     * With this type for new columns of numbers.
     *
     * @param repertoire the characters that the database has
     */
    public PostgresTypes(NumberType numberType, Repertoire repertoire) {
        this.numberType = numberType;
        this.limits = PostgresLimits.ALL.withRepertoire(repertoire);
    }

    @Override
    public ValueLimits limits() {
        return limits;
    }

    @Override
    public ResultValues results() {
        return new PostgresResults();
    }

    @Override
    public ColumnType columnType(LogicalType type) {
        return switch (type) {
            case STRING -> TEXT;
            case BOOLEAN -> BOOLEAN;
            case INTEGER -> BIGINT;
            case BIG_INTEGER -> NUMERIC;
            case NUMBER ->
                switch (numberType) {
                    case UNCONSTRAINED -> NUMERIC;
                    case NUMERIC_38_9 -> NUMERIC_38_9;
                };
            case DATE -> DATE;
            case TIMESTAMP_WITH_TIMEZONE -> TIMESTAMPTZ;
            case TIMESTAMP_WITHOUT_TIMEZONE -> TIMESTAMP;
            case TIME_WITH_TIMEZONE -> TIMETZ;
            case TIME_WITHOUT_TIMEZONE -> TIME;
            case OBJECT, ARRAY, ANY -> JSONB;
        };
    }

    /** Whether the column is {@code jsonb} rather than {@code json}: they differ in COPY BINARY and in what they compare. */
    public static boolean isJsonb(ColumnType type) {
        return type.sql().equals(JSONB.sql());
    }

    /** Whether the column is {@code json}, which no operator compares. */
    static boolean isJson(ColumnType type) {
        return type.sql().equals(JSON.sql());
    }

    /**
     * The type of a column found.
     *
     * @param oid its type in {@code pg_type}
     * @param modifier {@code atttypmod}; -1 for none
     * @param sql {@code format_type} of both
     */
    static ColumnType found(long oid, int modifier, String sql) {
        ColumnType plain = BY_OID.get(oid);
        if (plain == null) {
            return other(sql);
        }
        if (modifier < 0) {
            return plain;
        }
        return switch (plain.physical()) {
            case TEXT -> limited(plain, sql, modifier - VARLENA_HEADER, ColumnType.UNLIMITED, ColumnType.UNLIMITED);
            case DECIMAL -> decimal(sql, modifier - VARLENA_HEADER);
            case TIME, TIME_TZ, TIMESTAMP, TIMESTAMP_TZ ->
                limited(plain, sql, ColumnType.UNLIMITED, modifier, ColumnType.UNLIMITED);
            case BOOLEAN, BIGINT, DOUBLE, JSON, DATE, OTHER -> plain;
        };
    }

    /** A type that no verb writes. */
    static ColumnType other(String sql) {
        return ColumnType.of(PhysicalType.OTHER, new DefaultDataType<>(null, Object.class, sql), sql);
    }

    /** Since PostgreSQL 15 the scale is signed and may exceed the precision, which nobody else can express. */
    private static ColumnType decimal(String sql, int modifier) {
        int precision = modifier >> 16 & 0xffff;
        int scale = (modifier & 0x7ff ^ 0x400) - 0x400;
        return scale < 0 || scale > precision
                ? other(sql)
                : limited(NUMERIC, sql, ColumnType.UNLIMITED, precision, scale);
    }

    private static ColumnType limited(ColumnType plain, String sql, int length, int precision, int scale) {
        DataType<?> type = plain.physical() == PhysicalType.DECIMAL
                ? SQLDataType.NUMERIC(precision, scale)
                : length > 0 ? SQLDataType.VARCHAR(length) : plain.dataType().precision(precision);
        return new ColumnType(plain.physical(), type, sql, length, precision, scale);
    }
}
