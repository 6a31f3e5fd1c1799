package io.sqlcache.core.load;

import io.sqlcache.core.backend.Repertoire;
import io.sqlcache.core.backend.RowSink;
import io.sqlcache.core.backend.ValueLimits;
import io.sqlcache.core.load.value.CleanJson;
import io.sqlcache.core.load.value.ValueEncoders;
import io.sqlcache.core.message.RecordMessage;
import io.sqlcache.core.table.ColumnSource;
import io.sqlcache.core.table.EncodedColumn;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Turns records into rows: one verb of the sink a column, values read straight from the record's bytes.
 *
 * <p>No value makes it fail: what does not fit its column becomes null, or is cut to what fits, and the row's
 * {@code _airbyte_meta} says so. Not thread-safe.
 */
public final class RecordEncoder {

    private final RowSink sink;
    private final RowChanges changes;
    private final BatchFacts facts;
    private final List<LateFieldColumn> late = new ArrayList<>();
    private final ColumnWriter[] columns;
    private final @Nullable RowFitting fitting;

    /**
     * An encoder for the rows of one table.
     *
     * @param columns all columns of the table, in its order
     * @param sink takes the rows; stays the caller's
     * @param stamp what every row carries
     * @param limits what bounds the values of the database
     * @throws io.sqlcache.api.CacheException if a column is of a type that its source cannot be written to
     */
    public RecordEncoder(List<EncodedColumn> columns, RowSink sink, SyncStamp stamp, ValueLimits limits) {
        this(columns, sink, stamp, limits, BatchFacts.ofNoInterest(), null);
    }

    /**
     * An encoder for the rows of one table, which are to be merged.
     *
     * @param facts hears what comes among them
     * @param fitting makes them fit the table; null if all of them do
     */
    RecordEncoder(
            List<EncodedColumn> columns,
            RowSink sink,
            SyncStamp stamp,
            ValueLimits limits,
            BatchFacts facts,
            @Nullable RowFitting fitting) {
        this.fitting = fitting;
        CleanJson json = new CleanJson(limits);
        this.sink = sink;
        this.facts = facts;
        this.changes = new RowChanges(stamp.syncId(), json);
        this.columns = writers(
                columns,
                new ValueEncoders(json, limits),
                new InternalColumns(stamp, changes, limits),
                limits.repertoire());
    }

    private ColumnWriter[] writers(
            List<EncodedColumn> encoded, ValueEncoders values, InternalColumns internals, Repertoire repertoire) {
        List<ColumnWriter> writers = new ArrayList<>();
        boolean told = false;

        for (EncodedColumn column : encoded) {
            if (column.source() instanceof ColumnSource.Field field) {
                FieldColumn writer =
                        new FieldColumn(field, values.of(field.type(), column.type()), changes, facts, repertoire);
                if (fitting != null) {
                    fitting.has(writers.size(), writer);
                }
                writers.add(told ? late(writer) : writer);
            } else if (column.source() instanceof ColumnSource.Internal internal) {
                writers.add(internals.of(internal, column.type()));
                told |= internal == ColumnSource.Internal.META || internal == ColumnSource.Internal.SEQUENCE;
            }
        }

        return writers.toArray(ColumnWriter[]::new);
    }

    /** Columns that tell what became of the row's values may come before some of these, in tables that have grown. */
    private ColumnWriter late(FieldColumn column) {
        LateFieldColumn behind = new LateFieldColumn(column);
        late.add(behind);

        return behind;
    }

    /**
     * Writes one row.
     *
     * @param record is not changed, and not kept
     * @param sequence the rank of arrival in this write
     * @throws SQLException if the sink fails
     */
    public void encode(RecordMessage record, long sequence) throws SQLException {
        if (fitting != null) {
            fitting.fit(meter -> write(record, sequence, meter));
        }
        write(record, sequence, sink);
    }

    private void write(RecordMessage record, long sequence, RowSink taking) throws SQLException {
        changes.clear();

        for (int i = 0; i < late.size(); i++) {
            late.get(i).tryOut(record, sequence);
        }

        for (ColumnWriter column : columns) {
            column.write(record, sequence, taking);
        }

        taking.endRow();
    }
}
