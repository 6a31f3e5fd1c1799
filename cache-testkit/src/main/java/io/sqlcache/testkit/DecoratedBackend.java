package io.sqlcache.testkit;

import io.sqlcache.core.backend.Capability;
import io.sqlcache.core.backend.Diagnosis;
import io.sqlcache.core.backend.HoldingSink;
import io.sqlcache.core.backend.NameNormalizer;
import io.sqlcache.core.backend.RowMeter;
import io.sqlcache.core.backend.RowSink;
import io.sqlcache.core.backend.SqlBackend;
import io.sqlcache.core.backend.TableDefinition;
import io.sqlcache.core.backend.TableName;
import io.sqlcache.core.backend.TableOperations;
import io.sqlcache.core.backend.TypeMapper;
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

/** A backend that does what another one does: override what is to be different in a test. Closes the other one. */
public class DecoratedBackend implements SqlBackend {

    private final SqlBackend decorated;

    /** Owns the decorated backend. */
    protected DecoratedBackend(SqlBackend decorated) {
        this.decorated = decorated;
    }

    @Override
    public DataSource dataSource() {
        return decorated.dataSource();
    }

    @Override
    public SQLDialect jooqDialect() {
        return decorated.jooqDialect();
    }

    @Override
    public TypeMapper types() {
        return decorated.types();
    }

    @Override
    public NameNormalizer names() {
        return decorated.names();
    }

    @Override
    public Set<Capability> capabilities() {
        return decorated.capabilities();
    }

    @Override
    public TableOperations tables() {
        return decorated.tables();
    }

    @Override
    public RowSink open(Connection connection, TableDefinition table) throws SQLException {
        return decorated.open(connection, table);
    }

    @Override
    public Optional<HoldingSink> hold(Connection connection, TableDefinition table, HoldingSink.Overflow overflow)
            throws SQLException {
        return decorated.hold(connection, table, overflow);
    }

    @Override
    public void begin(Connection connection) throws SQLException {
        decorated.begin(connection);
    }

    @Override
    public List<String> findings(DSLContext sql, Collection<TableName> tables) {
        return decorated.findings(sql, tables);
    }

    @Override
    public Optional<RowMeter> rowMeter(TableDefinition table, int usedColumns) {
        return decorated.rowMeter(table, usedColumns);
    }

    @Override
    public Optional<OffsetDateTime> aloneSince() {
        return decorated.aloneSince();
    }

    @Override
    public Diagnosis classify(SQLException failure) {
        return decorated.classify(failure);
    }

    @Override
    public boolean isRefusedByKey(SQLException failure) {
        return decorated.isRefusedByKey(failure);
    }

    @Override
    public void close() {
        decorated.close();
    }
}
