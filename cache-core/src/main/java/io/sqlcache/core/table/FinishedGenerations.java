package io.sqlcache.core.table;

import io.sqlcache.core.backend.TableDefinition;
import io.sqlcache.core.backend.TableName;
import io.sqlcache.core.backend.TableOperations;
import io.sqlcache.core.catalog.InternalColumn;
import io.sqlcache.core.catalog.LoadMethod;
import io.sqlcache.core.catalog.StreamPlan;
import java.util.Optional;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.impl.DSL;
import org.jooq.impl.SQLDataType;

/**
 * Finds refreshes that an earlier write has completed, although its caller does not know: it died before it could say so. The next
 * try of the same generation reads only what is new since then, and must not let that take the place of all rows.
 */
public final class FinishedGenerations {

    private final TableOperations tables;
    private final String schema;

    public FinishedGenerations(TableOperations tables, String schema) {
        this.tables = tables;
        this.schema = schema;
    }

    /**
     * The plan that keeps what a completed refresh of this generation has brought. A source that sends what is new adds to it;
     * one that sends everything, if it sends anything, replaces it.
     */
    public StreamPlan onTopOfWhatIsThere(DSLContext sql, StreamPlan plan) {
        boolean mayBeFinished =
                plan.isResumable() && plan.resumableGeneration().isEmpty() && isOfItsGeneration(sql, plan);
        if (!mayBeFinished) {
            return plan;
        }
        LoadMethod method = plan.stream().incremental() ? addition(plan.method()) : plan.method();
        return new StreamPlan(
                plan.stream(),
                method,
                plan.tableName(),
                plan.columns(),
                plan.deletion(),
                plan.resumableGeneration(),
                true);
    }

    private static LoadMethod addition(LoadMethod method) {
        return switch (method) {
            case APPEND, REPLACE -> LoadMethod.APPEND;
            case MERGE, REPLACE_MERGED -> LoadMethod.MERGE;
        };
    }

    private boolean isOfItsGeneration(DSLContext sql, StreamPlan plan) {
        Optional<TableDefinition> found = tables.find(sql, new TableName(schema, plan.tableName()))
                .filter(table ->
                        table.column(InternalColumn.GENERATION_ID.column()).isPresent());
        if (found.isEmpty()) {
            return false;
        }
        TableDefinition table = found.get();
        long generation = plan.stream().generationId().orElseThrow();
        Field<Long> column = table.field(InternalColumn.GENERATION_ID.column()).coerce(SQLDataType.BIGINT);
        // Mostly the rows are of an earlier one, which any of them tells.
        Long one = sql.select(column).from(table.table()).limit(1).fetchOne(column);
        return one != null
                && one == generation
                && !sql.fetchExists(DSL.selectOne().from(table.table()).where(column.isDistinctFrom(generation)));
    }
}
