package io.sqlcache.core.load.value;

import io.sqlcache.core.backend.ColumnType;
import io.sqlcache.core.backend.RowSink;

/** A column of times at an offset. */
final class TimeTzTarget implements TemporalTarget {

    private final long last;
    private final FractionDigits digits;
    private long roundedOff;

    TimeTzTarget(ColumnType column, long last) {
        this.last = last;
        this.digits = new FractionDigits(column);
    }

    @Override
    public Fit write(long epochDay, long microOfDay, int offsetSeconds, RowSink sink) {
        if (microOfDay > last) {
            return Fit.OVERFLOW;
        }

        long rounded = digits.round(microOfDay, last);
        sink.writeTimeTz(rounded, offsetSeconds);

        roundedOff = microOfDay - rounded;

        return roundedOff == 0 ? Fit.EXACT : Fit.CUT;
    }

    @Override
    public long roundedOff() {
        return roundedOff;
    }
}
