package io.sqlcache.core.table;

import io.sqlcache.api.CacheException;
import io.sqlcache.api.SqlConfig;
import io.sqlcache.core.backend.Capability;
import io.sqlcache.core.backend.ColumnDefinition;
import io.sqlcache.core.backend.ColumnPath;
import io.sqlcache.core.backend.LogicalType;
import io.sqlcache.core.backend.MergePlan;
import io.sqlcache.core.backend.PhysicalType;
import io.sqlcache.core.backend.SqlBackend;
import io.sqlcache.core.backend.TableDefinition;
import io.sqlcache.core.backend.TableKind;
import io.sqlcache.core.backend.TableName;
import io.sqlcache.core.catalog.InternalColumn;
import io.sqlcache.core.catalog.LoadMethod;
import io.sqlcache.core.catalog.SourceField;
import io.sqlcache.core.catalog.StreamPlan;
import io.sqlcache.core.sql.Transactions;
import io.sqlcache.core.table.ColumnSource.Role;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jooq.DSLContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Makes a stream's table fit its plan before the first row: creates it, or adds and widens columns. Nothing is taken away. */
public final class TablePreparation {

    private static final Logger LOG = LoggerFactory.getLogger(TablePreparation.class);

    /** A server's table of locks has room for the tables that are created in one transaction. */
    private static final int TABLES_AT_ONCE = 50;

    private final SqlBackend backend;
    private final Transactions transactions;
    private final TableEvolution evolution;
    private final AsideNames names;
    private final String schema;

    /** Of one open cache. */
    public TablePreparation(SqlBackend backend, Transactions transactions, AsideNames names, SqlConfig config) {
        this.backend = backend;
        this.transactions = transactions;
        this.evolution = new TableEvolution(backend);
        this.names = names;
        this.schema = config.schemaName();
    }

    /** Tables that {@link #prepareTogether} has made ready. */
    public static final class Ready {

        private final Map<TableName, Prepared> tables;

        private Ready(Map<TableName, Prepared> tables) {
            this.tables = tables;
        }

        /** No table. */
        public static Ready none() {
            return new Ready(Map.of());
        }
    }

    /**
     * Prepares the tables of many streams in few transactions, but those that have to be altered. A failure is that of one of them, and is
     * told when that one is prepared by itself.
     */
    public Ready prepareTogether(List<StreamPlan> plans) {
        Map<TableName, Prepared> ready = new HashMap<>();
        for (int from = 0; plans.size() > 1 && from < plans.size(); from += TABLES_AT_ONCE) {
            List<StreamPlan> some = plans.subList(from, Math.min(plans.size(), from + TABLES_AT_ONCE));
            try {
                ready.putAll(transactions.run("prepare the tables", sql -> prepareTogether(sql, some)));
            } catch (CacheException e) {
                LOG.debug("Tables are prepared one by one", e);
            }
        }
        return new Ready(ready);
    }

    private Map<TableName, Prepared> prepareTogether(DSLContext sql, List<StreamPlan> plans) {
        Map<TableName, StreamPlan> byName = new LinkedHashMap<>();
        plans.forEach(plan -> byName.put(new TableName(schema, plan.tableName()), plan));
        Map<TableName, TableDefinition> found = backend.tables().findAll(sql, byName.keySet());
        Map<TableName, Prepared> ready = new HashMap<>();
        byName.forEach((name, plan) -> {
            TableDefinition table = found.get(name);
            if (table == null) {
                ready.put(name, create(sql, plan, name));
            } else if (evolution.fits(plan, table, wantedColumns(plan))) {
                ready.put(name, use(sql, plan, table));
            }
        });
        byName.keySet().removeAll(found.keySet());
        backend.tables()
                .findAll(sql, byName.keySet())
                .forEach((name, table) -> ready.computeIfPresent(name, (key, made) -> made.as(table)));
        return ready;
    }

    /**
     * Prepares the stream's table in a transaction of its own, unless that is done, and plans the tables that its rows pass.
     *
     * @param sync the number of the write
     */
    public LoadTables prepare(StreamPlan plan, long sync, Ready ready) {
        TableName name = new TableName(schema, plan.tableName());
        Prepared done = ready.tables.get(name);
        Prepared prepared = done == null
                ? transactions.run("prepare table \"" + name + "\"", sql -> createOrExtend(sql, plan, name))
                : done;
        TableDefinition table = prepared.table();
        Map<String, ColumnSource> sources = sources(plan, table);
        NestedPaths.requireJson(plan, table);
        if (plan.resumableGeneration().isPresent()) {
            TableName hidden = names.generation(plan);
            transactions.run("prepare table \"" + hidden + "\"", sql -> fitHidden(sql, plan, hidden));
        }
        return loadTables(plan, prepared, sources, sync);
    }

