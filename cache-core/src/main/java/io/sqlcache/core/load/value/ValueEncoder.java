package io.sqlcache.core.load.value;

import io.sqlcache.core.backend.RowSink;
import io.sqlcache.core.message.RecordMessage;

/** Brings the values of one field into one column. Not thread-safe. */
public interface ValueEncoder {

    /**
     * Writes the value with exactly one verb, or with none if it does not fit.
     *
     * @param field the field's index; its token is neither ABSENT nor NULL
     * @return how the value came through; nothing is written if it {@link Fit#nulls() nulls}
     */
    Fit encode(RecordMessage record, int field, RowSink sink);
}
