package io.sqlcache.core.table;

import io.sqlcache.api.CacheException;
import io.sqlcache.core.backend.ChangeEntry;
import io.sqlcache.core.backend.ColumnDefinition;
import io.sqlcache.core.backend.MergePlan;
import io.sqlcache.core.backend.SqlBackend;
import io.sqlcache.core.backend.TableDefinition;
import io.sqlcache.core.backend.TableKind;
import io.sqlcache.core.backend.TableName;
import io.sqlcache.core.catalog.InternalColumn;
import io.sqlcache.core.catalog.StreamPlan;
import io.sqlcache.core.sql.Transactions;
import io.sqlcache.core.state.Lease;
import io.sqlcache.core.state.StateStore;
import io.sqlcache.core.state.StreamRegistry;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.impl.DSL;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What becomes of hidden rows that an earlier write left: states cover them, so they are not just dropped.
 *
 * <p>A write of the same generation goes on with them. One that appends or merges comes after a refresh that was given up: its
 * rows become visible first, as if the refresh had been one that keeps the old rows. One that replaces everything by other means
 * makes them, and the state that covers them, obsolete.
 */
public final class HiddenRows {

    private static final Logger LOG = LoggerFactory.getLogger(HiddenRows.class);

    private final SqlBackend backend;
    private final Transactions transactions;
    private final StreamRegistry registry;
    private final StateStore states;

    /** Of one open cache. */
    public HiddenRows(SqlBackend backend, Transactions transactions, StreamRegistry registry, StateStore states) {
        this.backend = backend;
        this.transactions = transactions;
        this.registry = registry;
        this.states = states;
    }

    /**
     * Settles them before a stream's first record; once, however often that is tried.
     *
     * @param lease of the write that is to settle them
     */
    public void settle(LoadTables tables, Lease lease) {
        StreamPlan plan = tables.plan();
        if (plan.resumableGeneration().isEmpty()) {
            return;
        }
        long generation = plan.resumableGeneration().getAsLong();
        if (plan.isContinued()) {
            LOG.info(
                    "Continuing generation {} of stream {} in table \"{}\"",
                    generation,
                    plan.id(),
                    find(tables).name());
            return;
        }
        if (plan.method().waitsForComplete()) {
            giveUp(tables, lease);
            LOG.info("Gave up the hidden rows of generation {} of stream {}, and their state", generation, plan.id());
        } else {
            makeVisible(tables, lease);
            LOG.info("Kept the rows of generation {} of stream {}, which was not completed", generation, plan.id());
        }
    }

    private void giveUp(LoadTables tables, Lease lease) {
        StreamPlan plan = tables.plan();
        transactions.run("give up the hidden rows of stream \"" + plan.id() + "\"", sql -> {
            lease.require(sql);
            states.forget(sql, lease.sync().source(), plan.id());
            // A stream that is read whole begins anew whatever the state says of it.
            if (plan.stream().incremental()) {
                states.forgetLegacy(sql, lease.sync().source());
            }
            registry.noteResumable(sql, plan, OptionalLong.empty());
            return true;
        });
        transactions.run("drop the hidden rows of stream \"" + plan.id() + "\"", sql -> {
            lease.require(sql);
            backend.tables().drop(sql, tables.generation());
            return true;
        });
    }

    private TableDefinition find(LoadTables tables) {
        TableName hidden = tables.generation();
        return transactions
                .run("find table \"" + hidden + "\"", sql -> backend.tables().find(sql, hidden))
                .orElseThrow(() -> gone(tables.plan(), hidden));
    }

    private static CacheException gone(StreamPlan plan, TableName hidden) {
        return new CacheException(
                CacheException.Kind.CONFIG,
                "Cannot continue generation %d of stream \"%s\": its rows so far, which the stored state covers, were in table \"%s\", which is gone. Start a new generation: raise generation_id, and read the stream without a state."
                        .formatted(plan.resumableGeneration().orElseThrow(), plan.id(), hidden));
    }

