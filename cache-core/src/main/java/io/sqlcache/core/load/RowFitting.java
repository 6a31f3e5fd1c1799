package io.sqlcache.core.load;

import io.sqlcache.core.backend.RowMeter;
import io.sqlcache.core.backend.RowSink;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;

/**
 * Makes rows fit a table that bounds their width: leaves out the widest values, and as few as need be. What tells the row from others or
 * says what it means (key, cursor, deletion) stays. Not thread-safe.
 */
final class RowFitting {

    /** A field that may be left out, and where its column is. */
    private record Candidate(int column, FieldColumn field) {}

    private final RowMeter meter;
    private final Set<String> kept;
    private final List<Candidate> candidates = new ArrayList<>();
    private boolean someAreLeftOut;

    /**
     * For the rows of one stream.
     *
     * @param kept the names of the fields that are never left out
     */
    RowFitting(RowMeter meter, Set<String> kept) {
        this.meter = meter;
        this.kept = Set.copyOf(kept);
    }

    /** Takes in a column of a field. */
    void has(int column, FieldColumn field) {
        if (!kept.contains(field.name())) {
            candidates.add(new Candidate(column, field));
        }
    }

    /** How a row is written, with what is left out of it. */
    @FunctionalInterface
    interface Writing {
        void to(RowSink sink) throws SQLException;
    }

    /** Finds out what has to be left out of a row. */
    void fit(Writing row) throws SQLException {
        if (someAreLeftOut) {
            candidates.forEach(candidate -> candidate.field().leaveOut(false));
            someAreLeftOut = false;
        }
        row.to(meter.row());
        while (meter.excess() > 0 && leaveOutTheWidest()) {
            row.to(meter.row());
        }
    }

    /** Of values that are equally wide the last ones go. */
    private boolean leaveOutTheWidest() {
        List<Candidate> widest = candidates.stream()
                .filter(candidate -> meter.width(candidate.column()) > 0)
                .sorted(Comparator.comparingInt((Candidate candidate) -> meter.width(candidate.column()))
                        .thenComparingInt(Candidate::column)
                        .reversed())
                .toList();
        int freed = 0;
        for (Candidate candidate : widest) {
            if (freed >= meter.excess()) {
                break;
            }
            freed += meter.width(candidate.column());
            candidate.field().leaveOut(true);
            someAreLeftOut = true;
        }
        return freed > 0;
    }
}
