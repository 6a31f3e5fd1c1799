package io.sqlcache.core.write;

import io.sqlcache.api.CacheException;
import io.sqlcache.api.RetryPolicy;
import io.sqlcache.api.WriteRequest;
import io.sqlcache.api.WriteSummary;
import io.sqlcache.api.WriteSummary.Outcome;
import io.sqlcache.core.sql.BackOff;
import io.sqlcache.core.sql.Transactions;
import io.sqlcache.core.sql.Tries;
import io.sqlcache.core.state.Lease;
import io.sqlcache.core.state.SyncLog;
import java.sql.SQLException;
import org.jooq.exception.DataAccessException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The time in which a write has its streams: holds the lease on them, renews it, and notes how the write ended. Used by the writing
 * thread only, once.
 */
final class WriteSession {

    private static final Logger LOG = LoggerFactory.getLogger(WriteSession.class);

    /** What is done in it. */
    @FunctionalInterface
    interface Work {

        WriteSummary run() throws SQLException;
    }

    private final Transactions transactions;
    private final SyncLog syncLog;
    private final WriteRequest request;
    private final Lease lease;

    WriteSession(Transactions transactions, SyncLog syncLog, WriteRequest request, Lease lease) {
        this.transactions = transactions;
        this.syncLog = syncLog;
        this.request = request;
        this.lease = lease;
    }

    /** What the request is about, as it follows "Cannot" in an error. */
    static String action(WriteRequest request) {
        return "write the streams of source \"" + request.sourceName() + "\"";
    }

    /**
     * Does the work.
     *
     * @param renewed whether others could take the streams over meanwhile
     * @throws CacheException whatever the work throws; what ended it is told also if that cannot be noted
     */
    WriteSummary run(boolean renewed, Work work) {
        try {
            WriteSummary summary = renewed ? renewing(work) : work.run();
            noteEnd(summary.outcome());
            if (summary.outcome() == Outcome.CANCELLED) {
                // Only now: an interrupted thread gets no connection for what is left to tidy up.
                Thread.currentThread().interrupt();
            }
            return summary;
        } catch (SQLException | DataAccessException e) {
            CacheException failure = transactions.failure(action(request), e);
            noteFailure(failure);
            throw failure;
        } catch (CacheException e) {
            CacheException failure = told(e);
            noteFailure(failure);
            throw failure;
        } catch (RuntimeException | Error e) {
            noteFailure(e);
            throw e;
        }
    }

    private WriteSummary renewing(Work work) throws SQLException {
        LeaseRenewal renewal =
                new LeaseRenewal(syncLog, lease.sync(), request.lease().term());
        try {
            return work.run();
        } finally {
            renewal.close();
        }
    }

    /** What the database refuses while tables are prepared may come of another write that has the streams by now. */
    private CacheException told(CacheException failure) {
        return Transactions.isOfDatabase(failure) && failure.kind() != CacheException.Kind.TRANSIENT
                ? lease.loss(failure).orElse(failure)
                : failure;
    }

    /** What is committed stands, also if the database is lost now. */
    private void noteEnd(Outcome outcome) {
        RetryPolicy patience = outcome == Outcome.CANCELLED ? RetryPolicy.NONE : request.retry();
        new Tries(
                        new BackOff(patience, BackOff.Clock.SYSTEM),
                        failure -> failure.kind() == CacheException.Kind.TRANSIENT)
                .orGiveUp(() -> syncLog.end(lease, outcome), failure -> {
                    if (failure.kind() != CacheException.Kind.TRANSIENT) {
                        throw failure;
                    }
                    LOG.warn("{} The write has ended as {} all the same.", failure.getMessage(), outcome);
                });
    }

    private void noteFailure(Throwable failure) {
        try {
            syncLog.end(lease, Outcome.FAILED);
        } catch (CacheException e) {
            failure.addSuppressed(e);
        }
    }
}
