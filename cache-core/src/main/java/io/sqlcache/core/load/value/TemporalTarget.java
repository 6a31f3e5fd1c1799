package io.sqlcache.core.load.value;

import io.sqlcache.core.backend.RowSink;

/** A column that dates or times go to. */
interface TemporalTarget {

    /**
     * Writes what the clock shows at an offset with one verb, or says why it cannot be.
     *
     * @param epochDay the day there, since 1970-01-01; without meaning for a time of day
     * @param microOfDay the time there, up to a second beyond 24 h
     * @param offsetSeconds how far east of UTC
     */
    Fit write(long epochDay, long microOfDay, int offsetSeconds, RowSink sink);

    /** The microseconds that the value before was rounded by: it minus what was written. */
    default long roundedOff() {
        return 0;
    }
}
