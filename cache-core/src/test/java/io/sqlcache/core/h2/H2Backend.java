package io.sqlcache.core.h2;

import io.sqlcache.api.CacheException;
import io.sqlcache.core.backend.Capability;
import io.sqlcache.core.backend.ColumnType;
import io.sqlcache.core.backend.Comparisons;
import io.sqlcache.core.backend.Diagnosis;
import io.sqlcache.core.backend.InsertParameters;
import io.sqlcache.core.backend.InsertRowSink;
import io.sqlcache.core.backend.JooqTableOperations;
import io.sqlcache.core.backend.NameNormalizer;
import io.sqlcache.core.backend.PhysicalType;
import io.sqlcache.core.backend.RowSink;
import io.sqlcache.core.backend.SqlBackend;
import io.sqlcache.core.backend.StandardNames;
import io.sqlcache.core.backend.TableDefinition;
import io.sqlcache.core.backend.TableOperations;
import io.sqlcache.core.backend.TypeMapper;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.EnumSet;
import java.util.Set;
import java.util.function.UnaryOperator;
import javax.sql.DataSource;
import org.jooq.Field;
import org.jooq.SQLDialect;
import org.jooq.impl.DSL;

/**
 * H2, as another author would write it from the public interfaces alone: the smallest backend, on the generic sink and the
 * portable statements. Its DDL commits the transaction that it is in.
 */
public final class H2Backend implements SqlBackend {

    private static final int LONGEST_NAME = 256;

    /** A cast would make a JSON string of the text. */
    private static final InsertParameters PARAMETERS = new InsertParameters() {
        @Override
        public Field<?> json(ColumnType column) {
            return DSL.field(DSL.raw("? format json"));
        }
    };

    private final H2Connections connections;
    private final DataSource dataSource;
    private final TableOperations tables = new JooqTableOperations(new Comparisons() {

        /** H2 compares strings by UTF-16 unit; their bytes compare as code points do. */
        @Override
        public Field<?> cursor(Field<?> column, ColumnType type) {
            return type.physical() == PhysicalType.TEXT ? DSL.function("stringtoutf8", byte[].class, column) : column;
        }
    });
    private final TypeMapper types = new H2Types();
    private final NameNormalizer names = new StandardNames(LONGEST_NAME);

    public H2Backend(H2Config config) {
        this(config, connections -> connections);
    }

    /**
     * One that tests disturb.
     *
     * @param disturbance put around the database's connections
     */
    public H2Backend(H2Config config, UnaryOperator<DataSource> disturbance) {
        this.connections = new H2Connections(config.jdbcUrl() + ";DB_CLOSE_DELAY=-1;LOCK_TIMEOUT=20000;TIME ZONE=UTC");
        this.dataSource = disturbance.apply(connections.dataSource());
    }

    @Override
    public DataSource dataSource() {
        return dataSource;
    }

    @Override
    public SQLDialect jooqDialect() {
        return SQLDialect.H2;
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
        return EnumSet.of(Capability.CONCURRENT_WRITERS);
    }

    @Override
    public TableOperations tables() {
        return tables;
    }

    @Override
    public RowSink open(Connection connection, TableDefinition table) throws SQLException {
        return new InsertRowSink(connection, SQLDialect.H2, table, PARAMETERS);
    }

    @Override
    public Diagnosis classify(SQLException failure) {
        String state = failure.getSQLState() == null ? "" : failure.getSQLState();
        if (state.startsWith("40") || state.startsWith("08") || state.startsWith("HYT")) {
            return Diagnosis.of(CacheException.Kind.TRANSIENT);
        }
        return Diagnosis.of(state.startsWith("42") ? CacheException.Kind.CONFIG : CacheException.Kind.INTERNAL);
    }

    @Override
    public void close() {
        connections.close();
    }
}
