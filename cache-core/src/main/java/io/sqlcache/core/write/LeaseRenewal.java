package io.sqlcache.core.write;

import io.sqlcache.core.state.SyncLog;
import io.sqlcache.core.state.SyncLog.Sync;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Renews the lease of a write from time to time, on a thread and by connections of its own, until it is closed. */
final class LeaseRenewal implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(LeaseRenewal.class);

    private static final int RENEWALS_A_TERM = 3;
    private static final long SECONDS_TO_END = 2;

    private final SyncLog syncLog;
    private final Sync sync;
    private final Duration term;
    private final ScheduledExecutorService timer;
    private final ScheduledFuture<?> renewals;

    /** Begins at once. */
    LeaseRenewal(SyncLog syncLog, Sync sync, Duration term) {
        this.syncLog = syncLog;
        this.sync = sync;
        this.term = term;
        this.timer = Executors.newSingleThreadScheduledExecutor(work -> {
            Thread thread = new Thread(work, "sqlcache-lease");
            thread.setDaemon(true);
            return thread;
        });
        long pause = term.toMillis() / RENEWALS_A_TERM;
        this.renewals = timer.scheduleWithFixedDelay(this::renew, pause, pause, TimeUnit.MILLISECONDS);
    }

    /** The write finds out by itself what has become of its streams: when it commits. */
    private void renew() {
        try {
            if (!syncLog.renew(sync, term)) {
                LOG.warn("Sync {} did not renew its lease in time: another write has its streams", sync.number());
                timer.shutdown();
            }
        } catch (RuntimeException e) { // one that escapes would be the last renewal
            LOG.debug("The lease of sync {} is not renewed", sync.number(), e);
        }
    }

    /** Waits for a renewal under way, but not for a database that does not answer. */
    @Override
    public void close() {
        renewals.cancel(false);
        timer.shutdown();
        try {
            if (!timer.awaitTermination(SECONDS_TO_END, TimeUnit.SECONDS)) {
                timer.shutdownNow();
            }
        } catch (InterruptedException e) {
            timer.shutdownNow();
            Thread.currentThread().interrupt();
        }
    }
}
