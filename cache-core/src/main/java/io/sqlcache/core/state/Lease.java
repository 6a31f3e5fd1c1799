package io.sqlcache.core.state;

import io.sqlcache.api.CacheException;
import io.sqlcache.core.sql.Transactions;
import io.sqlcache.core.state.SyncLog.Sync;
import java.util.Optional;
import org.jooq.DSLContext;

/** What one write holds on its streams. Used by the writing thread only. */
public final class Lease {

    private final SyncLog syncLog;
    private final Sync sync;
    private boolean clean;

    /** Of a write that has begun. */
    public Lease(SyncLog syncLog, Sync sync) {
        this.syncLog = syncLog;
        this.sync = sync;
    }

    /** The write. */
    public Sync sync() {
        return sync;
    }

    /**
     * Keeps others from taking the streams over until the transaction ends: for what must not happen to tables that a write which
     * is not known of uses by now.
     *
     * @throws CacheException of kind {@code TRANSIENT} if they have done so already
     */
    public void require(DSLContext sql) {
        syncLog.commits(sql, sync);
    }

    /**
     * What to tell if another write has taken the streams over; empty if not, and if the database cannot be asked.
     *
     * @param failure what the write came to notice of it
     */
    public Optional<CacheException> loss(Exception failure) {
        try {
            syncLog.commits(sync);
            return Optional.empty();
        } catch (CacheException e) {
            if (Transactions.isOfDatabase(e)) {
                return Optional.empty();
            }
            e.addSuppressed(failure);
            return Optional.of(e);
        }
    }

    /** Notes that the write has left no tables but those of its streams. */
    public void leavesNothing() {
        clean = true;
    }

    /** Whether the next write of the streams finds nothing to sweep. */
    boolean isClean() {
        return clean;
    }
}
