package io.sqlcache.core.cache;

import io.sqlcache.api.CacheException;
import io.sqlcache.api.SqlConfig;
import io.sqlcache.core.backend.ColumnDefinition;
import io.sqlcache.core.backend.LogicalType;
import io.sqlcache.core.backend.RowSink;
import io.sqlcache.core.backend.SqlBackend;
import io.sqlcache.core.backend.TableDefinition;
import io.sqlcache.core.backend.TableKind;
import io.sqlcache.core.backend.TableName;
import io.sqlcache.core.sql.Transactions;
import io.sqlcache.core.state.StreamRegistry;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.UUID;
import org.jooq.DSLContext;

/** Does once, with a table of its own, what a write does: finds out what is missing before a source is asked for anything. */
final class ConnectionCheck {

    private static final String NAME = "_airbyte_connection_test_";

    private final SqlBackend backend;
    private final Transactions transactions;
    private final StreamRegistry registry;
    private final String schema;

    ConnectionCheck(SqlBackend backend, Transactions transactions, StreamRegistry registry, SqlConfig config) {
        this.backend = backend;
        this.transactions = transactions;
        this.registry = registry;
        this.schema = config.schemaName();
    }

    /** Passes with what was found besides, or says what failed; the table is gone in any case. */
    List<String> run() {
        TableName table =
                new TableName(schema, NAME + UUID.randomUUID().toString().replace("-", ""));
        try {
            transactions.run("write into the schema \"" + schema + "\"", sql -> tryOut(sql, table));
        } catch (CacheException failure) {
            drop(table, failure);
            throw failure;
        }
        return transactions.run(
                "look at the tables of the schema \"" + schema + "\"",
                sql -> backend.findings(
                        sql,
                        registry.own(sql).values().stream()
                                .map(stream -> new TableName(schema, stream.tableName()))
                                .toList()));
    }

    private boolean tryOut(DSLContext sql, TableName name) {
        backend.tables().createSchema(sql, schema);
        ColumnDefinition column =
                new ColumnDefinition("checked", backend.types().columnType(LogicalType.BOOLEAN));
        backend.tables().create(sql, new TableDefinition(name, List.of(column)), TableKind.DURABLE);
        TableDefinition table = backend.tables()
                .find(sql, name)
                .orElseThrow(() -> broken("the table that was just created is not found"));
        sql.connection(connection -> insert(connection, table));
        if (sql.fetchCount(table.table()) != 1) {
            throw broken("the row that was just inserted is not counted");
        }
        backend.tables().drop(sql, name);
        return true;
    }

    private void insert(Connection connection, TableDefinition table) throws SQLException {
        try (RowSink rows = backend.open(connection, table)) {
            rows.writeBoolean(true);
            rows.endRow();
            rows.flush();
        }
    }

    private CacheException broken(String what) {
        return new CacheException(
                CacheException.Kind.CONFIG,
                "Cannot write into the schema \"%s\": %s. See whether something between this and the database answers in its place."
                        .formatted(schema, what));
    }

    /** Where creating a table commits, what was rolled back has left it. */
    private void drop(TableName table, CacheException failure) {
        try {
            transactions.run("drop the table \"" + table + "\"", sql -> {
                if (backend.tables().find(sql, table).isPresent()) {
                    backend.tables().drop(sql, table);
                }
                return true;
            });
        } catch (CacheException e) {
            failure.addSuppressed(e);
        }
    }
}
