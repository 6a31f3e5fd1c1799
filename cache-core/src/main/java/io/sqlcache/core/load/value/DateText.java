package io.sqlcache.core.load.value;

/**
 * A date in a text, taken apart: year first, {@code 2024-01-31}, {@code 2024/1/31}, {@code 2024.01.31}, {@code 2024 01 31}, {@code 20240131};
 * the month may be its English name, {@code 2024-Jan-31}. Holds the date read last; not thread-safe.
 */
final class DateText {

    /** Far beyond every database, and days can still be counted. */
    private static final int MOST_YEAR_DIGITS = 9;

    private static final int COMPACT_DIGITS = 8;
    private static final String SEPARATORS = "-/. ";
    private static final String[][] MONTHS = {
        {"JAN", "UARY"},
        {"FEB", "RUARY"},
        {"MAR", "CH"},
        {"APR", "IL"},
        {"MAY", ""},
        {"JUN", "E"},
        {"JUL", "Y"},
        {"AUG", "UST"},
        {"SEP", "TEMBER"},
        {"OCT", "OBER"},
        {"NOV", "EMBER"},
        {"DEC", "EMBER"}
    };

    private boolean signed;
    private boolean compact;
    private int year;
    private int month;
    private int day;

    /** Reads the date that comes next. False if there is none; whether there is such a day is another question. */
    boolean read(AsciiCursor cursor) {
        boolean negative = cursor.skip('-');
        signed = negative || cursor.skip('+');
        compact = !signed && isCompact(cursor);
        boolean read = compact ? readDigits(cursor) : readParts(cursor);

        if (negative) {
            year = -year;
        }

        return read;
    }

    /** A year of eight digits has a separator behind it. */
    private static boolean isCompact(AsciiCursor cursor) {
        int next = cursor.peek(COMPACT_DIGITS);

        return cursor.digitsAhead() == COMPACT_DIGITS && next != '-' && next != '/' && next != '.';
    }

    private boolean readDigits(AsciiCursor cursor) {
        year = cursor.number(4, 4);
        month = cursor.number(2, 2);
        day = cursor.number(2, 2);

        return true;
    }

    private boolean readParts(AsciiCursor cursor) {
        year = cursor.number(4, MOST_YEAR_DIGITS);
        int separator = separator(cursor);
        int named = monthByName(cursor);
        boolean separated = separator != AsciiCursor.NONE;
        month = named == AsciiCursor.NONE && separated ? cursor.number(1, 2) : named;
        boolean apart = separated ? cursor.skip(separator) : named != AsciiCursor.NONE;
        day = cursor.number(1, 2);

        return year >= 0 && apart;
    }

    private static int separator(AsciiCursor cursor) {
        int next = cursor.peek();

        return SEPARATORS.indexOf(next) >= 0 && cursor.skip(next) ? next : AsciiCursor.NONE;
    }

    private static int monthByName(AsciiCursor cursor) {
        for (int i = 0; i < MONTHS.length; i++) {
            if (cursor.skipWord(MONTHS[i][0])) {
                cursor.skipWord(MONTHS[i][1]);

                return i + 1;
            }
        }

        return AsciiCursor.NONE;
    }

    /** Whether the year has a sign, and counts as in ISO 8601. */
    boolean isSigned() {
        return signed;
    }

    /** Whether it is written in digits alone. */
    boolean isCompact() {
        return compact;
    }

    int year() {
        return year;
    }

    int month() {
        return month;
    }

    int day() {
        return day;
    }
}
