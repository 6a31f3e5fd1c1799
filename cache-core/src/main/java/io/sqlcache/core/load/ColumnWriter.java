package io.sqlcache.core.load;

import io.sqlcache.core.backend.RowSink;
import io.sqlcache.core.message.RecordMessage;

/** Writes one column of row after row. Not thread-safe. */
interface ColumnWriter {

    /** Writes the column with exactly one verb. */
    void write(RecordMessage record, long sequence, RowSink sink);
}
