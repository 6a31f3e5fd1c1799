package io.sqlcache.core.load.value;

import io.sqlcache.core.backend.ColumnType;
import io.sqlcache.core.backend.RowSink;
import io.sqlcache.core.backend.ValueLimits.Range;

/** A column of timestamps, with a time zone or without: without one it holds the clock in UTC. */
public final class TimestampTarget implements TemporalTarget {

    /** Where microseconds since 1970 end in a long, on both sides, room for offsets left. */
    private static final long MOST_DAYS = Long.MAX_VALUE / TemporalText.MICROS_PER_DAY - 2;

    private final Range micros;
    private final FractionDigits digits;
    private final Verb verb;
    private long roundedOff;

    /**
     * A target that writes with one of the verbs for timestamps.
     *
     * @param micros the timestamps that the database has
     */
    public TimestampTarget(ColumnType column, Range micros, Verb verb) {
        this.micros = micros;
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
        if (Math.abs(epochDay) > MOST_DAYS) {
            return Fit.OVERFLOW;
        }

        long utc = epochDay * TemporalText.MICROS_PER_DAY + microOfDay - offsetSeconds * TemporalText.MICROS_PER_SECOND;
        long rounded = digits.round(utc);

        if (!micros.has(rounded)) {
            return Fit.OVERFLOW;
        }

        verb.write(sink, rounded);

        roundedOff = utc - rounded;

        return roundedOff == 0 ? Fit.EXACT : Fit.CUT;
    }

    @Override
    public long roundedOff() {
        return roundedOff;
    }
}
