package io.sqlcache.core.table;

import io.sqlcache.api.CacheException;
import io.sqlcache.api.StreamId;
import io.sqlcache.core.backend.SqlBackend;
import io.sqlcache.core.catalog.StreamPlan;
import io.sqlcache.core.sql.Transactions;
import io.sqlcache.core.state.Lease;
import io.sqlcache.core.state.Leases;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Drops the tables that dead writes have left, once their leases have run out; never hidden rows that a state covers. */
public final class Leftovers {

    private static final Logger LOG = LoggerFactory.getLogger(Leftovers.class);

    private final SqlBackend backend;
    private final Transactions transactions;
    private final Leases leases;
    private final AsideNames names;

    /** Of one open cache. */
    public Leftovers(SqlBackend backend, Transactions transactions, Leases leases, AsideNames names) {
        this.backend = backend;
        this.transactions = transactions;
        this.leases = leases;
        this.names = names;
    }

    /** Sweeps what is left of these streams. A failure is logged only: the next write tries again. */
    public void sweep(List<StreamPlan> plans, Lease lease) {
        Map<StreamId, List<Long>> left = leases.leftBehind();
        for (StreamPlan plan : plans) {
            for (long sync : left.getOrDefault(plan.id(), List.of())) {
                sweep(plan, sync, lease);
            }
        }
    }

    private void sweep(StreamPlan plan, long sync, Lease lease) {
        try {
            transactions.run("drop what sync %d has left of stream \"%s\"".formatted(sync, plan.id()), sql -> {
                lease.require(sql);
                backend.tables().drop(sql, names.staging(plan, sync));
                backend.tables().drop(sql, names.secondStaging(plan, sync));
                backend.tables().drop(sql, names.unfinished(plan, sync));
                if (plan.resumableGeneration().isEmpty()) {
                    backend.tables().drop(sql, names.generation(plan));
                }
                leases.swept(sql, plan.id(), sync);
                return true;
            });
        } catch (CacheException e) {
            LOG.warn("{} The next write of this stream tries again.", e.getMessage());
        }
    }
}