    private void makeVisible(LoadTables tables, Lease lease) {
        StreamPlan plan = tables.plan();
        String action = "keep the hidden rows of stream \"" + plan.id() + "\"";
        // The commit of an earlier try may have been lost on its way.
        boolean isHidden =
                transactions.run(action, sql -> registry.resumable(sql, plan).isPresent());
        if (isHidden) {
            move(tables, lease, action);
        }
        transactions.run(action, sql -> {
            lease.require(sql);
            backend.tables().drop(sql, tables.staging().name());
            backend.tables().drop(sql, tables.generation());
            return true;
        });
    }

    private void move(LoadTables tables, Lease lease, String action) {
        StreamPlan plan = tables.plan();
        TableDefinition hidden = find(tables);
        if (plan.method().mergesByKey()) {
            transactions.run(action, sql -> {
                backend.tables().drop(sql, tables.staging().name());
                backend.tables().create(sql, tables.staging(), TableKind.STAGING);
                return true;
            });
        }
        transactions.run(action, sql -> {
            if (registry.resumable(sql, plan).isEmpty()) {
                return false; // a try whose connection was lost has just done it
            }
            if (plan.method().mergesByKey()) {
                stage(sql, hidden, tables);
                backend.tables()
                        .merge(
                                sql,
                                tables.mergePlan(
                                        tables.staging(), MergePlan.Batch.ANYTHING, plan.resumableGeneration()));
            } else {
                backend.tables().append(sql, hidden, tables.target());
            }
            registry.noteResumable(sql, plan, OptionalLong.empty());
            states.show(sql, lease.sync().source(), plan.id());
            // Last: what came before may take longer than a lease, which cannot be renewed from here on.
            lease.require(sql);
            return true;
        });
    }

    /** Gives each row what a staged one has: its rank of arrival, and whether its key could be read. */
    private void stage(DSLContext sql, TableDefinition hidden, LoadTables tables) {
        List<Field<?>> columns = new ArrayList<>();
        List<Field<?>> values = new ArrayList<>();
        for (ColumnDefinition column : tables.target().columns()) {
            boolean isStaged = tables.staging().column(column.name()).isPresent();
            if (isStaged && hidden.column(column.name()).isPresent()) {
                columns.add(tables.staging().field(column.name()));
                values.add(hidden.field(column.name()));
            }
        }
        columns.add(tables.staging().field(MergePlan.SEQUENCE));
        Field<Integer> rank = DSL.rowNumber()
                .over(DSL.orderBy(
                        hidden.field(InternalColumn.EXTRACTED_AT.column()),
                        hidden.field(InternalColumn.RAW_ID.column())));
        values.add(DSL.when(unkeyed(hidden, tables), rank.neg()).otherwise(rank));
        sql.insertInto(tables.staging().table(), columns)
                .select(DSL.select(values).from(hidden.table()))
                .execute();
    }

    /** Keys that did not fit or lost a part, as far as a row tells: of a key inside of an object it does not. */
    private static Condition unkeyed(TableDefinition hidden, LoadTables tables) {
        StreamPlan plan = tables.plan();
        Field<?> meta = hidden.field(InternalColumn.META.column());
        List<Condition> lost = new ArrayList<>();
        for (int part = 0; part < plan.key().size(); part++) {
            String field = plan.keyFields().get(part);
            String column = plan.column(field);
            lost.add(hidden.field(column).isNull().and(ChangeEntry.nulled(meta, field)));
            boolean keepsRemainder = tables.keepsRemainders()
                    && hidden.column(column)
                            .filter(found -> found.type().isRounding())
                            .isPresent();
            if (!plan.key().get(part).isNested() && !keepsRemainder) {
                lost.add(ChangeEntry.truncated(meta, field));
            }
        }
        return DSL.or(lost);
    }
}
