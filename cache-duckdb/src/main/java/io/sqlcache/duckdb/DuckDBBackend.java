package io.sqlcache.duckdb;

import io.sqlcache.core.backend.Capability;
import io.sqlcache.core.backend.Diagnosis;
import io.sqlcache.core.backend.NameNormalizer;
import io.sqlcache.core.backend.RowSink;
import io.sqlcache.core.backend.SqlBackend;
import io.sqlcache.core.backend.StandardNames;
import io.sqlcache.core.backend.TableDefinition;
import io.sqlcache.core.backend.TableOperations;
import io.sqlcache.core.backend.TypeMapper;
import io.sqlcache.duckdb.append.AppenderSink;
import io.sqlcache.duckdb.config.DuckDBConfig;
import io.sqlcache.duckdb.connect.Sessions;
import io.sqlcache.duckdb.failure.DuckDBFailure;
import io.sqlcache.duckdb.table.DuckDBTables;
import io.sqlcache.duckdb.table.DuckDBTypes;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import javax.sql.DataSource;
import org.jooq.SQLDialect;

/** All that is special about DuckDB. */
final class DuckDBBackend implements SqlBackend {

    /** DuckDB has no limit of its own. */
    private static final int LONGEST_NAME = 256;

    private final Sessions sessions;
    private final TableOperations tables = new DuckDBTables();
    private final TypeMapper types = new DuckDBTypes();
    private final NameNormalizer names = new StandardNames(LONGEST_NAME, Set.of("rowid"));

    private DuckDBBackend(Sessions sessions) {
        this.sessions = sessions;
    }

    /** Opens the file unless it is open in this JVM already. */
    static DuckDBBackend connect(DuckDBConfig config) {
        return new DuckDBBackend(Sessions.open(config));
    }

    @Override
    public DataSource dataSource() {
        return sessions.dataSource();
    }

    @Override
    public SQLDialect jooqDialect() {
        return SQLDialect.DUCKDB;
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
    public RowSink open(Connection connection, TableDefinition table) throws SQLException {
        return AppenderSink.open(connection, table);
    }

    @Override
    public Optional<OffsetDateTime> aloneSince() {
        return Optional.of(sessions.openedAt());
    }

    @Override
    public Diagnosis classify(SQLException failure) {
        return DuckDBFailure.diagnose(failure);
    }

    /** No index of ours refuses a row. */
    @Override
    public boolean isRefusedByKey(SQLException failure) {
        return false;
    }

    @Override
    public void close() {
        sessions.close();
    }
}
