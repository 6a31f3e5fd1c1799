package io.sqlcache.core.load;

import io.sqlcache.core.backend.RowSink;
import io.sqlcache.core.message.RecordMessage;

/** A field's column that comes after one that tells about it: it is tried out first, and written later. */
final class LateFieldColumn implements ColumnWriter {

    private final FieldColumn column;
    private final RowSink nowhere = new DiscardingSink();

    LateFieldColumn(FieldColumn column) {
        this.column = column;
    }

    /** Notes what will become of the value. */
    void tryOut(RecordMessage record, long sequence) {
        column.write(record, sequence, nowhere);
    }

    @Override
    public void write(RecordMessage record, long sequence, RowSink sink) {
        column.writeSilently(record, sink);
    }
}
