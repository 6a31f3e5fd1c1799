package io.sqlcache.core.commit;

import io.sqlcache.core.backend.MergePlan;
import io.sqlcache.core.backend.TableDefinition;
import io.sqlcache.core.backend.TableOperations;
import io.sqlcache.core.load.StreamLoad;
import java.sql.SQLTransientException;
import java.util.Collection;
import java.util.List;
import org.jooq.DSLContext;
import org.jooq.impl.DSL;

/**
 * Rows of one stream that wait aside for a commit, as they are when it begins.
 *
 * @param staging where they are
 * @param landing where they are to go
 * @param merge how they are merged; for streams that are not, nothing but the tables counts
 * @param merged whether they are
 * @param first the rank of arrival of the first
 * @param count how many of a stream that is not merged
 */
record StagedRows(
        TableDefinition staging, TableDefinition landing, MergePlan merge, boolean merged, long first, long count) {

    /** Those of the streams that have some. */
    static List<StagedRows> of(Collection<StreamLoad> loads) {
        return loads.stream()
                .filter(StreamLoad::isStaged)
                .map(load -> new StagedRows(
                        load.staging(),
                        load.tables().landing(),
                        load.mergePlan(),
                        load.method().mergesByKey(),
                        load.firstAside().orElseThrow(),
                        load.progress().uncommittedRecords()))
                .toList();
    }

    /**
     * Moves them to where they are to stay. A crash of the server empties staging tables, and a lane whose connection is shared by a pool
     * does not notice one that happens between two of its transactions.
     *
     * @throws SQLTransientException if rows are missing: they are to be written again
     */
    void move(DSLContext sql, TableOperations tables) throws SQLTransientException {
        if (merged) {
            requireAll(hasFirst(sql));
            tables.merge(sql, merge);
        } else {
            requireAll(tables.append(sql, staging, landing) == count);
        }
    }

    /** Whether the first of them is there: a crash leaves none of those before it. */
    private boolean hasFirst(DSLContext sql) {
        return sql.fetchExists(DSL.selectOne()
                .from(staging.table())
                .where(staging.field(MergePlan.SEQUENCE).in(DSL.inline(first), DSL.inline(MergePlan.unkeyed(first)))));
    }

    private void requireAll(boolean areThere) throws SQLTransientException {
        if (!areThere) {
            throw new SQLTransientException(
                    "table \"%s\" has lost rows that were written to it: the server has restarted"
                            .formatted(staging.name()));
        }
    }
}
