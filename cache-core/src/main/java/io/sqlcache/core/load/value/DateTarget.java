package io.sqlcache.core.load.value;

import io.sqlcache.core.backend.RowSink;

/** A column of dates. A point in time goes there as its day in UTC. */
final class DateTarget implements TemporalTarget {

    /** 4714-11-24 BC, where PostgreSQL's days begin. */
    static final long FIRST_DAY = -2_440_588;

    /** 5874897-12-31, where PostgreSQL's dates end. */
    private static final long LAST_DAY = 2_145_042_905;

    @Override
    public Fit write(long epochDay, long microOfDay, int offsetSeconds, RowSink sink) {
        long utc = microOfDay - offsetSeconds * TemporalText.MICROS_PER_SECOND;
        long day = epochDay + Math.floorDiv(utc, TemporalText.MICROS_PER_DAY);

        if (day < FIRST_DAY || day > LAST_DAY) {
            return Fit.OVERFLOW;
        }

        sink.writeDate((int) day);

        return Math.floorMod(utc, TemporalText.MICROS_PER_DAY) == 0 ? Fit.EXACT : Fit.CUT;
    }
}
