package io.sqlcache.core.load.value;

import io.sqlcache.core.backend.RowSink;

/** A column that numbers go to. Not thread-safe. */
interface NumberTarget {

    /** Writes the number with one verb, or says why it cannot be. */
    Fit write(DecimalText number, RowSink sink);
}
