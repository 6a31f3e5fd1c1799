package io.sqlcache.duckdb.table;

import io.sqlcache.core.backend.ColumnDefinition;
import io.sqlcache.core.backend.ColumnPath;
import io.sqlcache.core.backend.JooqTableOperations;
import io.sqlcache.core.backend.JooqTableOperations.JoinedUpdate;
import io.sqlcache.core.backend.MergePlan;
import io.sqlcache.core.backend.SwapPlan;
import io.sqlcache.core.backend.TableDefinition;
import io.sqlcache.core.backend.TableKind;
import io.sqlcache.core.backend.TableName;
import io.sqlcache.core.backend.TableOperations;
import java.util.List;
import java.util.Optional;
import org.jooq.DSLContext;
import org.jooq.QueryPart;
import org.jooq.Record;
import org.jooq.ResultQuery;
import org.jooq.SelectForUpdateStep;
import org.jooq.impl.DSL;

/**
 * The table operations where DuckDB is not like the portable SQL. No table gets an index: DuckDB joins a column that it scans faster than it
 * keeps an index, and refuses to alter a table that has one.
 */
public final class DuckDBTables implements TableOperations {

    private final JooqTableOperations portable =
            new JooqTableOperations(new DuckDBComparisons(), JoinedUpdate.UPDATE_FROM);

    /** There is no FOR UPDATE: transactions that write wait for their turn. */
    @Override
    public <R extends Record> ResultQuery<R> locking(SelectForUpdateStep<R> query) {
        return query;
    }

    @Override
    public void createSchema(DSLContext sql, String schema) {
        sql.createSchemaIfNotExists(DSL.quotedName(schema)).execute();
    }

    @Override
    public Optional<TableDefinition> find(DSLContext sql, TableName table) {
        return TableLookup.find(sql, table);
    }

    @Override
    public void create(DSLContext sql, TableDefinition table, TableKind kind) {
        List<QueryPart> columns = table.columns().stream()
                .map(column -> DSL.sql("{0} {1}", DSL.quotedName(column.name()), declared(column)))
                .map(QueryPart.class::cast)
                .toList();
        sql.query("create table {0} ({1})", table.name().qualified(), DSL.list(columns))
                .execute();
    }

    @Override
    public void alter(DSLContext sql, TableName table, List<ColumnDefinition> added, List<ColumnDefinition> widened) {
        new TableAlteration(sql, table).execute(added, widened);
    }

    static QueryPart declared(ColumnDefinition column) {
        return DSL.sql(column.type().sql());
    }

    @Override
    public boolean indexKey(DSLContext sql, TableName table, List<ColumnPath> key) {
        return false;
    }

    @Override
    public void drop(DSLContext sql, TableName table) {
        portable.drop(sql, table);
    }

    @Override
    public long append(DSLContext sql, TableDefinition staging, TableDefinition target) {
        long moved = portable.copy(sql, staging, target);
        truncate(sql, staging);
        return moved;
    }

    @Override
    public void merge(DSLContext sql, MergePlan plan) {
        portable.mergeRows(sql, plan);
        truncate(sql, plan.staging());
    }

    @Override
    public void swap(DSLContext sql, SwapPlan plan) {
        new TableSwap(sql, portable, plan).execute();
    }

    private static void truncate(DSLContext sql, TableDefinition table) {
        sql.query("truncate {0}", table.name().qualified()).execute();
    }
}
