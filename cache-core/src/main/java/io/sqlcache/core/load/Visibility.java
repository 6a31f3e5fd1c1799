package io.sqlcache.core.load;

import io.sqlcache.core.catalog.StreamPlan;

/**
 * What readers see of a stream, and what becomes of the rows that they do not see yet. Not thread-safe.
 *
 * <p>Hidden rows are <em>resumable</em> once a state covers them: they outlive the write, and the next one of the same generation
 * goes on with them. They are <em>durable</em> if no state covers them but they are committed all the same: this write need not
 * write them again, and nobody else may use them.
 */
public final class Visibility {

    private final StreamPlan plan;
    private final StreamProgress progress;
    private boolean complete;
    private boolean completeAtCommit;
    private boolean resumable;
    private boolean resumableAtCommit;
    private boolean durable;
    private boolean swapped;

    Visibility(StreamPlan plan, StreamProgress progress) {
        this.plan = plan;
        this.progress = progress;
        this.resumable = plan.isContinued();
        this.resumableAtCommit = resumable;
    }

    /** Whether readers see every row that is committed. */
    public boolean isVisible() {
        return swapped || !plan.method().waitsForComplete() || isRefreshedBefore();
    }

    /** Whether the rows of this generation are in their place since an earlier write, and the source has nothing to add. */
    private boolean isRefreshedBefore() {
        return plan.refreshed() && progress.isEmpty();
    }

    /** Whether the new rows may take the place of the old ones now, and have not done so. */
    public boolean isToSwap() {
        return complete && !isVisible();
    }

    /** Whether the new rows have taken the place of the old ones. */
    public boolean isSwapped() {
        return swapped;
    }

    /** Whether states have to wait until the rows are visible. */
    public boolean holdsStates() {
        return plan.method().waitsForComplete() && !plan.isResumable();
    }

    /** Whether a state covers rows of the hidden table, so that a later write may need them. */
    public boolean hasResumableRows() {
        return resumable;
    }

    /** Whether the hidden table has rows that this write does not write again, although no state covers them. */
    public boolean hasDurableRows() {
        return durable;
    }

    /** Notes that a state covers rows of the hidden table, or will once the transaction is committed. */
    public void becomeResumable() {
        resumable = true;
    }

    /** Notes that the new rows are the table's rows now; to be followed by {@link #committed}. */
    public void swapped() {
        swapped = true;
        resumable = false;
    }

    void completed() {
        complete = true;
    }

    void durable() {
        durable = true;
        committed();
    }

    void committed() {
        completeAtCommit = complete;
        resumableAtCommit = resumable;
    }

    /** Goes back to the last commit. */
    void rollback() {
        complete = completeAtCommit;
        resumable = resumableAtCommit;
    }
}
