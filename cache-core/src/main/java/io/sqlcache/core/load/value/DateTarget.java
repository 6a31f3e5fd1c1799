package io.sqlcache.core.load.value;

import io.sqlcache.core.backend.RowSink;
import io.sqlcache.core.backend.ValueLimits.Range;

/** A column of dates. A point in time goes there as its day in UTC. */
final class DateTarget implements TemporalTarget {

    private final Range days;

    DateTarget(Range days) {
        this.days = days;
    }

    @Override
    public Fit write(long epochDay, long microOfDay, int offsetSeconds, RowSink sink) {
        long utc = microOfDay - offsetSeconds * TemporalText.MICROS_PER_SECOND;
        long day = epochDay + Math.floorDiv(utc, TemporalText.MICROS_PER_DAY);

        if (!days.has(day)) {
            return Fit.OVERFLOW;
        }

        sink.writeDate((int) day);

        return Math.floorMod(utc, TemporalText.MICROS_PER_DAY) == 0 ? Fit.EXACT : Fit.CUT;
    }
}
