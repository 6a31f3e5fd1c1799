package io.sqlcache.core.load.value;

/** What a text with a date or a time in it means to its field. */
enum TemporalReading {
    /** The date as written; a time is passed over, but not in silence. */
    DATE,
    /** What the clock on the wall shows: an offset is passed over. A date alone is its midnight. */
    TIMESTAMP,
    /** A point in time, in UTC unless there is an offset. A date alone is its midnight in UTC. */
    TIMESTAMP_TZ,
    /** What the clock on the wall shows: an offset is passed over. */
    TIME,
    /** A time of day at an offset, UTC unless there is one. */
    TIME_TZ;

    /** Takes a text apart. False if it does not mean anything to this field. */
    boolean parse(TemporalText parsed, byte[] in, int from, int to) {
        return switch (this) {
            case DATE -> parsed.parseDate(in, from, to);
            case TIMESTAMP, TIMESTAMP_TZ -> parsed.parseDate(in, from, to) && !parsed.isOffsetDoubtful();
            case TIME -> parsed.parseTime(in, from, to);
            case TIME_TZ -> parsed.parseTime(in, from, to) && !parsed.offsetDependsOnDay();
        };
    }

    /** The offset that counts. */
    int offsetSeconds(TemporalText parsed) {
        return switch (this) {
            case DATE, TIMESTAMP, TIME -> 0;
            case TIMESTAMP_TZ, TIME_TZ -> parsed.offsetSeconds();
        };
    }

    /** The time that counts. */
    long microOfDay(TemporalText parsed) {
        return switch (this) {
            case DATE -> 0;
            case TIMESTAMP, TIMESTAMP_TZ, TIME, TIME_TZ -> parsed.microOfDay();
        };
    }
}
