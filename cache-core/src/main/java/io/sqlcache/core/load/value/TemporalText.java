package io.sqlcache.core.load.value;

import java.math.BigDecimal;

/**
 * A date, a time of day or both in text, taken apart.
 *
 * <p>Reads what RFC 3339, ISO 8601 and SQL spell and what sources make of them: dates as {@link DateText} has them, {@code T}, {@code t} or
 * spaces between date and time, seconds left out, no colons after a {@code T} or behind digits alone, fractions of any length (rounded half up to
 * microseconds), a zone as {@link ZoneText} has it, 24:00, a leap second (which is the second after it), years of four digits
 * and more, a trailing {@code BC}. A year with a sign counts as in ISO 8601, where 0 is 1 BC; without a sign there is no year 0.
 * Holds the text parsed last; not thread-safe.
 */
final class TemporalText {

    static final long MICROS_PER_SECOND = 1_000_000;
    static final long MICROS_PER_DAY = 86_400 * MICROS_PER_SECOND;

    private static final int MOST_FRACTION_DIGITS = 100;

    private final AsciiCursor cursor = new AsciiCursor();
    private final TemporalGlance glance = new TemporalGlance();
    private final DateText date = new DateText();
    private final ZoneText zone;
    private final int endOfOffsets;
    private long epochDay;
    private long microOfDay;
    private int offsetSeconds;
    /** The digits beyond microseconds, if they are not all zeros; else empty. */
    private String beyond = "";

    private boolean roundedUp;

    /** Whether a time may stand there without colons. */
    private boolean withoutColons;

    /**
     * No text yet.
     *
     * @param endOfOffsets the seconds before which offsets from UTC end
     */
    TemporalText(int endOfOffsets) {
        this.endOfOffsets = endOfOffsets;
        this.zone = new ZoneText(endOfOffsets);
    }

    /** Takes a date apart, with a time or without. False if it is none. */
    boolean parseDate(byte[] in, int from, int to) {
        return glance.readDate(in, from, to) ? take() : readDate(in, from, to);
    }

    private boolean readDate(byte[] in, int from, int to) {
        cursor.begin(in, from, to);
        microOfDay = 0;
        beyond = "";

        return date.read(cursor)
                && (startsTime() ? time(withoutColons) && zone.readAfterTime(cursor) : zone.readAfterDate(cursor))
                && (date.isSigned() ? endDate(date.year()) : endDateOfEra(date.year()))
                && settle();
    }

    /** Takes a time of day apart. False if it is none. */
    boolean parseTime(byte[] in, int from, int to) {
        return glance.readTime(in, from, to) ? take() : readTime(in, from, to);
    }

    private boolean take() {
        beyond = "";
        zone.clear();
        epochDay = glance.epochDay();
        microOfDay = glance.microOfDay();
        offsetSeconds = glance.offsetSeconds();

        return Math.abs(offsetSeconds) < endOfOffsets;
    }

    private boolean readTime(byte[] in, int from, int to) {
        cursor.begin(in, from, to);
        epochDay = 0;
        beyond = "";

        return time(skipT())
                && zone.readAfterTime(cursor)
                && cursor.atEnd()
                && microOfDay <= MICROS_PER_DAY
                && settle();
    }

    private boolean settle() {
        boolean settled = zone.settle(epochDay, microOfDay);
        offsetSeconds = zone.offsetSeconds();

        return settled;
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

    /** Whether what was taken for the offset of a date may be a time of day. */
    boolean isOffsetDoubtful() {
        return zone.isDoubtful();
    }

    /** Whether the offset is that of a zone on this day: without a day there is none. */
    boolean offsetDependsOnDay() {
        return zone.dependsOnDay();
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
        if (skipT()) {
            withoutColons = true;

            return true;
        }

        int end = cursor.position();
        boolean spaced = cursor.peek() == ' ';
        cursor.skipSpaces();
        boolean starts = spaced && cursor.digitAhead();
        withoutColons = date.isCompact();

        if (!starts) {
            cursor.moveTo(end);
        }

        return starts;
    }

    private boolean skipT() {
        return cursor.skip('T') || cursor.skip('t');
    }

    private boolean endDateOfEra(int year) {
        cursor.skipSpaces();
        boolean beforeChrist = cursor.skipWord("BC");

        if (!beforeChrist) {
            cursor.skipWord("AD");
        }

        return year > 0 && endDate(beforeChrist ? 1 - year : year);
    }

    private boolean endDate(long year) {
        if (!cursor.atEnd() || !CalendarDay.exists(year, date.month(), date.day())) {
            return false;
        }

        epochDay = CalendarDay.epochDay(year, date.month(), date.day());

        return true;
    }

    private boolean time(boolean mayLackColons) {
        int hour = cursor.number(1, 2);
        boolean colons = !mayLackColons || !cursor.digitAhead();
        int minute = !colons || cursor.skip(':') ? cursor.number(2, 2) : AsciiCursor.NONE;
        boolean seconds = colons ? cursor.skip(':') : cursor.digitAhead();
        int second = seconds ? cursor.number(2, 2) : 0;
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
}
