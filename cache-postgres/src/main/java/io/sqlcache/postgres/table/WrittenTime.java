package io.sqlcache.postgres.table;

import java.sql.SQLDataException;
import java.time.DateTimeException;
import java.time.chrono.IsoEra;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.ResolverStyle;
import java.time.format.SignStyle;
import java.time.temporal.ChronoField;
import java.time.temporal.TemporalQuery;
import java.util.Locale;

/** Reads dates and points in time as SQL spells them, {@code 0001-02-29 12:00:00.5+00 BC}. */
final class WrittenTime {

    private static final int MOST_YEAR_DIGITS = 9;

    private static final DateTimeFormatter SPELLING = new DateTimeFormatterBuilder()
            .appendValue(ChronoField.YEAR_OF_ERA, 4, MOST_YEAR_DIGITS, SignStyle.NEVER)
            .appendPattern("-MM-dd[ HH:mm:ss]")
            .optionalStart()
            .appendFraction(ChronoField.NANO_OF_SECOND, 1, 9, true)
            .optionalEnd()
            .optionalStart()
            .appendOffset("+HH:mm:ss", "+00")
            .optionalEnd()
            .appendPattern("[ G]")
            .parseDefaulting(ChronoField.ERA, IsoEra.CE.getValue())
            .toFormatter(Locale.ROOT)
            .withResolverStyle(ResolverStyle.STRICT);

    private WrittenTime() {}

    /**
     * What a text means.
     *
     * @param query the part that is wanted: {@code LocalDate::from}
     * @throws SQLDataException if the text is not spelled so
     */
    static <T> T read(String text, TemporalQuery<T> query) throws SQLDataException {
        try {
            return SPELLING.parse(text, query);
        } catch (DateTimeException e) {
            throw new SQLDataException("\"%s\" cannot be read as a date or a time".formatted(text), e);
        }
    }
}
