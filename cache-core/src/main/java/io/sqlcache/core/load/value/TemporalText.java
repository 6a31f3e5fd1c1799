package io.sqlcache.core.load.value;

import java.math.BigDecimal;

/**
 * A date, a time of day or both in text, taken apart.
 *
 * <p>Reads what RFC 3339 and SQL spell and what sources make of them: {@code T}, {@code t} or spaces between date
 * and time, seconds left out, fractions of any length (rounded half up to microseconds), {@code Z},
 * {@code UTC} or an offset of hours, minutes and seconds with or without colons, 24:00, a leap second (which is the second
 * after it), years of four digits and more, a trailing {@code BC}. A year with a sign counts as in ISO 8601, where 0 is
 * 1 BC; without a sign there is no year 0. Holds the text parsed last; not thread-safe.
 */
final class TemporalText {

    static final long MICROS_PER_SECOND = 1_000_000;
    static final long MICROS_PER_DAY = 86_400 * MICROS_PER_SECOND;

    /** Far beyond every database, and days can still be counted. */
    private static final int MOST_YEAR_DIGITS = 9;

    private static final int MOST_FRACTION_DIGITS = 100;

    private final AsciiCursor cursor = new AsciiCursor();
    private final TemporalGlance glance = new TemporalGlance();

    private final int endOfOffsets;
    private long epochDay;
    private long microOfDay;
    private int offsetSeconds;
    /** The digits beyond microseconds, if they are not all zeros; else empty. */
    private String beyond = "";

    private boolean roundedUp;

    /**
     * No text yet.
     *
     * @param endOfOffsets the seconds before which offsets from UTC end
     */
    TemporalText(int endOfOffsets) {
        this.endOfOffsets = endOfOffsets;
    }

    /** Takes a date apart, with a time or without. False if it is none. */
    boolean parseDate(byte[] in, int from, int to) {
        return glance.readDate(in, from, to) ? take() : readDate(in, from, to);
    }

    private boolean readDate(byte[] in, int from, int to) {
        cursor.begin(in, from, to);
        microOfDay = 0;
        offsetSeconds = 0;
        beyond = "";
        boolean negative = cursor.skip('-');
        boolean signed = negative || cursor.skip('+');
        int year = cursor.number(4, MOST_YEAR_DIGITS);
        int separator = cursor.skip('/') ? '/' : cursor.skip('-') ? '-' : AsciiCursor.NONE;
        int month = cursor.number(1, 2);
        boolean dated = year >= 0 && cursor.skip(separator);
        int day = cursor.number(1, 2);

        if (!dated || startsTime() && !(time() && offset())) {
            return false;
        }

        return signed ? endDate(negative ? -year : year, month, day) : endDateOfEra(year, month, day);
    }

    /** Takes a time of day apart. False if it is none. */
    boolean parseTime(byte[] in, int from, int to) {
        return glance.readTime(in, from, to) ? take() : readTime(in, from, to);
    }

    private boolean take() {
        beyond = "";
        epochDay = glance.epochDay();
        microOfDay = glance.microOfDay();
        offsetSeconds = glance.offsetSeconds();

        return Math.abs(offsetSeconds) < endOfOffsets;
    }

    private boolean readTime(byte[] in, int from, int to) {
        cursor.begin(in, from, to);
        epochDay = 0;
        offsetSeconds = 0;
        beyond = "";

        return time() && offset() && cursor.atEnd() && microOfDay <= MICROS_PER_DAY;
    }

    /** Days since 1970-01-01, as written: on the wall clock of the offset. */
    long epochDay() {
        return epochDay;
    }

    /** Microseconds since midnight, as written; may reach into the next day's first second. */
    long microOfDay() {
        return microOfDay;
    }

    /** The offset east of UTC; 0 without one. */
    int offsetSeconds() {
        return offsetSeconds;
    }

    /** Whether it is told more exactly than in microseconds. */
    boolean isRounded() {
        return !beyond.isEmpty();
    }

    /** The time as written minus {@link #microOfDay}, in microseconds. */
    BigDecimal roundedOff() {
        if (beyond.isEmpty()) {
            return BigDecimal.ZERO;
        }

        BigDecimal rest = new BigDecimal("0." + beyond);

        return roundedUp ? rest.subtract(BigDecimal.ONE) : rest;
    }

    /** A time follows if a digit does, after a T or spaces. */
    private boolean startsTime() {
        if (cursor.skip('T') || cursor.skip('t')) {
            return true;
        }

        boolean spaced = cursor.peek() == ' ';
        cursor.skipSpaces();

        return spaced && cursor.digitAhead();
    }

    private boolean endDateOfEra(int year, int month, int day) {
        cursor.skipSpaces();
        boolean beforeChrist = cursor.skipWord("BC");

        if (!beforeChrist) {
            cursor.skipWord("AD");
        }

        return year > 0 && endDate(beforeChrist ? 1 - year : year, month, day);
    }

    private boolean endDate(long year, int month, int day) {
        if (!cursor.atEnd() || !CalendarDay.exists(year, month, day)) {
            return false;
        }

        epochDay = CalendarDay.epochDay(year, month, day);

        return true;
    }

    private boolean time() {
        int hour = cursor.number(1, 2);
        int minute = cursor.skip(':') ? cursor.number(2, 2) : AsciiCursor.NONE;
        int second = cursor.skip(':') ? cursor.number(2, 2) : 0;
        boolean fraction = cursor.skip('.') || cursor.skip(',');
        int micro = fraction ? fraction() : 0;

        if (hour < 0 || minute < 0 || second < 0 || micro < 0 || minute > 59 || second > 60) {
            return false;
        }

        microOfDay = (hour * 3600 + minute * 60 + second) * MICROS_PER_SECOND + micro;

        return hour < 24 || microOfDay == MICROS_PER_DAY;
    }

    private int fraction() {
        if (!cursor.digitAhead()) {
            return AsciiCursor.NONE;
        }

        int micros = 0;

        for (int unit = 100_000; unit > 0; unit /= 10) {
            micros += cursor.digitAhead() ? unit * cursor.number(1, 1) : 0;
        }

        roundedUp = false;

        if (cursor.digitAhead()) {
            beyond = beyond();
            roundedUp = !beyond.isEmpty() && beyond.charAt(0) >= '5';
        }

        return roundedUp ? micros + 1 : micros;
    }

    /** What keeps order among times that are one in microseconds; no more of it than anyone can mean. */
    private String beyond() {
        StringBuilder digits = new StringBuilder();
        boolean zero = true;

        while (cursor.digitAhead()) {
            int digit = cursor.number(1, 1);

            if (digits.length() < MOST_FRACTION_DIGITS) {
                digits.append(digit);
                zero &= digit == 0;
            }
        }

        return zero ? "" : digits.toString();
    }

    private boolean offset() {
        cursor.skipSpaces();
        boolean west = cursor.skip('-');

        if (!west && !cursor.skip('+')) {
            skipUtc();

            return true;
        }

        int hours = cursor.number(2, 2);
        int minutes = offsetPart();
        int seconds = offsetPart();
        int total = hours * 3600 + minutes * 60 + seconds;
        offsetSeconds = west ? -total : total;

        return hours >= 0 && minutes >= 0 && minutes < 60 && seconds >= 0 && seconds < 60 && total < endOfOffsets;
    }

    private void skipUtc() {
        if (!cursor.skipWord("Z") && !cursor.skipWord("UTC")) {
            cursor.skipWord("GMT");
        }
    }

    private int offsetPart() {
        return cursor.skip(':') || cursor.digitAhead() ? cursor.number(2, 2) : 0;
    }
}
