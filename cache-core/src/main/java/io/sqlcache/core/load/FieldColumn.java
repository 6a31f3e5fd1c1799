package io.sqlcache.core.load;

import io.sqlcache.core.backend.RowSink;
import io.sqlcache.core.load.value.Fit;
import io.sqlcache.core.load.value.ValueEncoder;
import io.sqlcache.core.message.RecordMessage;
import io.sqlcache.core.message.RecordMessage.Token;
import io.sqlcache.core.table.ColumnSource;

/** A column with the values of a field, which notes what becomes of them. */
final class FieldColumn implements ColumnWriter {

    private final ColumnSource.Field field;
    private final ValueEncoder encoder;
    private final RowChanges changes;
    private final ChangeEntries entries;
    private final KeyInValue key;

    FieldColumn(ColumnSource.Field field, ValueEncoder encoder, RowChanges changes) {
        this.field = field;
        this.encoder = encoder;
        this.changes = changes;
        this.entries = new ChangeEntries(field.name());
        this.key = new KeyInValue(field.keyPaths());
    }

    @Override
    public void write(RecordMessage record, long sequence, RowSink sink) {
        Fit fit = writeSilently(record, sink);

        if (fit != Fit.EXACT) {
            note(fit, record);
        }
    }

    /** Writes the column without noting anything. */
    Fit writeSilently(RecordMessage record, RowSink sink) {
        Token token = record.token(field.index());
        boolean missing = token == Token.ABSENT || token == Token.NULL;
        Fit fit = missing ? Fit.EXACT : encoder.encode(record, field.index(), sink);

        if (missing || fit.nulls()) {
            sink.writeNull();
        }

        return fit;
    }

    private void note(Fit fit, RecordMessage record) {
        changes.add(entries.of(fit));

        if (key.isLost(fit, record, field.index())) {
            changes.loseKey();
        }
    }
}
