package io.sqlcache.core.load.value;

import io.sqlcache.core.backend.RowSink;
import io.sqlcache.core.message.RecordMessage;
import java.math.BigDecimal;
import java.util.Optional;

/** Brings the values of one field into one column. Not thread-safe. */
public interface ValueEncoder {

    /**
     * Writes the value with exactly one verb, or with none if it does not fit.
     *
     * @param field the field's index; its token is neither ABSENT nor NULL
     * @return how the value came through; nothing is written if it {@link Fit#nulls() nulls}
     */
    Fit encode(RecordMessage record, int field, RowSink sink);

    /**
     * What was rounded off the value before, for one that was {@link Fit#CUT}: it minus what was written, of times in microseconds. Empty
     * if that is not known.
     */
    default Optional<BigDecimal> remainder() {
        return Optional.empty();
    }
}
