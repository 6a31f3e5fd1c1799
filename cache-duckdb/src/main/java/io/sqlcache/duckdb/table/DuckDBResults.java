package io.sqlcache.duckdb.table;

import io.sqlcache.api.ColumnKind;
import io.sqlcache.core.backend.ResultValues;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import org.jspecify.annotations.Nullable;

/** Reads what DuckDB's driver gives. */
final class DuckDBResults implements ResultValues {

    /** JDBC has no types for these. */
    @Override
    public ColumnKind kind(ResultSetMetaData result, int column) throws SQLException {
        return switch (result.getColumnTypeName(column)) {
            case "HUGEINT", "UHUGEINT", "UBIGINT", "BIGNUM" -> ColumnKind.DECIMAL;
            case "UTINYINT", "USMALLINT", "UINTEGER" -> ColumnKind.INTEGER;
            case "UUID" -> ColumnKind.OTHER;
            default -> ResultValues.super.kind(result, column);
        };
    }

    @Override
    public @Nullable Object value(ResultSet rows, int column, ColumnKind kind) throws SQLException {
        return switch (kind) {
            // Asked for a class the driver counts old days by the Julian calendar.
            case DATE -> rows.getObject(column);
            case TIMESTAMP_WITH_TIMEZONE -> inUtc(rows.getObject(column, OffsetDateTime.class));
            case DECIMAL -> decimal(rows.getObject(column));
            case BOOLEAN, INTEGER, DOUBLE, TEXT, JSON, TIME, TIME_WITH_TIMEZONE, TIMESTAMP, OTHER ->
                ResultValues.super.value(rows, column, kind);
        };
    }

    /** The driver gives it in Java's time zone. */
    private static @Nullable OffsetDateTime inUtc(@Nullable OffsetDateTime time) {
        return time == null ? null : time.withOffsetSameInstant(ZoneOffset.UTC);
    }

    /** The driver has a class of its own for each width. */
    private static @Nullable BigDecimal decimal(@Nullable Object value) {
        if (value == null || value instanceof BigDecimal) {
            return (BigDecimal) value;
        }
        return value instanceof BigInteger whole ? new BigDecimal(whole) : new BigDecimal(value.toString());
    }
}
