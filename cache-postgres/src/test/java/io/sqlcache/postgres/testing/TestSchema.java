package io.sqlcache.postgres.testing;

import io.sqlcache.core.backend.ColumnDefinition;
import io.sqlcache.core.backend.ColumnPath;
import io.sqlcache.core.backend.LogicalType;
import io.sqlcache.core.backend.MergePlan;
import io.sqlcache.core.backend.RowSink;
import io.sqlcache.core.backend.SqlBackend;
import io.sqlcache.core.backend.TableDefinition;
import io.sqlcache.core.backend.TableKind;
import io.sqlcache.core.backend.TableName;
import io.sqlcache.postgres.Backends;
import io.sqlcache.postgres.config.PostgresConfig;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.jooq.DSLContext;
import org.jooq.Name;
import org.jooq.Record;
import org.jooq.SQLDialect;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** A backend on a schema of its own, whose name needs quoting everywhere; dropped after each test. */
public final class TestSchema implements BeforeEachCallback, AfterEachCallback {

    private static final AtomicInteger NUMBER = new AtomicInteger();

    private final List<Connection> connections = new ArrayList<>();
    private String name = "";
    private @Nullable SqlBackend backend;

    @Override
    public void beforeEach(ExtensionContext context) throws SQLException {
        name = "Tést \"%d\" ?{0}:x$$%% %d".formatted(ProcessHandle.current().pid(), NUMBER.incrementAndGet());
        backend = Backends.connect(config());
        DSLContext sql = sql(connect());
        backend.tables().createSchema(sql, name);
        sql.connection(Connection::commit);
    }

    @Override
    public void afterEach(ExtensionContext context) throws SQLException {
        for (Connection connection : connections) {
            close(connection);
        }
        connections.clear();
        try (Connection connection = backend().dataSource().getConnection()) {
            sql(connection).dropSchema(DSL.quotedName(name)).cascade().execute();
        }
        backend().close();
    }

    private static void close(Connection connection) {
        try {
            connection.close();
        } catch (SQLException e) {
            // Killed by the test: closing rolls back, and cannot.
        }
    }

    public PostgresConfig config() {
        return TestServer.config(name);
    }

    public SqlBackend backend() {
        return Objects.requireNonNull(backend);
    }

    /** A connection in a transaction, closed after the test. */
    public Connection connect() throws SQLException {
        Connection connection = backend().dataSource().getConnection();
        connection.setAutoCommit(false);
        connections.add(connection);
        return connection;
    }

    public static DSLContext sql(Connection connection) {
        return DSL.using(connection, SQLDialect.POSTGRES);
    }

    public TableName name(String table) {
        return new TableName(name, table);
    }

    /** A table with columns of these types, as it is found. */
    public TableDefinition create(DSLContext sql, String table, TableKind kind, ColumnDefinition... columns) {
        backend().tables().create(sql, new TableDefinition(name(table), Arrays.asList(columns)), kind);
        return find(sql, table);
    }

    public TableDefinition create(DSLContext sql, String table, ColumnDefinition... columns) {
        return create(sql, table, TableKind.DURABLE, columns);
    }

    /** A table declared in PostgreSQL's own words, as it is found. */
    public TableDefinition declare(DSLContext sql, String table, String columns) {
        execute(sql, "create table {0} (" + columns + ")", table);
        return find(sql, table);
    }

    public TableDefinition find(DSLContext sql, String table) {
        return backend().tables().find(sql, name(table)).orElseThrow();
    }

    /** Runs a statement; {0}, {1} are tables of this schema. */
    public void execute(DSLContext sql, String statement, String... tables) {
        sql.query(
                        statement,
                        Arrays.stream(tables)
                                .map(table -> name(table).qualified())
                                .toArray(Name[]::new))
                .execute();
    }

    public ColumnDefinition column(String column, LogicalType type) {
        return new ColumnDefinition(column, backend().types().columnType(type));
    }

    public RowSink sink(Connection connection, TableDefinition table) throws SQLException {
        return backend().open(connection, table);
    }

    /** A key of these columns. */
    public static List<ColumnPath> key(String... columns) {
        return Arrays.stream(columns).map(ColumnPath::of).toList();
    }

    /** A cursor that is this column; none for null. */
    public static Optional<MergePlan.Cursor> cursor(@Nullable String column) {
        return Optional.ofNullable(column).map(c -> new MergePlan.Cursor(ColumnPath.of(c), LogicalType.ANY));
    }

    /** All rows in the order of their text, each as the text of its columns, separated by a bar. */
    public List<String> rows(DSLContext sql, TableDefinition table) {
        return sql
                .select(table.columns().stream()
                        .map(column -> DSL.coalesce(
                                DSL.field("{0}::text", String.class, table.field(column.name())), DSL.inline("null")))
                        .toList())
                .from(table.table())
                .fetch()
                .map(TestSchema::text)
                .stream()
                .sorted()
                .toList();
    }

    private static String text(Record row) {
        return String.join(
                "|",
                IntStream.range(0, row.size())
                        .mapToObj(i -> row.get(i, String.class))
                        .toList());
    }
}
