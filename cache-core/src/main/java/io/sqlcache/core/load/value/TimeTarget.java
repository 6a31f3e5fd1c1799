package io.sqlcache.core.load.value;

import io.sqlcache.core.backend.ColumnType;
import io.sqlcache.core.backend.RowSink;

/** A column of times without a zone: a time at an offset goes there as the clock in UTC. */
final class TimeTarget implements TemporalTarget {

    private final long last;
    private final FractionDigits digits;
    private long roundedOff;

    TimeTarget(ColumnType column, long last) {
        this.last = last;
        this.digits = new FractionDigits(column);
    }

    @Override
    public Fit write(long epochDay, long microOfDay, int offsetSeconds, RowSink sink) {
        // 24:00 stays 24:00 if there is nothing to shift.
        long utc = offsetSeconds == 0
                ? microOfDay
                : Math.floorMod(
                        microOfDay - offsetSeconds * TemporalText.MICROS_PER_SECOND, TemporalText.MICROS_PER_DAY);

        if (utc > last) {
            return Fit.OVERFLOW;
        }

        long rounded = digits.round(utc, last);
        sink.writeTime(rounded);

        roundedOff = utc - rounded;

        return roundedOff == 0 ? Fit.EXACT : Fit.CUT;
    }

    @Override
    public long roundedOff() {
        return roundedOff;
    }
}
