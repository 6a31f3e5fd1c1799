package io.sqlcache.core.write;

import io.sqlcache.api.CacheException;
import io.sqlcache.api.WriteRequest;
import io.sqlcache.core.catalog.RefusedStreams;
import io.sqlcache.core.catalog.StreamPlan;
import io.sqlcache.core.sql.Transactions;
import io.sqlcache.core.sql.Tries;
import io.sqlcache.core.state.Lease;
import io.sqlcache.core.table.HiddenRows;
import io.sqlcache.core.table.Leftovers;
import io.sqlcache.core.table.LoadTables;
import io.sqlcache.core.table.TablePreparation;
import java.util.List;

/** What a write does before its first record: plans its streams, tidies up behind earlier writes, makes the tables fit. Thread-safe. */
public final class Preparation {

    private final SyncPlanner planner;
    private final Leftovers leftovers;
    private final TablePreparation tables;
    private final HiddenRows hiddenRows;

    /** Of one open cache. */
    public Preparation(SyncPlanner planner, Leftovers leftovers, TablePreparation tables, HiddenRows hiddenRows) {
        this.planner = planner;
        this.leftovers = leftovers;
        this.tables = tables;
        this.hiddenRows = hiddenRows;
    }

    /**
     * Plans the streams, with names and hidden rows as the write before has left them.
     *
     * @param refused the streams that are not planned; some may come to it
     * @param tries what is done again if the database is lost
     */
    List<StreamPlan> plan(WriteRequest request, RefusedStreams refused, Admitted admitted, Tries tries) {
        List<StreamPlan> plans = tries.of(() -> planner.plan(request, refused));
        refused.requireOthers();
        admitted.requireFreshInput(plans);
        tries.run(() -> leftovers.sweep(plans, admitted.lease()));
        return plans;
    }

    /** Makes the tables of many streams ready at once, as far as that can be. */
    TablePreparation.Ready prepareTogether(List<StreamPlan> plans) {
        return tables.prepareTogether(plans);
    }

    /**
     * Makes the tables of one stream ready for its rows.
     *
     * @throws CacheException of kind {@code CONFIG} if the stream is why that cannot be
     */
    LoadTables prepare(StreamPlan plan, Lease lease, Tries tries, TablePreparation.Ready ready) {
        try {
            LoadTables prepared =
                    tries.of(() -> tables.prepare(plan, lease.sync().number(), ready));
            tries.run(() -> hiddenRows.settle(prepared, lease));
            return prepared;
        } catch (CacheException e) {
            // What the database refuses may come of another write that has the streams by now.
            throw Transactions.isOfDatabase(e) && e.kind() != CacheException.Kind.TRANSIENT
                    ? lease.loss(e).orElse(e)
                    : e;
        }
    }
}
