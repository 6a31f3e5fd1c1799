package io.sqlcache.postgres;

import io.sqlcache.api.CacheException.Kind;
import io.sqlcache.core.backend.Capability;
import io.sqlcache.core.backend.Diagnosis;
import io.sqlcache.core.backend.NameNormalizer;
import io.sqlcache.core.backend.RowSink;
import io.sqlcache.core.backend.SqlBackend;
import io.sqlcache.core.backend.StandardNames;
import io.sqlcache.core.backend.TableDefinition;
import io.sqlcache.core.backend.TableOperations;
import io.sqlcache.core.backend.TypeMapper;
import io.sqlcache.postgres.config.PostgresConfig;
import io.sqlcache.postgres.config.SettingRules;
import io.sqlcache.postgres.config.TunnelMethod;
import io.sqlcache.postgres.connect.PostgresPool;
import io.sqlcache.postgres.connect.Route;
import io.sqlcache.postgres.connect.SessionDataSource;
import io.sqlcache.postgres.connect.UtcSession;
import io.sqlcache.postgres.copy.CopyLanes;
import io.sqlcache.postgres.failure.ConnectFailure;
import io.sqlcache.postgres.failure.MissingRight;
import io.sqlcache.postgres.failure.SqlStates;
import io.sqlcache.postgres.failure.Standby;
import io.sqlcache.postgres.failure.TunnelFailure;
import io.sqlcache.postgres.table.ColumnDependents;
import io.sqlcache.postgres.table.PostgresTables;
import io.sqlcache.postgres.table.PostgresTypes;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.EnumSet;
import java.util.Set;
import javax.sql.DataSource;
import org.jooq.SQLDialect;

/** All that is special about PostgreSQL. */
final class PostgresBackend implements SqlBackend {

    private final DataSource dataSource;
    private final String schema;
    private final Runnable closing;
    private final TableOperations tables;
    private final CopyLanes lanes;
    private final TypeMapper types;
    private final NameNormalizer names = new StandardNames(SettingRules.NAME_BYTES);

    private PostgresBackend(PostgresConfig config, DataSource dataSource, Runnable closing) {
        this.dataSource = dataSource;
        this.schema = config.schemaName();
        this.closing = closing;
        this.tables = new PostgresTables(
                config.lockTimeout(),
                config.tables().dropCascade() ? ColumnDependents.Fate.DROPPED : ColumnDependents.Fate.KEPT);
        this.types = new PostgresTypes(config.tables().numberType());
        this.lanes = new CopyLanes(config.lockTimeout(), config.socketTimeout());
    }

    /** Connects with a pool of its own. */
    static PostgresBackend connect(PostgresConfig config) {
        try {
            PostgresPool pool = PostgresPool.open(config);
            return new PostgresBackend(config, pool.connections(), pool::close);
        } catch (TunnelFailure e) {
            throw ConnectFailure.of(config, e);
        } catch (SQLException e) {
            throw ConnectFailure.of(config, e);
        }
    }

    /** Connects with a pool that stays the caller's. */
    static PostgresBackend connect(PostgresConfig config, DataSource pool) {
        refuseRoute(config);
        DataSource sessions = new SessionDataSource(pool, UtcSession::borrow);
        try (Connection connection = sessions.getConnection()) {
            connection.getMetaData().getDatabaseProductVersion();
            return new PostgresBackend(config, sessions, () -> {});
        } catch (SQLException e) {
            throw ConnectFailure.of(config, e);
        }
    }

    /** Nobody is to believe that connections are encrypted which somebody else makes. */
    private static void refuseRoute(PostgresConfig config) {
        SettingRules rules = new SettingRules();
        if (Route.isDemanded(config.sslMode())) {
            rules.add("the ssl mode %s is given; set it where the data source is made"
                    .formatted(config.sslMode().mode()));
        }
        if (config.tunnel() instanceof TunnelMethod.Ssh) {
            rules.add("an SSH tunnel is given; let the data source connect through one of its own");
        }
        rules.check("Cannot use connections from elsewhere with these PostgreSQL settings");
    }

    @Override
    public DataSource dataSource() {
        return dataSource;
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
    public RowSink open(Connection connection, TableDefinition table) throws SQLException {
        return lanes.open(connection, table);
    }

    @Override
    public Diagnosis classify(SQLException failure) {
        if (SqlStates.has(failure, SqlStates.READ_ONLY) && Standby.refused(dataSource)) {
            return new Diagnosis(Kind.TRANSIENT, Standby.ADVICE);
        }
        String advice = MissingRight.grant(dataSource, schema, failure)
                .map("Give it the right: %s."::formatted)
                .or(() -> SqlStates.advice(failure))
                .orElse(null);
        return new Diagnosis(SqlStates.kind(failure), advice);
    }

    @Override
    public void close() {
        closing.run();
    }
}
