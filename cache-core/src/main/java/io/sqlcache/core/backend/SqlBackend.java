package io.sqlcache.core.backend;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Set;
import javax.sql.DataSource;
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

    /** Who can act on this failure of the database, and how. May ask the database, by a connection of its own. */
    Diagnosis classify(SQLException failure);

    /** Whether the database refused a row because an index has its key already; as the standard's SQLSTATE says it, unless overridden. */
    default boolean isSecondRow(SQLException failure) {
        return "23505".equals(failure.getSQLState());
    }

    /** Closes every connection. */
    @Override
    void close();
}
