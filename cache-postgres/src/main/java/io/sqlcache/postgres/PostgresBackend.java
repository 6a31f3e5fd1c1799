package io.sqlcache.postgres;

import io.sqlcache.core.backend.Capability;
import io.sqlcache.core.backend.Diagnosis;
import io.sqlcache.core.backend.HoldingSink;
import io.sqlcache.core.backend.NameNormalizer;
import io.sqlcache.core.backend.Repertoire;
import io.sqlcache.core.backend.RowMeter;
import io.sqlcache.core.backend.RowSink;
import io.sqlcache.core.backend.SqlBackend;
import io.sqlcache.core.backend.StandardNames;
import io.sqlcache.core.backend.TableDefinition;
import io.sqlcache.core.backend.TableName;
import io.sqlcache.core.backend.TableOperations;
import io.sqlcache.core.backend.TypeMapper;
import io.sqlcache.postgres.check.ServerFindings;
import io.sqlcache.postgres.config.PostgresConfig;
import io.sqlcache.postgres.connect.Connections;
import io.sqlcache.postgres.copy.CopyLanes;
import io.sqlcache.postgres.copy.RowWidth;
import io.sqlcache.postgres.failure.SqlStates;
import io.sqlcache.postgres.failure.StatementFailure;
import io.sqlcache.postgres.sql.OwnTransaction;
import io.sqlcache.postgres.table.PostgresTables;
import io.sqlcache.postgres.table.PostgresTypes;
import io.sqlcache.postgres.table.ServerEncoding;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import javax.sql.DataSource;
import org.jooq.DSLContext;
import org.jooq.SQLDialect;

/** All that is special about PostgreSQL. */
final class PostgresBackend implements SqlBackend {

    /** Every table has columns of these names. */
    private static final Set<String> SYSTEM_COLUMNS = Set.of("xmin", "xmax", "cmin", "cmax", "ctid", "tableoid");

    private final Connections connections;
    private final String schema;
    private final TableOperations tables;
    private final CopyLanes lanes;
    private final TypeMapper types;
    private final boolean refusesCharacters;
    private final NameNormalizer names = new StandardNames(PostgresConfig.NAME_BYTES, SYSTEM_COLUMNS);

    private PostgresBackend(PostgresConfig config, Connections connections) {
        this.connections = connections;
        this.schema = config.schemaName();
        this.tables = new PostgresTables(config.lockTimeout(), config.tables());
        Optional<Repertoire> repertoire = ServerEncoding.repertoire(connections.encoding());
        // Of an encoding that is not known, the server refuses what it does not have.
        this.types = new PostgresTypes(config.tables().numberType(), repertoire.orElse(Repertoire.UNICODE));
        this.refusesCharacters = repertoire.isEmpty();
        this.lanes = new CopyLanes(config.lockTimeout(), config.socketTimeout());
    }

    /** Connects with a pool of its own. */
    static PostgresBackend connect(PostgresConfig config) {
        return new PostgresBackend(config, Connections.open(config));
    }

    /** Connects with a pool that stays the caller's. */
    static PostgresBackend connect(PostgresConfig config, DataSource pool) {
        return new PostgresBackend(config, Connections.of(config, pool));
    }

    @Override
    public DataSource dataSource() {
        return connections.dataSource();
    }

    @Override
    public SQLDialect jooqDialect() {
        return SQLDialect.POSTGRES;
    }

    @Override
    public TypeMapper types() {
        return types;
    }

    @Override
    public NameNormalizer names() {
        return names;
    }

    @Override
    public Set<Capability> capabilities() {
        return EnumSet.allOf(Capability.class);
    }

    @Override
    public TableOperations tables() {
        return tables;
    }

    @Override
    public void begin(Connection connection) throws SQLException {
        OwnTransaction.begin(connection);
    }

    @Override
    public RowSink open(Connection connection, TableDefinition table) throws SQLException {
        return lanes.open(connection, table);
    }

    @Override
    public Optional<HoldingSink> hold(Connection connection, TableDefinition table, HoldingSink.Overflow overflow)
            throws SQLException {
        return Optional.of(lanes.hold(connection, table, overflow));
    }

    @Override
    public List<String> findings(DSLContext sql, Collection<TableName> written) {
        return ServerFindings.of(sql, written, refusesCharacters);
    }

    @Override
    public Optional<RowMeter> rowMeter(TableDefinition table, int usedColumns) {
        return RowWidth.of(table, usedColumns);
    }

    @Override
    public Diagnosis classify(SQLException failure) {
        return StatementFailure.diagnose(failure, connections.dataSource(), schema);
    }

    /** A row that is too wide has the same code: when its stream is merged, it is refused again, and that is told. */
    @Override
    public boolean isRefusedByKey(SQLException failure) {
        String state = failure.getSQLState();
        return SqlStates.NOT_UNIQUE.equals(state) || SqlStates.LIMIT_EXCEEDED.equals(state);
    }

    @Override
    public void close() {
        connections.close();
    }
}
