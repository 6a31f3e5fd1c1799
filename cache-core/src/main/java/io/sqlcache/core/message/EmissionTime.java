package io.sqlcache.core.message;

import com.fasterxml.jackson.core.JsonParser.NumberType;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;

/**
 * Reads when a record was emitted: in milliseconds since 1970, or in micro- or nanoseconds if that many milliseconds would be
 * beyond the year 9999 and it is a day of these times then. Not thread-safe.
 */
final class EmissionTime {

    /** In place of a time: there is none. */
    static final long NONE = Long.MIN_VALUE;

    /** The years 1 to 9999 in milliseconds: what every database has a timestamp for. */
    private static final long EARLIEST = -62_135_596_800_000L;

    private static final long LATEST = 253_402_300_799_999L;

    /** Nothing is emitted after that. */
    private static final long YEAR_2200 = 7_258_118_400_000L;

    private static final int SAFE_DIGITS = 18;

    private boolean scaled;

    /** Whether any time so far was not in milliseconds. */
    boolean isScaled() {
        return scaled;
    }

    /** The milliseconds of the value that has just begun; {@link #NONE} if it is no such time. */
    long read(SlicingParser parser, JsonToken token) throws IOException {
        if (token == JsonToken.VALUE_NUMBER_INT) {
            return isLong(parser) ? millis(parser.getLongValue()) : NONE;
        }
        return token == JsonToken.VALUE_NUMBER_FLOAT ? millis(parser.getDoubleValue()) : NONE;
    }

    private static boolean isLong(SlicingParser parser) throws IOException {
        return parser.tokenEnd() - parser.tokenStart() <= SAFE_DIGITS
                || parser.getNumberType() != NumberType.BIG_INTEGER;
    }

    /** A number that is none gives no time, as one that is too great. */
    private long millis(double number) {
        return Double.isNaN(number) ? NONE : millis((long) Math.floor(number));
    }

    /** The milliseconds that a whole number of some unit means; {@link #NONE} if it means no such time. */
    long millis(long number) {
        if (number > LATEST) {
            return scaled(number);
        }
        return number >= EARLIEST ? number : NONE;
    }

    private long scaled(long number) {
        long micros = number / 1_000;
        long millis = micros <= YEAR_2200 ? micros : micros / 1_000;
        if (millis > YEAR_2200) {
            return NONE;
        }
        scaled = true;
        return millis;
    }
}
