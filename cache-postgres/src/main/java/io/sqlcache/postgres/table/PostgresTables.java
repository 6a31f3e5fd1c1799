package io.sqlcache.postgres.table;

import io.sqlcache.api.CacheException;
import io.sqlcache.core.backend.ColumnDefinition;
import io.sqlcache.core.backend.ColumnPath;
import io.sqlcache.core.backend.Comparisons;
import io.sqlcache.core.backend.JooqTableOperations;
import io.sqlcache.core.backend.MergePlan;
import io.sqlcache.core.backend.SwapPlan;
import io.sqlcache.core.backend.TableDefinition;
import io.sqlcache.core.backend.TableKind;
import io.sqlcache.core.backend.TableName;
import io.sqlcache.core.backend.TableOperations;
import io.sqlcache.postgres.config.TableSettings;
import io.sqlcache.postgres.failure.SqlStates;
import java.sql.Statement;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jooq.DSLContext;
import org.jooq.QueryPart;
import org.jooq.exception.DataAccessException;
import org.jooq.impl.DSL;

/**
 * The table operations where PostgreSQL can do better than portable SQL: catalog queries, unlogged staging, {@code TRUNCATE},
 * swaps by name. Every wait for a lock is bounded by a setting of the transaction, not of the session.
 */
public final class PostgresTables implements TableOperations {

    /** {@code MaxHeapAttributeNumber}; dropped ones count. */
    private static final int MOST_COLUMNS = 1600;

    private final Comparisons comparisons = new PostgresComparisons();
    private final JooqTableOperations portable =
            new JooqTableOperations(comparisons, JooqTableOperations.JoinedUpdate.UPDATE_FROM);
    private final Duration lockTimeout;
    private final String boundedWaits;
    private final ColumnDependents.Fate dependents;

    /** With the settings of a cache; no statement waits longer for a lock than this, zero for ever. */
    public PostgresTables(Duration lockTimeout, TableSettings settings) {
        this(lockTimeout, settings.dropCascade() ? ColumnDependents.Fate.DROPPED : ColumnDependents.Fate.KEPT);
    }

    PostgresTables(Duration lockTimeout, ColumnDependents.Fate dependents) {
        this.lockTimeout = lockTimeout;
        this.boundedWaits = "set local lock_timeout = " + lockTimeout.toMillis();
        this.dependents = dependents;
    }

    @Override
    public void createSchema(DSLContext sql, String schema) {
        Schemas.create(sql, schema);
    }

    @Override
    public Optional<TableDefinition> find(DSLContext sql, TableName table) {
        return TableLookup.find(sql, table);
    }

    @Override
    public Map<TableName, TableDefinition> findAll(DSLContext sql, Collection<TableName> tables) {
        return TableLookup.findAll(sql, tables);
    }

    @Override
    public void create(DSLContext sql, TableDefinition table, TableKind kind) {
        String template = switch (kind) {
            case DURABLE -> "create table {0} ({1})";
            // Emptied too soon for autovacuum to be of use, which would only take locks.
            case STAGING ->
                "create unlogged table {0} ({1}) with (autovacuum_enabled = false, toast.autovacuum_enabled = false)";
        };
        boundWaits(sql);
        List<QueryPart> columns = table.columns().stream()
                .map(column -> DSL.sql("{0} {1}", DSL.quotedName(column.name()), declared(column)))
                .map(QueryPart.class::cast)
                .toList();
        try {
            sql.query(template, table.name().qualified(), DSL.list(columns)).execute();
        } catch (DataAccessException e) {
            throw SqlStates.has(e, SqlStates.OBJECT_EXISTS) ? nameIsTaken(table.name(), e) : e;
        }
        if (kind == TableKind.DURABLE) {
            ReplicaIdentity.give(sql, table.name());
        }
    }

    /** Each table has a type of its name, and so no other type can have that. */
    private static CacheException nameIsTaken(TableName table, DataAccessException failure) {
        return new CacheException(
                CacheException.Kind.CONFIG,
                "Cannot create table \"%s\": the schema has a type \"%s\", and a table cannot have the name of a type. Rename the type, or set another schema or table prefix."
                        .formatted(table, table.name()),
                failure);
    }

