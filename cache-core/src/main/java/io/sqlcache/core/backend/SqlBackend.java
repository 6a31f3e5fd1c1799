package io.sqlcache.core.backend;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import javax.sql.DataSource;
import org.jooq.DSLContext;
import org.jooq.SQLDialect;

/**
 * Everything that differs between databases: one object an open cache, made by a {@code SqlCacheProvider}.
 *
 * <p>Thread-safe. The scope is JDBC databases with multi-statement transactions.
 */
public interface SqlBackend extends AutoCloseable {

    /** Connections to the database, pooled; sessions in UTC. Owned by the backend. */
    DataSource dataSource();

    /** How jOOQ renders SQL for this database. */
    SQLDialect jooqDialect();

    TypeMapper types();

    NameNormalizer names();

    /** What this database can do beyond the minimum; nothing by default. */
    default Set<Capability> capabilities() {
        return Set.of();
    }

    /** The statements on tables. */
    TableOperations tables();

    /**
     * Opens a sink for rows of the table on the caller's connection.
     *
     * @param connection stays the caller's; not in auto-commit mode
     * @param table as {@link TableOperations#find} gave it
     */
    RowSink open(Connection connection, TableDefinition table) throws SQLException;

    /**
     * Opens a sink that holds its rows in memory until it is said where they go; none by default: then they are written aside.
     *
     * @param connection stays the caller's; not in auto-commit mode
     * @param table has the columns
     * @param overflow run by {@code endRow} when there is no memory for more
     */
    default Optional<HoldingSink> hold(Connection connection, TableDefinition table, HoldingSink.Overflow overflow)
            throws SQLException {
        return Optional.empty();
    }

    /**
     * Prepares a transaction that has just begun for statements of ours: settings of roles and databases that these do not count with, foreign
     * functions that would be taken for the database's own. What is set ends with the transaction. Not called for users' own statements
     * ({@code query}, {@code execute}), nor for a {@link RowSink}, which may be the first in its transaction and sees to that itself.
     *
     * @param connection stays the caller's; not in auto-commit mode
     */
    default void begin(Connection connection) throws SQLException {}

    /**
     * What writes would stumble over, although a row can be inserted into a new table: looked for by {@code CacheBase.check}, in a transaction
     * of ours. Nothing by default.
     *
     * @param tables those that writes go to so far, of one schema
     * @return each with its remedy, in one line
     */
    default List<String> findings(DSLContext sql, Collection<TableName> tables) {
        return List.of();
    }

    /**
     * What counts the width of rows before they are written; none if rows of these columns have room whatever is in them, which is so by
     * default.
     *
     * @param table with the columns that are written
     * @param usedColumns how many columns the table has used up, by {@link TableOperations#usedColumns}
     */
    default Optional<RowMeter> rowMeter(TableDefinition table, int usedColumns) {
        return Optional.empty();
    }

    /**
     * Since when no other process can have written to the database, by this machine's clock: writes that began before that have died, however long
     * their leases last. Empty if others can, which is so by default.
     */
    default Optional<OffsetDateTime> aloneSince() {
        return Optional.empty();
    }

    /** Who can act on this failure of the database, and how. May ask the database, by a connection of its own. */
    Diagnosis classify(SQLException failure);

    /**
     * Whether the database refused a row for its key, so that it has to be merged: an index has the key already, or takes none that is so
     * long. The former as the standard's SQLSTATE says it, unless overridden.
     */
    default boolean isRefusedByKey(SQLException failure) {
        return "23505".equals(failure.getSQLState());
    }

    /** Closes every connection. */
    @Override
    void close();
}
