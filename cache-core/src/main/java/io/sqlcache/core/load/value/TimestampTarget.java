package io.sqlcache.core.load.value;

import io.sqlcache.core.backend.ColumnType;
import io.sqlcache.core.backend.RowSink;

/** A column of timestamps, with a time zone or without: without one it holds the clock in UTC. */
public final class TimestampTarget implements TemporalTarget {

    /** 294247-01-08, where microseconds since 1970 end, room for offsets left; PostgreSQL goes on for 29 years. */
    private static final long LAST_DAY = Long.MAX_VALUE / TemporalText.MICROS_PER_DAY - 2;

    private static final long FIRST_MICRO = DateTarget.FIRST_DAY * TemporalText.MICROS_PER_DAY;

    private final FractionDigits digits;
    private final Verb verb;

    /** A target that writes with one of the verbs for timestamps. */
    public TimestampTarget(ColumnType column, Verb verb) {
        this.digits = new FractionDigits(column);
        this.verb = verb;
    }

    /** Either verb of the sink. */
    public interface Verb {
        /** Writes microseconds since 1970. */
        void write(RowSink sink, long epochMicro);
    }

    @Override
    public Fit write(long epochDay, long microOfDay, int offsetSeconds, RowSink sink) {
        if (epochDay < DateTarget.FIRST_DAY - 1 || epochDay > LAST_DAY) {
            return Fit.OVERFLOW;
        }

        long utc = epochDay * TemporalText.MICROS_PER_DAY + microOfDay - offsetSeconds * TemporalText.MICROS_PER_SECOND;
        long rounded = digits.round(utc);

        if (rounded < FIRST_MICRO) {
            return Fit.OVERFLOW;
        }

        verb.write(sink, rounded);

        return rounded == utc ? Fit.EXACT : Fit.CUT;
    }
}
