package io.sqlcache.core.backend;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jooq.DSLContext;
import org.jooq.Record;
import org.jooq.ResultQuery;
import org.jooq.SelectForUpdateStep;

/**
 * The statements on tables that differ between databases. {@link JooqTableOperations} has them all in portable SQL.
 *
 * <p>Stateless and thread-safe. Every method runs on the connection of the given context, in the transaction that is open
 * there, and neither commits nor rolls back. Failures are jOOQ's {@code DataAccessException}s.
 */
public interface TableOperations {

    /**
     * The query with locks: nobody else changes its rows before the transaction ends, and a transaction that is changing them is waited
     * for. By {@code FOR UPDATE}; a database without that, in which transactions that write come one after the other, gives back the query as
     * it is.
     */
    default <R extends Record> ResultQuery<R> locking(SelectForUpdateStep<R> query) {
        return query.forUpdate();
    }

    /** Creates the schema if it is missing; does not need the right to create when it is there. */
    void createSchema(DSLContext sql, String schema);

    /** The table as found in the database, columns in order; empty if there is none. */
    Optional<TableDefinition> find(DSLContext sql, TableName table);

    /** The tables of these names that are there, of one schema; {@link #find} for many. */
    default Map<TableName, TableDefinition> findAll(DSLContext sql, Collection<TableName> tables) {
        Map<TableName, TableDefinition> found = new HashMap<>();
        tables.forEach(name -> find(sql, name).ifPresent(table -> found.put(name, table)));
        return found;
    }

    /** Creates the table; all its columns are nullable. Fails if it exists. */
    void create(DSLContext sql, TableDefinition table, TableKind kind);

    /**
     * Adds nullable columns and gives others a wider type, in one statement if the database can.
     *
     * <p>What is in a column keeps its meaning: as text a number is its digits, a date or time its ISO 8601 form; as JSON a
     * number or a boolean is itself, a date or time its text.
     *
     * @param added columns that the table does not have
     * @param widened columns of the table, each with the type that it gets
     * @throws io.sqlcache.api.CacheException of kind {@code CONFIG} that names the column and what uses it, where the backend
     *     knows beforehand that the database will refuse
     */
    void alter(DSLContext sql, TableName table, List<ColumnDefinition> added, List<ColumnDefinition> widened);

    /**
     * Makes rows fast to find by their key, and has the database refuse a second row of a key, as far as it can; called once for a
     * new table. Rows with a null in the key are never refused.
     *
     * @return whether the database refuses a second row of a key without nulls
     */
    boolean indexKey(DSLContext sql, TableName table, List<ColumnPath> key);

    /**
     * Whether the database refuses a second row of a key without nulls, whoever made it do so; called before each write that
     * merges into an old table by this key. What {@link #indexKey} made for another key refuses nothing afterwards.
     */
    default boolean refusesSecondRow(DSLContext sql, TableName table, List<ColumnPath> key) {
        return false;
    }

    /** Has nothing that {@link #indexKey} made refuse a row; called before each write that does not merge into an old table. */
    default void admitSecondRows(DSLContext sql, TableName table) {}

    /**
     * Whether rows may come into a table by a {@link RowSink}; called before each write that appends to an old table. If not, they are
     * written to a staging table, and {@link #append} moves them.
     */
    default boolean takesSinks(DSLContext sql, TableName table) {
        return true;
    }

    /** How many columns a table can have; as many as one likes unless the database says otherwise. */
    default int mostColumns() {
        return Integer.MAX_VALUE;
    }

    /**
     * How many of the columns that it can have a table has used up: those that it has, unless those that were dropped count too.
     *
     * @param table as {@link #find} gave it
     */
    default int usedColumns(DSLContext sql, TableDefinition table) {
        return table.columns().size();
    }

    /** Drops the table if it exists. */
    void drop(DSLContext sql, TableName table);

    /**
     * Moves all rows of the staging table to the target and leaves the staging table empty.
     *
     * @param staging has every column of the target under the same name
     * @return the number of rows moved
     */
    long append(DSLContext sql, TableDefinition staging, TableDefinition target);

    /** Merges all staged rows into the target, as the plan says, and leaves the staging table empty. */
    void merge(DSLContext sql, MergePlan plan);

    /**
     * Lets the rows of one table take the place of another's: readers see all old rows or all new ones. The first need not
     * be there afterwards; if it is, the caller drops it once the transaction is committed.
     * What hangs on the target (grants, comments, indexes, views) stays, and so does what hangs on rows that have their like
     * among the new ones, as the plan says.
     */
    void swap(DSLContext sql, SwapPlan plan);
}
