package io.sqlcache.core.load;

import io.sqlcache.core.backend.RowSink;
import io.sqlcache.core.catalog.InternalColumn;
import io.sqlcache.core.load.value.Fit;
import io.sqlcache.core.load.value.TimestampTarget;
import io.sqlcache.core.message.RecordMessage;

/** {@code _airbyte_extracted_at}: when the source emitted the record. */
final class ExtractedAt implements ColumnWriter {

    private static final long MILLIS_PER_DAY = 86_400_000;

    private final TimestampTarget target;
    private final RowChanges changes;
    private final ChangeEntries entries = new ChangeEntries(InternalColumn.EXTRACTED_AT.column());

    ExtractedAt(TimestampTarget target, RowChanges changes) {
        this.target = target;
        this.changes = changes;
    }

    @Override
    public void write(RecordMessage record, long sequence, RowSink sink) {
        long millis = record.emittedAtMillis();
        long microOfDay = Math.floorMod(millis, MILLIS_PER_DAY) * 1000;

        if (target.write(Math.floorDiv(millis, MILLIS_PER_DAY), microOfDay, 0, sink) == Fit.OVERFLOW) {
            changes.add(entries.of(Fit.OVERFLOW));
            sink.writeNull();
        }
    }
}
