package io.sqlcache.core.load.value;

import io.sqlcache.core.backend.ColumnType;
import io.sqlcache.core.backend.PhysicalType;
import org.jooq.impl.SQLDataType;

/** Column types as a database may have them. */
public final class Columns {

    public static final ColumnType BOOLEAN = plain(PhysicalType.BOOLEAN);
    public static final ColumnType BIGINT = plain(PhysicalType.BIGINT);
    public static final ColumnType DOUBLE = plain(PhysicalType.DOUBLE);
    public static final ColumnType DECIMAL = plain(PhysicalType.DECIMAL);
    public static final ColumnType TEXT = plain(PhysicalType.TEXT);
    public static final ColumnType JSON = plain(PhysicalType.JSON);
    public static final ColumnType DATE = plain(PhysicalType.DATE);
    public static final ColumnType TIME = plain(PhysicalType.TIME);
    public static final ColumnType TIME_TZ = plain(PhysicalType.TIME_TZ);
    public static final ColumnType TIMESTAMP = plain(PhysicalType.TIMESTAMP);
    public static final ColumnType TIMESTAMP_TZ = plain(PhysicalType.TIMESTAMP_TZ);
    public static final ColumnType MONEY = ColumnType.of(PhysicalType.OTHER, SQLDataType.OTHER, "money");

    private Columns() {}

    /** A type without modifiers; encoders do not look at jOOQ's type. */
    public static ColumnType plain(PhysicalType physical) {
        return ColumnType.of(physical, SQLDataType.OTHER, physical.name());
    }

    /** {@code varchar(length)}. */
    public static ColumnType varchar(int length) {
        return new ColumnType(
                PhysicalType.TEXT,
                SQLDataType.VARCHAR(length),
                "varchar(" + length + ")",
                length,
                ColumnType.UNLIMITED,
                ColumnType.UNLIMITED);
    }

    /** {@code numeric(precision,scale)}. */
    public static ColumnType numeric(int precision, int scale) {
        return new ColumnType(
                PhysicalType.DECIMAL,
                SQLDataType.NUMERIC(precision, scale),
                "numeric(" + precision + "," + scale + ")",
                ColumnType.UNLIMITED,
                precision,
                scale);
    }

    /** A time or timestamp with so many fraction digits. */
    public static ColumnType rounded(ColumnType type, int digits) {
        return new ColumnType(
                type.physical(),
                type.dataType(),
                type.sql() + "(" + digits + ")",
                ColumnType.UNLIMITED,
                digits,
                ColumnType.UNLIMITED);
    }
}
