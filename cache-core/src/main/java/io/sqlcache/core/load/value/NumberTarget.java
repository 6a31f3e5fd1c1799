package io.sqlcache.core.load.value;

import io.sqlcache.core.backend.RowSink;
import java.math.BigDecimal;
import java.util.Optional;

/** A column that numbers go to. Not thread-safe. */
interface NumberTarget {

    /** Writes the number with one verb, or says why it cannot be. */
    Fit write(DecimalText number, RowSink sink);

    /** What was rounded off the number before, for one that was {@link Fit#CUT}: it minus what was written; empty if that is not known. */
    default Optional<BigDecimal> remainder(DecimalText number) {
        return Optional.empty();
    }
}
