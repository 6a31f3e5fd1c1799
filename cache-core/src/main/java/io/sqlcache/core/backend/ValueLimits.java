package io.sqlcache.core.backend;

/**
 * What bounds the values of a database, beside the modifiers of a single column. What is beyond becomes NULL, with an entry in the
 * row's {@code _airbyte_meta}: no verb of {@link RowSink} is called with it.
 *
 * @param valueBytes the longest text or JSON, in bytes of UTF-8
 * @param decimals the digits of a decimal column without modifiers
 * @param days the first and the last date, in days since 1970-01-01
 * @param micros the first and the last timestamp, in microseconds since 1970-01-01T00:00
 * @param lastTime the last time of day, in microseconds since midnight: 24 hours where there is 24:00
 * @param offsetSeconds where offsets from UTC end on either side, in seconds; not included
 * @param json what bounds a JSON column
 * @param repertoire the characters that text and JSON can hold
 */
public record ValueLimits(
        int valueBytes,
        Decimals decimals,
        Range days,
        Range micros,
        long lastTime,
        int offsetSeconds,
        Json json,
        Repertoire repertoire) {

    /** The greatest offset that {@code java.time} has is 18 hours. */
    private static final int END_OF_OFFSETS = 18 * 3600 + 1;

    /** Numbers are rounded in memory. */
    private static final int MOST_DIGITS = 1_000_000;

    /** The first day that is counted by Julian days: 4714-11-24 BC, proleptic Gregorian. */
    private static final long JULIAN_DAY_0 = -2_440_588;

    /** The last day of the last year whose Julian days are all below 2^31: 5874897-12-31. */
    private static final long LAST_JULIAN_DAY = 2_145_042_905;

    private static final long MICROS_PER_DAY = 86_400_000_000L;

    private static final Decimals WIDE = new Decimals(131_072, 16_383, 1_000_000_000);

    /**
     * What a backend may begin with: wide enough to lose nothing that sources send, but for 24:00, which few databases have. One whose database holds less, and fails or
     * rounds in silence there, states its own.
     */
    public static final ValueLimits DEFAULT = new ValueLimits(
            (1 << 30) - (1 << 20),
            WIDE,
            new Range(JULIAN_DAY_0, LAST_JULIAN_DAY),
            new Range(JULIAN_DAY_0 * MICROS_PER_DAY, Long.MAX_VALUE),
            MICROS_PER_DAY - 1,
            16 * 3600,
            new Json(6_000, (1 << 28) - 1, 20, WIDE),
            Repertoire.UNICODE);

    /** Checks that {@link RowSink} can carry what is within. */
    public ValueLimits {
        require(valueBytes > 0, "a value has at least one byte");
        require(days.first() >= Integer.MIN_VALUE && days.last() <= Integer.MAX_VALUE, "days are 32 bit integers");
        require(lastTime > 0 && lastTime <= MICROS_PER_DAY, "no time of day is after 24:00");
        require(offsetSeconds > 0 && offsetSeconds <= END_OF_OFFSETS, "offsets end between 0 and 18 hours");
    }

    private static void require(boolean holds, String rule) {
        if (!holds) {
            throw new IllegalArgumentException("No limits of values: " + rule);
        }
    }

    /**
     * How many digits a decimal has.
     *
     * @param integerDigits the most before the point
     * @param fractionDigits the most after it
     * @param exponent the greatest exponent, on either side of zero, that a JSON column's numbers may be spelled with
     */
    public record Decimals(int integerDigits, int fractionDigits, long exponent) {

        public Decimals {
            require(integerDigits > 0 && integerDigits <= MOST_DIGITS, "1 to 1,000,000 digits before the point");
            require(fractionDigits >= 0 && fractionDigits <= MOST_DIGITS, "0 to 1,000,000 digits after the point");
            require(exponent >= 0, "an exponent has a size without its sign");
        }
    }

    /**
     * A range of days or microseconds; both ends belong to it.
     *
     * @param first the least
     * @param last the greatest
     */
    public record Range(long first, long last) {

        public Range {
            require(first <= last, "the first of a range is not after the last");
        }

        /** Whether this is in it. */
        public boolean has(long value) {
            return value >= first && value <= last;
        }
    }

    /**
     * What bounds a JSON column, where a value that it cannot hold would fail the whole load.
     *
     * @param depth the most arrays and objects inside of each other
     * @param bytes the most that a value takes up in the database's own form
     * @param bytesPerValue the most that each key, number, string, array or object in it takes up there beside its text
     * @param numbers the digits of its numbers
     */
    public record Json(int depth, long bytes, int bytesPerValue, Decimals numbers) {

        public Json {
            require(depth > 0, "JSON is at least one array deep");
            require(bytes > 0, "JSON has at least one byte");
            require(bytesPerValue >= 0, "no value takes less than its text");
        }
    }

    /** The same with other limits of dates. */
    public ValueLimits withDays(long first, long last) {
        return new ValueLimits(
                valueBytes, decimals, new Range(first, last), micros, lastTime, offsetSeconds, json, repertoire);
    }

    /** The same with other limits of timestamps. */
    public ValueLimits withMicros(long first, long last) {
        return new ValueLimits(
                valueBytes, decimals, days, new Range(first, last), lastTime, offsetSeconds, json, repertoire);
    }

    /** The same with other limits of decimals. */
    public ValueLimits withDecimals(Decimals other) {
        return new ValueLimits(valueBytes, other, days, micros, lastTime, offsetSeconds, json, repertoire);
    }

    /** The same with other limits of JSON. */
    public ValueLimits withJson(Json other) {
        return new ValueLimits(valueBytes, decimals, days, micros, lastTime, offsetSeconds, other, repertoire);
    }

    /** The same with another limit of text and JSON. */
    public ValueLimits withValueBytes(int most) {
        return new ValueLimits(most, decimals, days, micros, lastTime, offsetSeconds, json, repertoire);
    }

    /** The same with another last time of day. */
    public ValueLimits withLastTime(long last) {
        return new ValueLimits(valueBytes, decimals, days, micros, last, offsetSeconds, json, repertoire);
    }

    /** The same with another limit of offsets. */
    public ValueLimits withOffsetSeconds(int end) {
        return new ValueLimits(valueBytes, decimals, days, micros, lastTime, end, json, repertoire);
    }

    /** The same with other characters. */
    public ValueLimits withRepertoire(Repertoire other) {
        return new ValueLimits(valueBytes, decimals, days, micros, lastTime, offsetSeconds, json, other);
    }
}
