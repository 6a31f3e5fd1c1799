package io.sqlcache.core.h2;

import io.sqlcache.core.backend.ColumnType;
import io.sqlcache.core.backend.LogicalType;
import io.sqlcache.core.backend.PhysicalType;
import io.sqlcache.core.backend.TypeMapper;
import io.sqlcache.core.backend.ValueLimits;
import org.jooq.DataType;
import org.jooq.SQLDialect;
import org.jooq.impl.DefaultDataType;
import org.jooq.impl.SQLDataType;

/** H2's column types. NUMERIC has a fixed scale there, so numbers are DECFLOAT. */
final class H2Types implements TypeMapper {

    /**
     * Dates and timestamps go on beyond what a sink carries; there is no 24:00. DECFLOAT ends at 100,000 digits, those on both
     * sides of the point together. Numbers in JSON may have more, but a database of numbers should be able to read them.
     */
    private static final ValueLimits LIMITS = ValueLimits.DEFAULT
            .withDays(Integer.MIN_VALUE, Integer.MAX_VALUE)
            .withMicros(Long.MIN_VALUE, Long.MAX_VALUE)
            .withOffsetSeconds(18 * 3600 + 1)
            .withDecimals(new ValueLimits.Decimals(50_000, 50_000, 100_000));

    @Override
    public ColumnType columnType(LogicalType type) {
        return switch (type) {
            case STRING -> type(PhysicalType.TEXT, SQLDataType.VARCHAR);
            case BOOLEAN -> type(PhysicalType.BOOLEAN, SQLDataType.BOOLEAN);
            case INTEGER -> type(PhysicalType.BIGINT, SQLDataType.BIGINT);
            case BIG_INTEGER, NUMBER ->
                type(PhysicalType.DECIMAL, new DefaultDataType<>(SQLDialect.H2, Object.class, "decfloat"));
            case DATE -> type(PhysicalType.DATE, SQLDataType.LOCALDATE);
            case TIMESTAMP_WITH_TIMEZONE -> type(PhysicalType.TIMESTAMP_TZ, SQLDataType.OFFSETDATETIME(6));
            case TIMESTAMP_WITHOUT_TIMEZONE -> type(PhysicalType.TIMESTAMP, SQLDataType.LOCALDATETIME(6));
            case TIME_WITH_TIMEZONE -> type(PhysicalType.TIME_TZ, SQLDataType.OFFSETTIME(6));
            case TIME_WITHOUT_TIMEZONE -> type(PhysicalType.TIME, SQLDataType.LOCALTIME(6));
            case OBJECT, ARRAY, ANY -> type(PhysicalType.JSON, SQLDataType.JSON);
        };
    }

    @Override
    public ValueLimits limits() {
        return LIMITS;
    }

    private static ColumnType type(PhysicalType physical, DataType<?> type) {
        return ColumnType.of(physical, type, type.getTypeName());
    }
}
