package io.sqlcache.core.load.value;

import io.sqlcache.core.backend.ColumnType;
import io.sqlcache.core.backend.RowSink;

/** A column of times at an offset. */
final class TimeTzTarget implements TemporalTarget {

    private final FractionDigits digits;

    TimeTzTarget(ColumnType column) {
        this.digits = new FractionDigits(column);
    }

    @Override
    public Fit write(long epochDay, long microOfDay, int offsetSeconds, RowSink sink) {
        long rounded = digits.round(microOfDay);
        sink.writeTimeTz(rounded, offsetSeconds);

        return rounded == microOfDay ? Fit.EXACT : Fit.CUT;
    }
}
