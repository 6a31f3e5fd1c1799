package io.sqlcache.testkit;

import io.sqlcache.api.CacheBase;
import io.sqlcache.api.SqlConfig;
import io.sqlcache.core.backend.Capability;
import io.sqlcache.core.backend.ColumnType;
import io.sqlcache.core.backend.LogicalType;
import io.sqlcache.core.backend.SqlBackend;
import io.sqlcache.core.backend.TypeMapper;
import io.sqlcache.core.backend.ValueLimits;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.EnumSet;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import org.jooq.DSLContext;
import org.jooq.DataType;
import org.jooq.QueryPart;
import org.jooq.SQLDialect;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;

/** A schema of one test with the caches that are open on it; closing it drops the schema. */
final class Workspace implements AutoCloseable {

    private final TestedProvider provider;
    private final CacheConformanceTest suite;
    private final String schema;
    private final String prefix;
    private final Deque<CacheBase> open = new ArrayDeque<>();
    private @Nullable SqlConfig config;
    private @Nullable SQLDialect dialect;
    private Set<Capability> capabilities = Set.of();
    private @Nullable TypeMapper types;

    private Workspace(CacheConformanceTest suite, String schema, String prefix) {
        this.provider = new TestedProvider(suite::connect);
        this.suite = suite;
        this.schema = schema;
        this.prefix = prefix;
    }

    /** A fresh schema, not created yet. */
    static Workspace fresh(CacheConformanceTest suite) {
        return of(suite, "t_" + UUID.randomUUID().toString().replace("-", "").substring(0, 12));
    }

    /** The schema of this name. */
    static Workspace of(CacheConformanceTest suite, String schema) {
        return new Workspace(suite, schema, "");
    }

    /** The same schema, with this prefix before the names of tables. */
    Workspace prefixed(String tablePrefix) {
        return new Workspace(suite, schema, tablePrefix);
    }

    /** The configuration; asked for as late as this because the database may be missing, which skips the test. */
    SqlConfig config() {
        if (config == null) {
            config = suite.config(schema);
        }
        return config;
    }

    /** What the backend says that it can do. */
    Set<Capability> capabilities() {
        if (open.isEmpty()) {
            open();
        }
        return capabilities;
    }

    /** The type of a new column for values of this type. */
    ColumnType columnType(LogicalType type) {
        return types().columnType(type);
    }

    /** What bounds the values of the backend. */
    ValueLimits limits() {
        return types().limits();
    }

    private TypeMapper types() {
        if (types == null) {
            open();
        }
        return Objects.requireNonNull(types);
    }

    /** The cache opened last; opens one if none is. */
    CacheBase cache() {
        return open.isEmpty() ? open() : open.getLast();
    }

    /** One more cache on the same schema. */
    CacheBase open() {
        return open(suite.connect(config()));
    }

    /** One more cache on the same schema, on a backend that says that it cannot do this. */
    CacheBase openWithout(Capability missing) {
        return open(new DecoratedBackend(suite.connect(config())) {
            @Override
            public Set<Capability> capabilities() {
                Set<Capability> others = EnumSet.noneOf(Capability.class);
                others.addAll(super.capabilities());
                others.remove(missing);
                return others;
            }
        });
    }

    /** One more cache on the same schema, on this backend, which then belongs to it. */
    CacheBase open(SqlBackend backend) {
        dialect = backend.jooqDialect();
        capabilities = backend.capabilities();
        types = backend.types();
        SqlConfig opened = prefix.isEmpty() ? config() : new PrefixedConfig(config(), prefix);
        open.addLast(provider.openOn(backend, opened));
        return open.getLast();
    }

    /** Closes all caches; the next call opens a new one. */
    void closeCaches() {
        while (!open.isEmpty()) {
            open.removeLast().close();
        }
    }

    /** The quoted name of something in the schema, for SQL. */
    String quoted(String name) {
        cache();
        return DSL.using(knownDialect()).render(DSL.quotedName(schema, name));
    }

    /** A quoted name, for SQL. */
    String quotedColumn(String name) {
        cache();
        return DSL.using(knownDialect()).render(DSL.quotedName(name));
    }

    /** Creates a table, and the schema if it is missing, as another program would have done. */
    void createTable(String table, Map<String, DataType<?>> columns) {
        String schemaSql = render(dsl -> dsl.createSchemaIfNotExists(DSL.quotedName(schema)));
        String tableSql = render(dsl -> dsl.createTable(DSL.quotedName(schema, table))
                .columns(columns.entrySet().stream()
                        .map(column -> DSL.field(DSL.quotedName(column.getKey()), suite.declared(column.getValue())))
                        .toList()));
        cache().execute(schemaSql, tableSql);
    }

    /** The statement as the database under test spells it. */
    String render(Function<DSLContext, QueryPart> statement) {
        cache();
        DSLContext dsl = DSL.using(knownDialect());
        return dsl.render(statement.apply(dsl));
    }

    @Override
    public void close() {
        try {
            if (dialect != null) {
                dropSchema();
            }
        } finally {
            closeCaches();
        }
    }

    private void dropSchema() {
        closeCaches();
        cache().execute(DSL.using(knownDialect())
                .render(DSL.dropSchemaIfExists(DSL.quotedName(schema)).cascade()));
    }

    private SQLDialect knownDialect() {
        if (dialect == null) {
            throw new IllegalStateException("No cache was opened yet");
        }
        return dialect;
    }
}
