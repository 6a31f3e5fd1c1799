package io.sqlcache.core.h2;

import io.sqlcache.core.backend.ColumnType;
import io.sqlcache.core.backend.LogicalType;
import io.sqlcache.core.backend.PhysicalType;
import io.sqlcache.core.backend.TypeMapper;
import org.jooq.DataType;
import org.jooq.SQLDialect;
import org.jooq.impl.DefaultDataType;
import org.jooq.impl.SQLDataType;

/** H2's column types. NUMERIC has a fixed scale there, so numbers are DECFLOAT. */
final class H2Types implements TypeMapper {

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

    private static ColumnType type(PhysicalType physical, DataType<?> type) {
        return ColumnType.of(physical, type, type.getTypeName());
    }
}
