package io.sqlcache.core.backend;

import java.util.List;
import java.util.Optional;
import org.jooq.Condition;
import org.jooq.impl.DSL;

/**
 * Deletions that the source marks in a column: a record that is marked and wins deletes the target's row of its key, and leaves none
 * of its own. Where deleted rows are to stay, the plan names no such column. A row without a key is nobody's deletion.
 */
final class CdcDeletes {

    private final Optional<String> deletedAt;

    CdcDeletes(MergePlan plan) {
        this.deletedAt = plan.deletedAt().filter(column -> plan.batch().deletions());
    }

    /** Whether any row may be marked. */
    boolean mayBe() {
        return deletedAt.isPresent();
    }

    /** What says it. */
    List<String> columns() {
        return deletedAt.stream().toList();
    }

    /** Whether a winner is a deletion. */
    Condition isMarked(Winners winners) {
        return deletedAt.map(column -> winners.column(column).isNotNull()).orElse(DSL.falseCondition());
    }

    /** Whether a winner becomes a row. */
    Condition isUnmarked(Winners winners) {
        return deletedAt.map(column -> winners.column(column).isNull()).orElse(DSL.noCondition());
    }
}
