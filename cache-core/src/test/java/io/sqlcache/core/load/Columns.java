package io.sqlcache.core.load;

import io.sqlcache.core.backend.ColumnType;
import io.sqlcache.core.backend.PhysicalType;
import org.jooq.impl.SQLDataType;

/** Column types as a database may have them. */
final class Columns {

    static final ColumnType BOOLEAN = plain(PhysicalType.BOOLEAN);
    static final ColumnType BIGINT = plain(PhysicalType.BIGINT);
    static final ColumnType DOUBLE = plain(PhysicalType.DOUBLE);
    static final ColumnType DECIMAL = plain(PhysicalType.DECIMAL);
    static final ColumnType TEXT = plain(PhysicalType.TEXT);
    static final ColumnType JSON = plain(PhysicalType.JSON);
    static final ColumnType DATE = plain(PhysicalType.DATE);
    static final ColumnType TIME = plain(PhysicalType.TIME);
    static final ColumnType TIME_TZ = plain(PhysicalType.TIME_TZ);
    static final ColumnType TIMESTAMP = plain(PhysicalType.TIMESTAMP);
    static final ColumnType TIMESTAMP_TZ = plain(PhysicalType.TIMESTAMP_TZ);
    static final ColumnType MONEY = ColumnType.of(PhysicalType.OTHER, SQLDataType.OTHER, "money");

    private Columns() {}

    /** A type without modifiers; encoders do not look at jOOQ's type. */
    static ColumnType plain(PhysicalType physical) {
        return ColumnType.of(physical, SQLDataType.OTHER, physical.name());
    }

    /** {@code varchar(length)}. */
    static ColumnType varchar(int length) {
        return new ColumnType(
                PhysicalType.TEXT,
                SQLDataType.VARCHAR(length),
                "varchar(" + length + ")",
                length,
                ColumnType.UNLIMITED,
                ColumnType.UNLIMITED);
    }

    /** {@code numeric(precision,scale)}. */
    static ColumnType numeric(int precision, int scale) {
        return new ColumnType(
                PhysicalType.DECIMAL,
                SQLDataType.NUMERIC(precision, scale),
                "numeric(" + precision + "," + scale + ")",
                ColumnType.UNLIMITED,
                precision,
                scale);
    }

    /** A time or timestamp with so many fraction digits. */
    static ColumnType rounded(ColumnType type, int digits) {
        return new ColumnType(
                type.physical(),
                type.dataType(),
                type.sql() + "(" + digits + ")",
                ColumnType.UNLIMITED,
                digits,
                ColumnType.UNLIMITED);
    }
}
