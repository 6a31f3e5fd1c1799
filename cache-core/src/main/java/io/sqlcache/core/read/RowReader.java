package io.sqlcache.core.read;

import io.sqlcache.api.Row;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Types;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.OffsetTime;
import java.time.temporal.TemporalQuery;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Turns the rows of a JDBC result into {@link Row}s with the Java types that their documentation names. */
final class RowReader {

    private interface Getter {
        @Nullable
        Object value(ResultSet rows, int column) throws SQLException;
    }

    private final List<String> columns = new ArrayList<>();
    private final List<Getter> getters = new ArrayList<>();

    RowReader(ResultSetMetaData result) throws SQLException {
        for (int i = 1; i <= result.getColumnCount(); i++) {
            columns.add(result.getColumnLabel(i));
            getters.add(getter(result.getColumnType(i), result.getColumnTypeName(i)));
        }
    }

    List<String> columns() {
        return List.copyOf(columns);
    }

    Row read(ResultSet rows) throws SQLException {
        List<@Nullable Object> values = new ArrayList<>(columns.size());
        for (int i = 0; i < columns.size(); i++) {
            values.add(getters.get(i).value(rows, i + 1));
        }
        return new Row(columns, values);
    }

    private static Getter getter(int type, String typeName) {
        // Drivers call times with a zone what they like; the name tells them apart.
        return switch (typeName.toLowerCase(Locale.ROOT)) {
            case "timestamptz", "timestamp with time zone" -> dated(OffsetDateTime.class, OffsetDateTime::from);
            case "timetz", "time with time zone" -> typed(OffsetTime.class);
            case "json", "jsonb" -> ResultSet::getString;
            default -> byJdbcType(type);
        };
    }

    private static Getter byJdbcType(int type) {
        return switch (type) {
            case Types.BIT, Types.BOOLEAN -> present(ResultSet::getBoolean);
            case Types.TINYINT, Types.SMALLINT, Types.INTEGER, Types.BIGINT -> present(ResultSet::getLong);
            case Types.REAL, Types.FLOAT, Types.DOUBLE -> present(ResultSet::getDouble);
            case Types.NUMERIC, Types.DECIMAL -> ResultSet::getBigDecimal;
            case Types.CHAR, Types.VARCHAR, Types.LONGVARCHAR, Types.CLOB -> ResultSet::getString;
            case Types.DATE -> dated(LocalDate.class, LocalDate::from);
            case Types.TIME -> typed(LocalTime.class);
            case Types.TIME_WITH_TIMEZONE -> typed(OffsetTime.class);
            case Types.TIMESTAMP -> dated(LocalDateTime.class, LocalDateTime::from);
            case Types.TIMESTAMP_WITH_TIMEZONE -> dated(OffsetDateTime.class, OffsetDateTime::from);
            default -> ResultSet::getObject;
        };
    }

    /** JDBC's getters of primitives convert from any width, and say 0 or false for NULL. */
    private static Getter present(Getter primitive) {
        return (rows, column) -> {
            Object value = primitive.value(rows, column);
            return rows.wasNull() ? null : value;
        };
    }

    /** PostgreSQL's driver makes a day of 1 BC one of year 1 first, which fails on leap days: their text says it right. */
    private static <T> Getter dated(Class<T> type, TemporalQuery<T> query) {
        return (rows, column) -> {
            try {
                return rows.getObject(column, type);
            } catch (DateTimeException e) {
                return WrittenTime.read(rows.getString(column), query);
            }
        };
    }

    private static <T> Getter typed(Class<T> type) {
        return (rows, column) -> rows.getObject(column, type);
    }
}
