package io.sqlcache.core.backend;

import io.sqlcache.api.ColumnKind;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Types;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.OffsetTime;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * How the values of a query's result become the Java types that {@link ColumnKind} names. Stateless and thread-safe.
 *
 * <p>The defaults are right for JDBC 4.2 drivers that tell the types of their columns as JDBC or the SQL standard name them.
 */
public interface ResultValues {

    /**
     * What a column of a result holds.
     *
     * @param column its position, from 1
     */
    default ColumnKind kind(ResultSetMetaData result, int column) throws SQLException {
        // Drivers call times with a zone and JSON what they like; the name tells them apart.
        return switch (result.getColumnTypeName(column).toLowerCase(Locale.ROOT)) {
            case "timestamp with time zone" -> ColumnKind.TIMESTAMP_WITH_TIMEZONE;
            case "time with time zone" -> ColumnKind.TIME_WITH_TIMEZONE;
            case "json" -> ColumnKind.JSON;
            default -> kind(result.getColumnType(column));
        };
    }

    private static ColumnKind kind(int jdbcType) {
        return switch (jdbcType) {
            case Types.BIT, Types.BOOLEAN -> ColumnKind.BOOLEAN;
            case Types.TINYINT, Types.SMALLINT, Types.INTEGER, Types.BIGINT -> ColumnKind.INTEGER;
            case Types.REAL, Types.FLOAT, Types.DOUBLE -> ColumnKind.DOUBLE;
            case Types.NUMERIC, Types.DECIMAL -> ColumnKind.DECIMAL;
            case Types.CHAR, Types.VARCHAR, Types.LONGVARCHAR, Types.CLOB -> ColumnKind.TEXT;
            case Types.DATE -> ColumnKind.DATE;
            case Types.TIME -> ColumnKind.TIME;
            case Types.TIME_WITH_TIMEZONE -> ColumnKind.TIME_WITH_TIMEZONE;
            case Types.TIMESTAMP -> ColumnKind.TIMESTAMP;
            case Types.TIMESTAMP_WITH_TIMEZONE -> ColumnKind.TIMESTAMP_WITH_TIMEZONE;
            default -> ColumnKind.OTHER;
        };
    }

    /**
     * The value of a column in the row that the result is at; null for NULL.
     *
     * @param column its position, from 1
     * @param kind as {@link #kind} gave it
     */
    default @Nullable Object value(ResultSet rows, int column, ColumnKind kind) throws SQLException {
        return switch (kind) {
            case BOOLEAN -> present(rows.getBoolean(column), rows);
            case INTEGER -> present(rows.getLong(column), rows);
            case DOUBLE -> present(rows.getDouble(column), rows);
            case DECIMAL -> rows.getBigDecimal(column);
            case TEXT, JSON -> rows.getString(column);
            case DATE -> rows.getObject(column, LocalDate.class);
            case TIME -> rows.getObject(column, LocalTime.class);
            case TIME_WITH_TIMEZONE -> rows.getObject(column, OffsetTime.class);
            case TIMESTAMP -> rows.getObject(column, LocalDateTime.class);
            case TIMESTAMP_WITH_TIMEZONE -> rows.getObject(column, OffsetDateTime.class);
            case OTHER -> rows.getObject(column);
        };
    }

    /** JDBC's getters of primitives convert from any width, and say 0 or false for NULL. */
    private static @Nullable Object present(Object value, ResultSet rows) throws SQLException {
        return rows.wasNull() ? null : value;
    }
}
