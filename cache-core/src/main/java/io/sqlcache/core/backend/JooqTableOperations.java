package io.sqlcache.core.backend;

import java.sql.ResultSet;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.impl.DSL;

/**
 * All table operations in SQL that jOOQ renders for any database. A backend delegates to it what it cannot do better.
 *
 * <p>It is simple rather than fast: all tables are of one kind, columns are added and altered one by one and cast as the database
 * casts, staging tables are emptied by {@code DELETE}, and a swap copies the rows.
 */
public final class JooqTableOperations implements TableOperations {

    /** How a database updates the rows of a table from those of another. */
    public enum JoinedUpdate {
        /** By {@code MERGE}, as the standard says. */
        MERGE,
        /** By {@code UPDATE .. FROM}. */
        UPDATE_FROM
    }

    private final Comparisons comparisons;
    private final JoinedUpdate joinedUpdate;

    /** For a database that compares as a merge needs it, and has {@code MERGE}. */
    public JooqTableOperations() {
        this(new Comparisons() {});
    }

    /** For a database that has to be told how to compare, and has {@code MERGE}. */
    public JooqTableOperations(Comparisons comparisons) {
        this(comparisons, JoinedUpdate.MERGE);
    }

    /** For a database that has to be told how to compare. */
    public JooqTableOperations(Comparisons comparisons, JoinedUpdate joinedUpdate) {
        this.comparisons = comparisons;
        this.joinedUpdate = joinedUpdate;
    }

    @Override
    public void createSchema(DSLContext sql, String schema) {
        boolean exists = sql.connectionResult(connection -> {
            try (ResultSet schemas = connection.getMetaData().getSchemas()) {
                while (schemas.next()) {
                    if (schema.equals(schemas.getString("TABLE_SCHEM"))) {
                        return true;
                    }
                }
                return false;
            }
        });
        if (!exists) {
            sql.createSchemaIfNotExists(DSL.quotedName(schema)).execute();
        }
    }

    @Override
    public Optional<TableDefinition> find(DSLContext sql, TableName table) {
        return TableLookup.find(sql, table);
    }

    @Override
    public void create(DSLContext sql, TableDefinition table, TableKind kind) {
        sql.createTable(table.table())
                .columns(table.columns().stream()
                        .map(JooqTableOperations::declaration)
                        .toList())
                .execute();
    }

    @Override
    public void alter(DSLContext sql, TableName table, List<ColumnDefinition> added, List<ColumnDefinition> widened) {
        for (ColumnDefinition column : added) {
            sql.alterTable(table.qualified()).add(declaration(column)).execute();
        }
        for (ColumnDefinition column : widened) {
            sql.alterTable(table.qualified())
                    .alterColumn(DSL.quotedName(column.name()))
                    .set(column.type().dataType())
                    .execute();
        }
    }

    private static Field<?> declaration(ColumnDefinition column) {
        return DSL.field(DSL.quotedName(column.name()), column.type().dataType().nullable(true));
    }

    /** A plain index; what is inside a column gets none: few databases have one on an expression. */
    @Override
    public boolean indexKey(DSLContext sql, TableName table, List<ColumnPath> key) {
        if (key.stream().anyMatch(ColumnPath::isNested)) {
            return false;
        }
        String name = "_sqlcache_key_" + UUID.randomUUID().toString().replace("-", "");
        sql.createIndex(DSL.quotedName(name))
                .on(
                        DSL.table(table.qualified()),
                        key.stream()
                                .map(part -> DSL.field(DSL.quotedName(part.column())))
                                .toList())
                .execute();
        return false;
    }

    @Override
    public void drop(DSLContext sql, TableName table) {
        sql.dropTableIfExists(table.qualified()).execute();
    }

    @Override
    public long append(DSLContext sql, TableDefinition staging, TableDefinition target) {
        long moved = copy(sql, staging, target);
        sql.deleteFrom(staging.table()).execute();
        return moved;
    }

    @Override
    public void merge(DSLContext sql, MergePlan plan) {
        mergeRows(sql, plan);
        sql.deleteFrom(plan.staging().table()).execute();
    }

    /** Merges as {@link #merge} does, but leaves any number of rows in the staging table, for a backend to clear away. */
    public void mergeRows(DSLContext sql, MergePlan plan) {
        new MergeStatements(sql, plan, comparisons, joinedUpdate).merge();
    }

    /**
     * Merges as {@link #mergeRows} does, by {@code INSERT .. ON CONFLICT}: for a table with a unique index on just the key, in a
     * database whose dialect has that.
     */
    public void upsertRows(DSLContext sql, MergePlan plan) {
        new MergeStatements(sql, plan, comparisons, joinedUpdate).upsert();
    }

    /** Rows are known again by the key if the table has columns that are not the stream's. */
    @Override
    public void swap(DSLContext sql, SwapPlan plan) {
        boolean hasMore = find(sql, plan.target().name())
                .filter(found -> found.columns().size() > plan.columns().size())
                .isPresent();
        if (hasMore && plan.hasPlainKey() && isUnique(sql, plan.filled(), plan) && isUnique(sql, plan.target(), plan)) {
            replaceRows(sql, plan, plan.keyColumns());
        } else {
            sql.deleteFrom(plan.target().table()).execute();
            copy(sql, plan.filled(), plan.target());
        }
    }

    /**
     * Makes the target's rows those of the filled table, and lets rows that are in both stay where they are.
     *
     * @param matched the columns by which rows are known again, unique on both sides
     */
    public void replaceRows(DSLContext sql, SwapPlan plan, List<String> matched) {
        new ReplaceStatements(sql, plan, matched, comparisons, joinedUpdate).execute();
    }

    /** Whether one of the plan's tables has no two rows of a key without nulls. */
    public boolean isUnique(DSLContext sql, TableDefinition table, SwapPlan plan) {
        List<Field<Object>> key = plan.keyColumns().stream().map(table::field).toList();
        return !sql.fetchExists(DSL.selectOne()
                .from(table.table())
                .where(key.stream().map(Field::isNotNull).toList())
                .groupBy(key)
                .having(DSL.count().gt(1)));
    }

    /**
     * Inserts all rows of one table into another, in the columns that both have.
     *
     * @return the number of rows
     */
    public long copy(DSLContext sql, TableDefinition source, TableDefinition target) {
        List<String> columns = target.columns().stream()
                .map(ColumnDefinition::name)
                .filter(column -> source.column(column).isPresent())
                .toList();
        return sql.insertInto(
                        target.table(), columns.stream().map(target::field).toList())
                .select(DSL.select(columns.stream().map(source::field).toList()).from(source.table()))
                .execute();
    }
}