    /**
     * The stream's table.
     *
     * @param usedColumns how many columns it has used up
     * @param isEmpty whether it has no rows; nobody asks of a stream that is appended
     * @param isUnique whether it refuses a second row of the stream's key
     * @param takesSinks whether rows may be appended without being staged
     */
    private record Prepared(
            TableDefinition table, int usedColumns, boolean isEmpty, boolean isUnique, boolean takesSinks) {

        /** The same as the database has it. */
        Prepared as(TableDefinition found) {
            return new Prepared(found, usedColumns, isEmpty, isUnique, takesSinks);
        }
    }

    /** The rows of an earlier write come under the schema of this one. */
    private boolean fitHidden(DSLContext sql, StreamPlan plan, TableName hidden) {
        Optional<TableDefinition> found = backend.tables().find(sql, hidden);
        found.ifPresent(table -> evolution.fit(sql, plan, table, wantedColumns(plan)));
        return found.isPresent();
    }

    private Prepared createOrExtend(DSLContext sql, StreamPlan plan, TableName name) {
        TableDefinition found = backend.tables().find(sql, name).orElse(null);
        if (found == null) {
            Prepared created = create(sql, plan, name);
            return created.as(backend.tables().find(sql, name).orElse(created.table()));
        }
        return use(sql, plan, evolution.fit(sql, plan, found, wantedColumns(plan)));
    }

    private Prepared create(DSLContext sql, StreamPlan plan, TableName name) {
        List<ColumnDefinition> wanted = wantedColumns(plan);
        TableDefinition table = new TableDefinition(name, wanted);
        evolution.requireRoom(plan, table, 0, wanted.size());
        backend.tables().create(sql, table, TableKind.DURABLE);
        boolean unique = plan.method().mergesByKey() && backend.tables().indexKey(sql, name, plan.key());
        LOG.info("Created table \"{}\" with {} columns", name, wanted.size());
        return new Prepared(table, wanted.size(), true, unique, true);
    }

    private Prepared use(DSLContext sql, StreamPlan plan, TableDefinition fitting) {
        boolean unique = false;
        if (plan.method().mergesByKey()) {
            unique = backend.tables().refusesSecondRow(sql, fitting.name(), plan.key());
        } else {
            backend.tables().admitSecondRows(sql, fitting.name());
        }
        boolean appended = plan.method() == LoadMethod.APPEND;
        boolean isEmpty = !appended && !sql.fetchExists(fitting.table());
        boolean takesSinks = !appended || backend.tables().takesSinks(sql, fitting.name());
        return new Prepared(fitting, usedColumns(sql, fitting), isEmpty, unique, takesSinks);
    }

    /** Asked for only where it can matter: in a table whose rows may be too wide. */
    private int usedColumns(DSLContext sql, TableDefinition table) {
        boolean matters =
                backend.rowMeter(table, backend.tables().mostColumns()).isPresent();
        return matters
                ? backend.tables().usedColumns(sql, table)
                : table.columns().size();
    }

    /** What is inside of values nobody looks for before it is in the database: such keys may be null. */
    private static boolean mayGoStraight(StreamPlan plan, Prepared prepared) {
        boolean nested = plan.key().stream().anyMatch(ColumnPath::isNested);
        return switch (plan.method()) {
            case APPEND, REPLACE -> false;
            case MERGE ->
                // The rows of a refresh that was given up come first.
                prepared.isEmpty()
                        && prepared.isUnique()
                        && plan.resumableGeneration().isEmpty()
                        && !nested;
            case REPLACE_MERGED -> !plan.isContinued() && !nested;
        };
    }

    private List<ColumnDefinition> wantedColumns(StreamPlan plan) {
        List<ColumnDefinition> columns = new ArrayList<>();
        for (SourceField field : plan.stream().fields()) {
            columns.add(column(plan.column(field.name()), field.type()));
        }
        for (InternalColumn internal : InternalColumn.values()) {
            columns.add(column(internal.column(), internal.type()));
        }
        return columns;
    }

    private ColumnDefinition column(String name, LogicalType type) {
        return new ColumnDefinition(name, backend.types().columnType(type));
    }

