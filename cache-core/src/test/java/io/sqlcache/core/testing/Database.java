package io.sqlcache.core.testing;

import io.sqlcache.core.backend.SqlBackend;
import io.sqlcache.core.h2.H2Backend;
import io.sqlcache.core.h2.H2Config;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jooq.DSLContext;
import org.jooq.SQLDialect;
import org.jooq.impl.DSL;

/** A database of a test's own in memory, to be looked at by a connection that nothing disturbs. Used by one thread. */
public final class Database implements AutoCloseable {

    private static final String SCHEMA = "cache";

    private static final Pattern INTERNAL =
            Pattern.compile("_sqlcache_(version|streams|state|syncs|leases)|_airbyte_.*");

    private final H2Config config;
    private final DisturbedConnections connections = new DisturbedConnections();
    private final H2Backend behind;
    private final Connection connection;

    /** An empty one. */
    public Database() {
        this.config = new H2Config("test-" + UUID.randomUUID(), SCHEMA);
        this.behind = new H2Backend(config);
        try {
            this.connection = behind.dataSource().getConnection();
        } catch (SQLException e) {
            throw new IllegalStateException("H2 gives no connection", e);
        }
    }

    /** How tables without a prefix are reached. */
    public H2Config config() {
        return config;
    }

    /** The connections that are given away by backends. */
    public DisturbedConnections connections() {
        return connections;
    }

    /** A new backend on it; belongs to the caller. */
    public SqlBackend backend() {
        return new H2Backend(config, connections::around);
    }

    /** How tables with this prefix are reached. */
    public H2Config config(String prefix) {
        return new H2Config(config.databaseName(), config.schemaName(), prefix);
    }

    /** jOOQ on a connection that commits each statement. */
    public DSLContext sql() {
        return DSL.using(connection, SQLDialect.H2);
    }

    /** The ids in a table, in order; none if there is no such table. */
    public List<Long> ids(String table) {
        return tables().contains(table)
                ? sql().fetch("select \"id\" from \"%s\".\"%s\" order by 1".formatted(SCHEMA, table))
                        .getValues(0, Long.class)
                : List.of();
    }

    /** The tables of streams, hidden ones too, in order. */
    public List<String> tables() {
        return sql()
                .fetch("select table_name from information_schema.tables where table_schema = '%s' order by 1"
                        .formatted(SCHEMA))
                .getValues(0, String.class)
                .stream()
                .filter(table -> !INTERNAL.matcher(table).matches())
                .toList();
    }

    /** Forgets the database; to be called when every disturbance that was asked for has happened. */
    @Override
    public void close() {
        // Not by jOOQ, which would go on to ask what came of it.
        try (Statement statement = connection.createStatement()) {
            statement.execute("shutdown");
        } catch (SQLException e) {
            throw new IllegalStateException("H2 does not shut down", e);
        }
        behind.close();
        connections.requireNoneLeft();
    }
}
