package io.sqlcache.core.backend;

import org.jooq.DataType;

/**
 * A column's type in the database, with its modifiers.
 *
 * @param physical the verb that writes it
 * @param dataType how jOOQ declares it
 * @param sql how the database spells it: {@code numeric(38,9)}
 * @param length the most characters of a TEXT; {@link #UNLIMITED} for no limit
 * @param precision the most digits of a DECIMAL, or the fraction digits of a time; {@link #UNLIMITED} for no limit (for
 *     times: microseconds)
 * @param scale the most fraction digits of a DECIMAL; {@link #UNLIMITED} for no limit
 */
public record ColumnType(
        PhysicalType physical, DataType<?> dataType, String sql, int length, int precision, int scale) {

    /** No limit of length, precision or scale. */
    public static final int UNLIMITED = -1;

    /** A type without modifiers. */
    public static ColumnType of(PhysicalType physical, DataType<?> dataType, String sql) {
        return new ColumnType(physical, dataType, sql, UNLIMITED, UNLIMITED, UNLIMITED);
    }

    /** Whether a number or time with more digits than it keeps is rounded to it. */
    public boolean isRounding() {
        return switch (physical) {
            case TIMESTAMP, TIMESTAMP_TZ, TIME, TIME_TZ -> true;
            case DECIMAL -> scale != UNLIMITED;
            case BOOLEAN, BIGINT, DOUBLE, TEXT, JSON, DATE, OTHER -> false;
        };
    }

    @Override
    public String toString() {
        return sql;
    }
}
