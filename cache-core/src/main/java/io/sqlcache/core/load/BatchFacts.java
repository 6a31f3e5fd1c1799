package io.sqlcache.core.load;

import io.sqlcache.core.backend.ColumnPath;
import io.sqlcache.core.backend.MergePlan;
import io.sqlcache.core.catalog.StreamPlan;

/**
 * What came among the rows of a keyed stream since its last commit, so that a merge need not look for what did not. Not
 * thread-safe.
 *
 * <p>Nobody looks inside of values for it: a part of a key or a cursor that is inside of one may always be missing.
 */
public final class BatchFacts {

    private final boolean keyInside;
    private final boolean cursorInside;
    private boolean nullKey;
    private boolean unkeyed;
    private boolean nullCursor;
    private boolean deletion;
    private boolean remainder;

    /** Of a stream of which nothing came yet. */
    public BatchFacts(StreamPlan plan) {
        this(
                plan.key().stream().anyMatch(ColumnPath::isNested),
                plan.cursor().filter(cursor -> cursor.path().isNested()).isPresent());
    }

    private BatchFacts(boolean keyInside, boolean cursorInside) {
        this.keyInside = keyInside;
        this.cursorInside = cursorInside;
    }

    /** For rows that nobody merges. */
    static BatchFacts ofNoInterest() {
        return new BatchFacts(false, false);
    }

    /** A part of the key was null. */
    void nullKeyCame() {
        nullKey = true;
    }

    /** A key could not be read. */
    void unkeyedCame() {
        unkeyed = true;
    }

    /** A cursor was null, or could not be read. */
    void nullCursorCame() {
        nullCursor = true;
    }

    /** A record was marked as deleted. */
    void deletionCame() {
        deletion = true;
    }

    /** A key or cursor came with more digits than its column keeps. */
    void remainderCame() {
        remainder = true;
    }

    /** Whether a row came that is not simply one more row of an empty table. */
    boolean needMerge() {
        return nullKey || deletion;
    }

    /** What a merge has to expect. */
    MergePlan.Batch seen() {
        return new MergePlan.Batch(nullKey || keyInside, unkeyed, nullCursor || cursorInside, deletion, remainder);
    }

    /** Forgets what came: it is committed, or comes again. */
    void clear() {
        nullKey = false;
        unkeyed = false;
        nullCursor = false;
        deletion = false;
        remainder = false;
    }
}
