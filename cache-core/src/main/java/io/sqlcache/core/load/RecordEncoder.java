package io.sqlcache.core.load;

import io.sqlcache.core.backend.ColumnType;
import io.sqlcache.core.backend.RowSink;
import io.sqlcache.core.load.value.CleanJson;
import io.sqlcache.core.load.value.ValueEncoders;
import io.sqlcache.core.message.RecordMessage;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/**
 * Turns records into rows: one verb of the sink a column, values read straight from the record's bytes.
 *
 * <p>No value makes it fail: what does not fit its column becomes null, or is cut to what fits, and the row's
 * {@code _airbyte_meta} says so. Not thread-safe.
 */
public final class RecordEncoder {

    private final RowSink sink;
    private final RowChanges changes;
    private final ColumnWriter[] columns;
    private final LateFieldColumn[] late;

    /**
     * An encoder for the rows of one table.
     *
     * @param columns all columns of the table, in its order
     * @param sink takes the rows; stays the caller's
     * @param stamp what every row carries
     * @throws io.sqlcache.api.CacheException if a column is of a type that its source cannot be written to
     */
    public RecordEncoder(List<EncodedColumn> columns, RowSink sink, SyncStamp stamp) {
        CleanJson json = new CleanJson();
        this.sink = sink;
        this.changes = new RowChanges(stamp.syncId(), json);
        ValueEncoders encoders = new ValueEncoders(json);
        InternalColumns internals = new InternalColumns(stamp, changes);
        List<ColumnWriter> writers = new ArrayList<>();
        List<LateFieldColumn> behind = new ArrayList<>();
        boolean told = false;

        for (EncodedColumn column : columns) {
            ColumnType type = column.type();

            if (column.source() instanceof ColumnSource.Field field) {
                FieldColumn writer = new FieldColumn(field, encoders.of(field.type(), type), changes);

                if (told) {
                    behind.add(new LateFieldColumn(writer));
                }

                writers.add(told ? behind.get(behind.size() - 1) : writer);
            } else if (column.source() instanceof ColumnSource.Internal internal) {
                writers.add(internals.of(internal, type));
                told |= internal == ColumnSource.Internal.META || internal == ColumnSource.Internal.UNKEYED;
            }
        }

        this.columns = writers.toArray(ColumnWriter[]::new);
        this.late = behind.toArray(LateFieldColumn[]::new);
    }

    /**
     * Writes one row.
     *
     * @param record is not changed, and not kept
     * @param sequence the rank of arrival in this write
     * @throws SQLException if the sink fails
     */
    public void encode(RecordMessage record, long sequence) throws SQLException {
        changes.clear();

        for (LateFieldColumn column : late) {
            column.tryOut(record, sequence);
        }

        for (ColumnWriter column : columns) {
            column.write(record, sequence, sink);
        }

        sink.endRow();
    }
}
