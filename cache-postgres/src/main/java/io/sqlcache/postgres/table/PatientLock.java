package io.sqlcache.postgres.table;

import io.sqlcache.core.backend.TableName;
import io.sqlcache.postgres.failure.SqlStates;
import java.time.Duration;
import org.jooq.DSLContext;
import org.jooq.impl.DSL;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Waits for a table that others read, without being in their way: who waits for such a lock keeps every later reader waiting behind him. So
 * he waits for less than a second at a time, and lets the others pass in between.
 */
final class PatientLock {

    private static final Logger LOG = LoggerFactory.getLogger(PatientLock.class);

    private static final Duration TRY = Duration.ofMillis(800);
    private static final Duration PAUSE = Duration.ofMillis(400);

    private final Duration patience;

    /** For as long as this; zero for ever. */
    PatientLock(Duration patience) {
        this.patience = patience;
    }

    /**
     * Locks the table to the end of the transaction.
     *
     * @throws org.jooq.exception.DataAccessException with the server's own failure if it is not to be had in time, or if this thread is interrupted
     *     meanwhile
     */
    void lock(DSLContext sql, TableName table) {
        long start = System.nanoTime();
        while (isWorthAnother(start)) {
            bound(sql, TRY);
            if (Savepoints.attempt(sql, () -> lockNow(sql, table), SqlStates.LOCK_NOT_AVAILABLE)
                    .isEmpty()) {
                bound(sql, patience);
                return;
            }
            LOG.debug("Others use {}: they pass first", table);
            pause();
        }
        bound(sql, TRY);
        lockNow(sql, table);
        bound(sql, patience);
    }

    private boolean isWorthAnother(long start) {
        return !Thread.currentThread().isInterrupted()
                && (patience.isZero() || System.nanoTime() - start < patience.toNanos() - TRY.toNanos());
    }

    private static void pause() {
        try {
            Thread.sleep(PAUSE.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void lockNow(DSLContext sql, TableName table) {
        sql.query("lock table {0} in access exclusive mode", table.qualified()).execute();
    }

    private static void bound(DSLContext sql, Duration wait) {
        sql.query("set local lock_timeout = {0}", DSL.inline(wait.toMillis())).execute();
    }
}
