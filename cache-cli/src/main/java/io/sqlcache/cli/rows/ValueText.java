package io.sqlcache.cli.rows;

import io.sqlcache.api.Row;
import java.math.BigDecimal;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.OffsetTime;
import java.time.format.DateTimeFormatter;
import java.util.List;

/** A value of a row as text: numbers with all their digits, times in ISO 8601 with their seconds. */
public final class ValueText {

    private ValueText() {}

    /** The cells of a row for people; NULL shows nothing. */
    public static List<String> cells(Row row) {
        return row.values().stream()
                .map(value -> value == null ? "" : of(value))
                .toList();
    }

    static String of(Object value) {
        if (value instanceof BigDecimal number) {
            return number.toPlainString();
        }
        if (value instanceof OffsetDateTime time) {
            return DateTimeFormatter.ISO_OFFSET_DATE_TIME.format(time);
        }
        if (value instanceof LocalDateTime time) {
            return DateTimeFormatter.ISO_LOCAL_DATE_TIME.format(time);
        }
        if (value instanceof OffsetTime time) {
            return DateTimeFormatter.ISO_OFFSET_TIME.format(time);
        }
        if (value instanceof LocalTime time) {
            return DateTimeFormatter.ISO_LOCAL_TIME.format(time);
        }
        return value.toString();
    }
}
