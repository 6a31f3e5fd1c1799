package io.sqlcache.core.backend;

import java.util.Optional;
import org.jooq.Condition;
import org.jooq.Table;
import org.jooq.impl.DSL;

/**
 * Deletions that the source marks in a column: a record that is marked and wins deletes the target's row of its key, and leaves none
 * of its own. Where deleted rows are to stay, the plan names no such column.
 */
final class CdcDeletes {

    private final Optional<String> deletedAt;

    CdcDeletes(MergePlan plan) {
        this.deletedAt = plan.deletedAt();
    }

    /** Whether a winner becomes a row: one without a key is nobody's deletion. */
    Condition isKept(Table<?> winners, Condition unkeyed) {
        Condition unmarked = deletedAt
                .map(column -> winners.field(DSL.quotedName(column)).isNull())
                .orElse(DSL.trueCondition());
        return DSL.or(unmarked, unkeyed);
    }
}