    @Override
    public void alter(DSLContext sql, TableName table, List<ColumnDefinition> added, List<ColumnDefinition> widened) {
        boundWaits(sql);
        new TableAlteration(sql, table, dependents).execute(added, widened);
    }

    private static QueryPart declared(ColumnDefinition column) {
        return DSL.sql(column.type().sql());
    }

    @Override
    public boolean indexKey(DSLContext sql, TableName table, List<ColumnPath> key) {
        boundWaits(sql);
        TableDefinition found = find(sql, table)
                .orElseThrow(() -> new IllegalArgumentException("There is no table " + table + " to index"));
        return KeyIndex.create(sql, found, key, comparisons);
    }

    @Override
    public boolean refusesSecondRow(DSLContext sql, TableName table, List<ColumnPath> key) {
        TablePitfalls.refuse(sql, table, key);
        boundWaits(sql);
        ReplicaIdentity.giveIfOurs(sql, table);
        return find(sql, table)
                .filter(found -> KeyIndex.refusesSecond(sql, found, key))
                .isPresent();
    }

    @Override
    public void admitSecondRows(DSLContext sql, TableName table) {
        TablePitfalls.refuse(sql, table, List.of());
        boundWaits(sql);
        KeyIndex.admitSecond(sql, table);
    }

    @Override
    public int mostColumns() {
        return MOST_COLUMNS;
    }

    @Override
    public int usedColumns(DSLContext sql, TableDefinition table) {
        return TableLookup.usedColumns(sql, table.name());
    }

    @Override
    public void drop(DSLContext sql, TableName table) {
        boundWaits(sql);
        portable.drop(sql, table);
    }

    /** COPY is refused where policies apply to the role. */
    @Override
    public boolean takesSinks(DSLContext sql, TableName table) {
        return !PoliciedTable.is(sql, table);
    }

    @Override
    public long append(DSLContext sql, TableDefinition staging, TableDefinition target) {
        boolean policied = PoliciedTable.enter(sql, target.name(), lockTimeout);
        long moved = portable.copy(sql, staging, target);
        if (policied) {
            PoliciedTable.leave(sql);
        }
        truncate(sql, staging);
        return moved;
    }

    /** What an index of ours does not take goes without it: a key too long, or one that could not be read and is there twice. */
    @Override
    public void merge(DSLContext sql, MergePlan plan) {
        boundWaits(sql);
        TableName target = plan.target().name();
        boolean byIndex = KeyIndex.isRefused(sql, plan.target(), plan.key());
        if (!byIndex || plan.isJoined()) {
            prepareJoins(sql, plan);
        }
        Runnable merging = byIndex ? () -> portable.upsertRows(sql, plan) : () -> portable.mergeRows(sql, plan);
        KeyIndex.orGiveWay(sql, target, merging, () -> {
            prepareJoins(sql, plan);
            portable.mergeRows(sql, plan);
        });
        truncate(sql, plan.staging());
    }

    /**
     * Without statistics of the staged keys the planner expects few rows, and loops over them; and it takes reading the target by its
     * index for dearer than it is, since the staged rows come in the order of the key.
     */
    private static void prepareJoins(DSLContext sql, MergePlan plan) {
        sql.query(
                        "analyze {0} ({1})",
                        plan.staging().name().qualified(),
                        DSL.list(plan.key().stream()
                                .map(ColumnPath::column)
                                .distinct()
                                .map(DSL::quotedName)
                                .toList()))
                .execute();
        sql.query("set local random_page_cost = 1.1").execute();
    }

    @Override
    public void swap(DSLContext sql, SwapPlan plan) {
        boundWaits(sql);
        new TableSwap(sql, portable, plan, new PatientLock(lockTimeout)).execute();
    }

    private static void truncate(DSLContext sql, TableDefinition table) {
        sql.query("truncate {0}", table.name().qualified()).execute();
    }

    private void boundWaits(DSLContext sql) {
        sql.connection(connection -> {
            try (Statement statement = connection.createStatement()) {
                statement.execute(boundedWaits);
            }
        });
    }
}
