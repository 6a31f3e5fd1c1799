package io.sqlcache.core.message;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * What stood around the data of a record, byte for byte but for its time. Where the same stands again it means the same, so that only
 * data and time have to be read. Not thread-safe.
 */
final class Envelope {

    /** In place of an index: the line is another. */
    static final int OTHER = -1;

    /** More digits might be no long. */
    private static final int MOST_DIGITS = 18;

    private final FieldFinder finder;
    /** From the line's brace on. */
    private final byte[] opening;

    /** Between time and data, whichever comes first. */
    private final byte[] middle;

    /** To the end of the line. */
    private final byte[] closing;

    private final boolean isTimeFirst;
    private final EmissionTime emissionTime;
    private long millis;

    private Envelope(
            FieldFinder finder,
            byte[] opening,
            byte[] middle,
            byte[] closing,
            boolean isTimeFirst,
            EmissionTime emissionTime) {
        this.finder = finder;
        this.opening = opening;
        this.middle = middle;
        this.closing = closing;
        this.isTimeFirst = isTimeFirst;
        this.emissionTime = emissionTime;
    }

    /**
     * The envelope of a record that was read.
     *
     * @param start the line's brace
     * @param time where its only {@code emitted_at} stands
     * @param data where its only {@code data} stands
     * @return null if the time is not spelt in the usual way
     */
    static @Nullable Envelope of(
            byte[] line, int start, int end, Slice time, Slice data, FieldFinder finder, EmissionTime emissionTime) {
        if (digitsEnd(line, time.start(), end) != time.end()) {
            return null;
        }
        boolean isTimeFirst = time.start() < data.start();
        Slice first = isTimeFirst ? time : data;
        Slice second = isTimeFirst ? data : time;
        return new Envelope(
                finder,
                Arrays.copyOfRange(line, start, first.start()),
                Arrays.copyOfRange(line, first.end(), second.start()),
                Arrays.copyOfRange(line, second.end(), end),
                isTimeFirst,
                emissionTime);
    }

    /** The fields that the record may have. */
    FieldFinder finder() {
        return finder;
    }

    /** Where the data begins if all before it is the same; else {@link #OTHER}. */
    int dataStart(byte[] line, int start, int end) {
        int at = after(opening, line, start, end);
        if (isTimeFirst && at != OTHER) {
            at = after(middle, line, time(line, at, end), end);
        }
        return at < end ? at : OTHER;
    }

    /** Whether all that follows the data is the same. */
    boolean isClosedAfter(byte[] line, int dataEnd, int end) {
        int at = isTimeFirst ? dataEnd : time(line, after(middle, line, dataEnd, end), end);
        return at != OTHER && millis != EmissionTime.NONE && Arrays.equals(line, at, end, closing, 0, closing.length);
    }

    /** The time of the record that {@link #isClosedAfter is closed}. */
    long millis() {
        return millis;
    }

    private int time(byte[] line, int start, int end) {
        int digitsEnd = start == OTHER ? OTHER : digitsEnd(line, start, end);
        if (digitsEnd != OTHER) {
            long number = 0;
            for (int i = start; i < digitsEnd; i++) {
                number = 10 * number + line[i] - '0';
            }
            millis = emissionTime.millis(number);
        }
        return digitsEnd;
    }

    private static int after(byte[] expected, byte[] line, int start, int end) {
        boolean same = start != OTHER
                && expected.length <= end - start
                && Arrays.equals(line, start, start + expected.length, expected, 0, expected.length);
        return same ? start + expected.length : OTHER;
    }

    private static int digitsEnd(byte[] line, int start, int end) {
        int at = start;
        while (at < end && line[at] >= '0' && line[at] <= '9') {
            at++;
        }
        boolean isNumber = at > start && at - start <= MOST_DIGITS && (line[start] != '0' || at == start + 1);
        return isNumber ? at : OTHER;
    }
}
