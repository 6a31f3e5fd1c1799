package io.sqlcache.core.write;

import io.sqlcache.api.CacheException;
import io.sqlcache.api.RetryPolicy;
import io.sqlcache.api.WriteRequest;
import io.sqlcache.api.WriteSummary;
import io.sqlcache.api.WriteSummary.Outcome;
import io.sqlcache.core.backend.Capability;
import io.sqlcache.core.backend.SqlBackend;
import io.sqlcache.core.catalog.ConfiguredStream;
import io.sqlcache.core.catalog.StreamPlan;
import io.sqlcache.core.commit.Checkpoints;
import io.sqlcache.core.commit.CheckpointsFactory;
import io.sqlcache.core.commit.Coverage;
import io.sqlcache.core.commit.HeldStates;
import io.sqlcache.core.load.StreamRouter;
import io.sqlcache.core.message.MessageReader;
import io.sqlcache.core.sql.BackOff;
import io.sqlcache.core.sql.Capabilities;
import io.sqlcache.core.sql.Transactions;
import io.sqlcache.core.sql.Tries;
import io.sqlcache.core.state.InternalTables;
import io.sqlcache.core.state.Lease;
import io.sqlcache.core.state.StateStore;
import io.sqlcache.core.state.StateStore.StoredState;
import io.sqlcache.core.state.SyncLog;
import io.sqlcache.core.table.ForeignChanges;
import io.sqlcache.core.table.HiddenRows;
import io.sqlcache.core.table.Leftovers;
import io.sqlcache.core.table.LoadTables;
import io.sqlcache.core.table.TablePreparation;
import jakarta.inject.Inject;
import java.io.InputStream;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jooq.exception.DataAccessException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Runs writes: plans, prepares the tables, and hands over to a {@link SyncRun}. Thread-safe. */
public final class CacheWriter {

    private static final Logger LOG = LoggerFactory.getLogger(CacheWriter.class);

    private final SqlBackend backend;
    private final Transactions transactions;
    private final InternalTables internalTables;
    private final Capabilities capabilities;
    private final Admission admission;
    private final SyncPlanner planner;
    private final Leftovers leftovers;
    private final TablePreparation preparation;
    private final HiddenRows hiddenRows;
    private final StateStore states;
    private final SyncLog syncLog;
    private final CheckpointsFactory checkpoints;

    @Inject
    CacheWriter(
            SqlBackend backend,
            Transactions transactions,
            InternalTables internalTables,
            Capabilities capabilities,
            Admission admission,
            SyncPlanner planner,
            Leftovers leftovers,
            TablePreparation preparation,
            HiddenRows hiddenRows,
            StateStore states,
            SyncLog syncLog,
            CheckpointsFactory checkpoints) {
        this.backend = backend;
        this.transactions = transactions;
        this.internalTables = internalTables;
        this.capabilities = capabilities;
        this.admission = admission;
        this.planner = planner;
        this.leftovers = leftovers;
        this.preparation = preparation;
        this.hiddenRows = hiddenRows;
        this.states = states;
        this.syncLog = syncLog;
        this.checkpoints = checkpoints;
    }

    public WriteSummary write(InputStream messages, WriteRequest request) {
        List<ConfiguredStream> streams = SyncPlanner.streams(request);
        CacheFolder.require(request.retry());
        Tries tries = new Tries(request.retry());
        tries.run(internalTables::ensure);
        Admitted admitted = admission.admit(
                request, streams.stream().map(ConfiguredStream::id).collect(Collectors.toSet()), tries);
        Lease lease = admitted.lease();
        try {
            WriteSummary summary = renewing(messages, request, streams, admitted, tries);
            noteEnd(lease, summary.outcome(), request.retry());
            if (summary.outcome() == Outcome.CANCELLED) {
                // Only now: an interrupted thread gets no connection for what is left to tidy up.
                Thread.currentThread().interrupt();
            }
            return summary;
        } catch (SQLException | DataAccessException e) {
            CacheException failure = transactions.failure(action(request), e);
            noteFailure(lease, failure);
            throw failure;
        } catch (CacheException e) {
            CacheException failure = told(e, lease);
            noteFailure(lease, failure);
            throw failure;
        } catch (RuntimeException | Error e) {
            noteFailure(lease, e);
            throw e;
        }
    }

    /** What the database refuses while tables are prepared may come of another write that has the streams by now. */
    private static CacheException told(CacheException failure, Lease lease) {
        return Transactions.isOfDatabase(failure) && failure.kind() != CacheException.Kind.TRANSIENT
                ? lease.loss(failure).orElse(failure)
                : failure;
    }

