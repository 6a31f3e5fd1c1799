package io.sqlcache.core.load;

import io.sqlcache.core.backend.Repertoire;
import io.sqlcache.core.backend.RowSink;
import io.sqlcache.core.load.value.Fit;
import io.sqlcache.core.load.value.ValueEncoder;
import io.sqlcache.core.message.RecordMessage;
import io.sqlcache.core.message.RecordMessage.Token;
import io.sqlcache.core.table.ColumnSource;
import io.sqlcache.core.table.ColumnSource.Role;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;

/** A column with the values of a field, which notes what becomes of them. */
final class FieldColumn implements ColumnWriter {

    private final ColumnSource.Field field;
    private final ValueEncoder encoder;
    private final RowChanges changes;
    private final ChangeEntries entries;
    private final KeyInValue key;
    private final BatchFacts facts;
    private final boolean isKey;
    private final boolean isCursor;
    private final boolean marksDeletion;
    private boolean leftOut;

    FieldColumn(
            ColumnSource.Field field,
            ValueEncoder encoder,
            RowChanges changes,
            BatchFacts facts,
            Repertoire repertoire) {
        this.field = field;
        this.encoder = encoder;
        this.changes = changes;
        this.entries = new ChangeEntries(field.name());
        this.key = new KeyInValue(field.keyPaths(), repertoire);
        this.facts = facts;
        this.isKey = field.keyPaths().contains(List.of());
        this.isCursor = field.roles().contains(Role.CURSOR);
        this.marksDeletion = field.roles().contains(Role.DELETION);
    }

    /** The name of its field. */
    String name() {
        return field.name();
    }

    /** Whether the values to come are left out: their rows have no room for them. */
    void leaveOut(boolean out) {
        leftOut = out;
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
        Fit fit = missing ? Fit.EXACT : leftOut ? Fit.LEFT_OUT : encoder.encode(record, field.index(), sink);

        if (missing || fit.nulls()) {
            sink.writeNull();
            noteNull(missing);
        } else if (marksDeletion) {
            facts.deletionCame();
        }

        return fit;
    }

    /** A key that could not be read is told by {@link RowChanges#loseKey}. */
    private void noteNull(boolean missing) {
        if (isKey && missing) {
            facts.nullKeyCame();
        }

        if (isCursor) {
            facts.nullCursorCame();
        }
    }

    private void note(Fit fit, RecordMessage record) {
        changes.add(entries.of(fit));
        String kept = field.remainder();
        Optional<BigDecimal> remainder = kept != null && fit == Fit.CUT ? encoder.remainder() : Optional.empty();

        if (kept != null && remainder.isPresent()) {
            changes.keepRemainder(kept, remainder.get());
            facts.remainderCame();

            return;
        }

        if (key.isLost(fit, record, field.index())) {
            changes.loseKey();
            facts.unkeyedCame();
        }
    }
}