    /** Where the value of each column comes from, by the column's name. */
    private Map<String, ColumnSource> sources(StreamPlan plan, TableDefinition table) {
        Map<String, ColumnSource> sources = new LinkedHashMap<>();
        List<SourceField> fields = plan.stream().fields();
        for (int i = 0; i < fields.size(); i++) {
            sources.put(plan.column(fields.get(i).name()), source(plan, i, fields.get(i), table));
        }
        for (InternalColumn internal : InternalColumn.values()) {
            sources.put(internal.column(), source(internal, table));
        }
        return sources;
    }

    private ColumnSource source(StreamPlan plan, int index, SourceField field, TableDefinition table) {
        if (!plan.method().mergesByKey()) {
            return new ColumnSource.Field(index, field.name(), field.type(), false);
        }
        String column = plan.column(field.name());
        List<List<String>> keyPaths = plan.keyInside(field.name());
        Set<Role> roles = EnumSet.noneOf(Role.class);
        if (plan.stream().cursor().equals(List.of(field.name()))) {
            roles.add(Role.CURSOR);
        }
        if (plan.deletedAtColumn().filter(column::equals).isPresent()) {
            roles.add(Role.DELETION);
        }
        boolean compared = keyPaths.contains(List.of()) || roles.contains(Role.CURSOR);
        boolean rounded =
                table.column(column).filter(found -> found.type().isRounding()).isPresent();
        return new ColumnSource.Field(
                index,
                field.name(),
                field.type(),
                keyPaths,
                roles,
                compared && rounded && keepsRemainders(table) ? column : null);
    }

    /** Digits that a column rounds off are in the row's meta, and found there, if that is JSON that can be looked into. */
    private boolean keepsRemainders(TableDefinition table) {
        return backend.capabilities().contains(Capability.NESTED_KEYS)
                && table.column(MergePlan.META)
                        .filter(meta -> meta.type().physical() == PhysicalType.JSON)
                        .isPresent();
    }

    private static ColumnSource source(InternalColumn internal, TableDefinition table) {
        return switch (internal) {
            case RAW_ID -> ColumnSource.Internal.RAW_ID;
            case EXTRACTED_AT -> ColumnSource.Internal.EXTRACTED_AT;
            case META -> ColumnSource.Internal.META;
            case GENERATION_ID ->
                table.column(internal.column())
                                .filter(column -> !column.nullable())
                                .isPresent()
                        ? ColumnSource.Internal.GENERATION_ID_OR_ZERO
                        : ColumnSource.Internal.GENERATION_ID;
        };
    }

    private LoadTables loadTables(StreamPlan plan, Prepared prepared, Map<String, ColumnSource> sources, long sync) {
        TableDefinition table = prepared.table();
        List<ColumnDefinition> written = new ArrayList<>();
        List<EncodedColumn> encoded = new ArrayList<>();
        for (ColumnDefinition column : table.columns()) {
            ColumnSource source = sources.get(column.name());
            // Columns that the stream does not have are left to their defaults.
            if (source != null) {
                written.add(column);
                encoded.add(new EncodedColumn(source, column.type()));
            }
        }
        TableDefinition target = new TableDefinition(table.name(), written);
        TableName hidden = plan.isResumable() ? names.generation(plan) : names.unfinished(plan, sync);
        TableDefinition landing = plan.method().waitsForComplete() ? new TableDefinition(hidden, written) : target;
        List<ColumnDefinition> staged = new ArrayList<>(written);
        List<EncodedColumn> stagedSources = new ArrayList<>(encoded);
        if (plan.method().mergesByKey()) {
            if (staged.size() == backend.tables().mostColumns()) {
                staged.removeIf(column -> column.name().equals(InternalColumn.GENERATION_ID.column()));
                stagedSources.removeIf(column -> column.source() == ColumnSource.Internal.GENERATION_ID);
            }
            ColumnDefinition sequence = column(MergePlan.SEQUENCE, LogicalType.INTEGER);
            staged.add(sequence);
            stagedSources.add(new EncodedColumn(ColumnSource.Internal.SEQUENCE, sequence.type()));
        }
        TableDefinition staging = new TableDefinition(names.staging(plan, sync), staged);
        TableDefinition secondStaging = new TableDefinition(names.secondStaging(plan, sync), staged);
        return new LoadTables(
                plan,
                target,
                encoded,
                prepared.usedColumns(),
                landing,
                names.generation(plan),
                staging,
                secondStaging,
                stagedSources,
                keepsRemainders(table),
                prepared.isEmpty(),
                mayGoStraight(plan, prepared),
                prepared.takesSinks());
    }
}
