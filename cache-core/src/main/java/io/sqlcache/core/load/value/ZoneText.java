package io.sqlcache.core.load.value;

import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.zone.ZoneRules;
import org.jspecify.annotations.Nullable;

/**
 * What follows a time: {@code Z}, an offset of hours, minutes and seconds with or without colons, {@code UTC} or {@code GMT} with an offset or
 * without, the name of a zone like {@code Europe/Paris}, also in brackets. An offset counts, and a name beside it is passed over. Holds the
 * zone read last; not thread-safe.
 */
final class ZoneText {

    private static final long FIRST_SECOND = LocalDateTime.MIN.toEpochSecond(ZoneOffset.UTC);
    private static final long LAST_SECOND = LocalDateTime.MAX.toEpochSecond(ZoneOffset.UTC);
    private static final int SECONDS_PER_DAY = 86_400;

    private final ZoneNames names = new ZoneNames();
    private final int endOfOffsets;
    private int offsetSeconds;
    private boolean doubtful;

    /** The zone that says what the offset is; null if that is known already. */
    private @Nullable ZoneRules rules;

    /**
     * No text yet.
     *
     * @param endOfOffsets the seconds before which offsets from UTC end
     */
    ZoneText(int endOfOffsets) {
        this.endOfOffsets = endOfOffsets;
    }

    /** UTC, for want of a zone. */
    void clear() {
        offsetSeconds = 0;
        doubtful = false;
        rules = null;
    }

    /** Reads what comes after a time, which may be nothing. False if it is half an offset, or no zone that is known. */
    boolean readAfterTime(AsciiCursor cursor) {
        clear();
        cursor.skipSpaces();
        boolean zulu = cursor.skipWord("Z");
        boolean universal = !zulu && (cursor.skipWord("UTC") || cursor.skipWord("GMT"));
        boolean signed = !zulu && isSign(cursor.peek());

        if (signed && !readOffset(cursor, universal ? 1 : 2)) {
            return false;
        }

        if (cursor.peek() == '[') {
            return readBrackets(cursor, zulu || universal || signed);
        }

        if (signed || !zulu && !universal) {
            readName(cursor, signed);
        }

        return true;
    }

    /** Reads what comes after a date alone: {@code Z} or {@code +05:30}. What is shorter or longer is no offset for sure. */
    boolean readAfterDate(AsciiCursor cursor) {
        clear();

        if (!isSign(cursor.peek())) {
            cursor.skipWord("Z");

            return true;
        }

        doubtful = cursor.peek() == '-';

        return cursor.peek(3) == ':' && cursor.digitsAhead(4) == 2 && cursor.peek(6) != ':' && readOffset(cursor, 2);
    }

    private static boolean isSign(int character) {
        return character == '+' || character == '-';
    }

    private boolean readOffset(AsciiCursor cursor, int leastDigits) {
        boolean west = cursor.skip('-');

        if (!west) {
            cursor.skip('+');
        }

        int hours = cursor.number(leastDigits, 2);
        int minutes = offsetPart(cursor);
        int seconds = offsetPart(cursor);
        int total = hours * 3600 + minutes * 60 + seconds;
        offsetSeconds = west ? -total : total;

        return hours >= 0 && minutes >= 0 && minutes < 60 && seconds >= 0 && seconds < 60 && total < endOfOffsets;
    }

    private static int offsetPart(AsciiCursor cursor) {
        return cursor.skip(':') || cursor.digitAhead() ? cursor.number(2, 2) : 0;
    }

    /** The first pair has the zone; others, as RFC 9557 has them, are about calendars. */
    private boolean readBrackets(AsciiCursor cursor, boolean offsetKnown) {
        boolean known = offsetKnown;

        while (cursor.skip('[')) {
            if (!(known ? cursor.skipPast(']') : readZone(cursor))) {
                return false;
            }

            known = true;
        }

        return true;
    }

    private boolean readZone(AsciiCursor cursor) {
        cursor.skip('!');

        return (cursor.skipWord("UTC") || cursor.skipWord("GMT") || cursor.skipWord("Z") || find(cursor))
                && cursor.skip(']');
    }

    /** A name that is none may be the era, which is left to others. */
    private void readName(AsciiCursor cursor, boolean offsetKnown) {
        int start = cursor.position();
        cursor.skipSpaces();

        if (!(offsetKnown ? names.isName(cursor) : find(cursor))) {
            cursor.moveTo(start);
        }
    }

    private boolean find(AsciiCursor cursor) {
        rules = names.rules(cursor);

        return rules != null;
    }

    /** The offset east of UTC, once it is {@link #settle settled}. */
    int offsetSeconds() {
        return offsetSeconds;
    }

    /** Whether the offset may be a time of day: {@code 2024-01-31-05:00}. As a date alone it is the same. */
    boolean isDoubtful() {
        return doubtful;
    }

    /** Whether the zone has one offset now and another then. */
    boolean dependsOnDay() {
        return rules != null && !rules.isFixedOffset();
    }

    /**
     * Finds the offset that a zone has when its clock shows this. An hour that comes twice is the first of them; in one that the
     * clock passes over it has not been set yet. False if the offset is none.
     */
    boolean settle(long epochDay, long microOfDay) {
        if (rules == null) {
            return true;
        }

        long second = epochDay * SECONDS_PER_DAY + microOfDay / TemporalText.MICROS_PER_SECOND;
        long shown = Math.max(FIRST_SECOND, Math.min(LAST_SECOND, second));
        offsetSeconds = rules.getOffset(LocalDateTime.ofEpochSecond(shown, 0, ZoneOffset.UTC))
                .getTotalSeconds();

        return Math.abs(offsetSeconds) < endOfOffsets;
    }
}
