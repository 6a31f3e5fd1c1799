package io.sqlcache.core.load.value;

/**
 * Reads the spelling that nearly every source uses, {@code 2024-01-31T12:34:56.789+02:00}, from fixed places; time, fraction
 * and offset may be left out. What it does not read may still be a date or a time for {@link TemporalText}. Holds what it
 * read last; not thread-safe.
 */
final class TemporalGlance {

    /** In place of two digits: there are none. Far below what other digits could make up for. */
    private static final int NO_DIGITS = -1_000_000;

    private static final int DATE_LENGTH = 10;
    private static final int TIME_LENGTH = 8;
    private static final int OFFSET_LENGTH = 6;

    private long epochDay;
    private long microOfDay;
    private int offsetSeconds;

    /** Reads a date, with a time or without. */
    boolean readDate(byte[] in, int from, int to) {
        if (to - from < DATE_LENGTH || in[from + 4] != '-' || in[from + 7] != '-') {
            return false;
        }

        int year = two(in, from) * 100 + two(in, from + 2);
        int month = two(in, from + 5);
        int day = two(in, from + 8);

        if (year <= 0 || !CalendarDay.exists(year, month, day)) {
            return false;
        }

        epochDay = CalendarDay.epochDay(year, month, day);
        int time = from + DATE_LENGTH;

        if (time == to) {
            microOfDay = 0;
            offsetSeconds = 0;

            return true;
        }

        return (in[time] == 'T' || in[time] == ' ') && readTime(in, time + 1, to);
    }

    /** Reads a time of day. */
    boolean readTime(byte[] in, int from, int to) {
        if (to - from < TIME_LENGTH || in[from + 2] != ':' || in[from + 5] != ':') {
            return false;
        }

        int hour = two(in, from);
        int minute = two(in, from + 3);
        int second = two(in, from + 6);

        if (hour < 0 || hour > 23 || minute < 0 || minute > 59 || second < 0 || second > 59) {
            return false;
        }

        microOfDay = (hour * 3600 + minute * 60 + second) * TemporalText.MICROS_PER_SECOND;
        int rest = from + TIME_LENGTH;

        return rest < to && in[rest] == '.' ? readFraction(in, rest + 1, to) : readOffset(in, rest, to);
    }

    private boolean readFraction(byte[] in, int from, int to) {
        long unit = 100_000;
        int i = from;

        while (i < to && unit > 0 && in[i] >= '0' && in[i] <= '9') {
            microOfDay += unit * (in[i] - '0');
            unit /= 10;
            i++;
        }

        return i > from && readOffset(in, i, to);
    }

    private boolean readOffset(byte[] in, int from, int to) {
        offsetSeconds = 0;

        if (from == to || in[from] == 'Z' && from + 1 == to) {
            return true;
        }

        if (to - from != OFFSET_LENGTH || in[from + 3] != ':' || in[from] != '+' && in[from] != '-') {
            return false;
        }

        int hours = two(in, from + 1);
        int minutes = two(in, from + 4);
        int seconds = hours * 3600 + minutes * 60;
        offsetSeconds = in[from] == '-' ? -seconds : seconds;

        return hours >= 0 && hours < 16 && minutes >= 0 && minutes < 60;
    }

    long epochDay() {
        return epochDay;
    }

    long microOfDay() {
        return microOfDay;
    }

    int offsetSeconds() {
        return offsetSeconds;
    }

    private static int two(byte[] in, int at) {
        int tens = in[at] - '0';
        int ones = in[at + 1] - '0';

        return tens >= 0 && tens <= 9 && ones >= 0 && ones <= 9 ? tens * 10 + ones : NO_DIGITS;
    }
}