    private WriteSummary renewing(
            InputStream messages, WriteRequest request, List<ConfiguredStream> streams, Admitted admitted, Tries tries)
            throws SQLException {
        if (!capabilities.has(Capability.CONCURRENT_WRITERS)) {
            // Nobody could take its streams over, and a second connection would be in its way.
            return write(messages, request, streams, admitted, tries);
        }
        Lease lease = admitted.lease();
        LeaseRenewal renewal =
                new LeaseRenewal(syncLog, lease.sync(), request.lease().term());
        try {
            return write(messages, request, streams, admitted, tries);
        } finally {
            renewal.close();
        }
    }

    /** What is committed stands, also if the database is lost now. */
    private void noteEnd(Lease lease, Outcome outcome, RetryPolicy retry) {
        BackOff backOff = new BackOff(outcome == Outcome.CANCELLED ? RetryPolicy.NONE : retry, BackOff.Clock.SYSTEM);
        while (true) {
            try {
                syncLog.end(lease, outcome);
                return;
            } catch (CacheException e) {
                if (e.kind() != CacheException.Kind.TRANSIENT) {
                    throw e;
                }
                if (!paused(backOff)) {
                    LOG.warn("{} The write has ended as {} all the same.", e.getMessage(), outcome);
                    return;
                }
            }
        }
    }

    private static boolean paused(BackOff backOff) {
        try {
            return backOff.pause();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** What ended the write is what its caller hears, also if this cannot be noted any more. */
    private void noteFailure(Lease lease, Throwable failure) {
        try {
            syncLog.end(lease, Outcome.FAILED);
        } catch (CacheException e) {
            failure.addSuppressed(e);
        }
    }

    private WriteSummary write(
            InputStream messages, WriteRequest request, List<ConfiguredStream> streams, Admitted admitted, Tries tries)
            throws SQLException {
        Lease lease = admitted.lease();
        // Names and hidden rows as the write before has left them.
        List<StreamPlan> plans = tries.of(() -> planner.plan(request, streams));
        admitted.requireFreshInput(plans);
        tries.run(() -> leftovers.sweep(plans, lease));
        List<StoredState> stored = tries.of(
                () -> transactions.run("read the stored state", sql -> states.load(sql, request.sourceName())));
        Coverage coverage = new Coverage(stored.stream().findFirst().map(StoredState::kind));
        try (StreamRouter router = new StreamRouter(backend, transactions, lease, coverage::isKnownGlobal);
                MessageReader reader = reader(messages, plans, request.retry());
                HeldStates held = new HeldStates(request.retry().cacheDir())) {
            for (StreamPlan plan : plans) {
                LoadTables tables =
                        tries.of(() -> preparation.prepare(plan, lease.sync().number()));
                tries.run(() -> hiddenRows.settle(tables, lease));
                router.add(tables);
            }
            return explained(run(request, lease.sync(), coverage, router, reader, held), router, lease);
        }
    }

    private static MessageReader reader(InputStream messages, List<StreamPlan> plans, RetryPolicy retry) {
        long kept = retry.retryFor().isZero() ? 0 : retry.replayLimit();
        return MessageReader.of(messages, plans.stream().map(StreamPlan::layout).toList(), kept, retry.cacheDir());
    }

    private SyncRun run(
            WriteRequest request,
            SyncLog.Sync sync,
            Coverage coverage,
            StreamRouter router,
            MessageReader reader,
            HeldStates held) {
        ToldListener listener = new ToldListener(request.listener());
        Checkpoints commits = checkpoints.create(sync, router, coverage, listener, request.throttle(), reader, held);
        Recovery recovery =
                new Recovery(action(request), request.retry(), listener, transactions, reader, router, commits);
        return new SyncRun(request, listener, reader, router, commits, recovery);
    }

    private static String action(WriteRequest request) {
        return "write the streams of source \"" + request.sourceName() + "\"";
    }

    /** Runs; a failure that others are behind says so rather than what the database made of it. */
    private WriteSummary explained(SyncRun run, StreamRouter router, Lease lease) throws SQLException {
        try {
            return run.run();
        } catch (SQLException | DataAccessException e) {
            Optional<CacheException> reason =
                    lease.loss(e).or(() -> new ForeignChanges(backend).explain(transactions, router.loads(), e));
            if (reason.isPresent()) {
                throw reason.get();
            }
            throw e;
        }
    }
}
