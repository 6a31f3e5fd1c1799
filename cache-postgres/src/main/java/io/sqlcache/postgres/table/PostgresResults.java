package io.sqlcache.postgres.table;

import io.sqlcache.api.ColumnKind;
import io.sqlcache.core.backend.ResultValues;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.temporal.TemporalQuery;
import org.jspecify.annotations.Nullable;

/** Reads what PostgreSQL's driver gives. */
final class PostgresResults implements ResultValues {

    /** JDBC's types do not tell these apart. */
    @Override
    public ColumnKind kind(ResultSetMetaData result, int column) throws SQLException {
        return switch (result.getColumnTypeName(column)) {
            case "timestamptz" -> ColumnKind.TIMESTAMP_WITH_TIMEZONE;
            case "timetz" -> ColumnKind.TIME_WITH_TIMEZONE;
            case "jsonb" -> ColumnKind.JSON;
            default -> ResultValues.super.kind(result, column);
        };
    }

    @Override
    public @Nullable Object value(ResultSet rows, int column, ColumnKind kind) throws SQLException {
        return switch (kind) {
            case DATE -> dated(rows, column, LocalDate.class, LocalDate::from);
            case TIMESTAMP -> dated(rows, column, LocalDateTime.class, LocalDateTime::from);
            case TIMESTAMP_WITH_TIMEZONE -> dated(rows, column, OffsetDateTime.class, OffsetDateTime::from);
            case BOOLEAN, INTEGER, DOUBLE, DECIMAL, TEXT, JSON, TIME, TIME_WITH_TIMEZONE, OTHER ->
                ResultValues.super.value(rows, column, kind);
        };
    }

    /** The driver makes a day of 1 BC one of year 1 first, which fails on leap days: their text says it right. */
    private static <T> @Nullable T dated(ResultSet rows, int column, Class<T> type, TemporalQuery<T> query)
            throws SQLException {
        try {
            return rows.getObject(column, type);
        } catch (DateTimeException e) {
            return WrittenTime.read(rows.getString(column), query);
        }
    }
}
