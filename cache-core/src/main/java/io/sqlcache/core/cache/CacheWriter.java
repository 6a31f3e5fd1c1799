package io.sqlcache.core.cache;

import io.sqlcache.api.CacheException;
import io.sqlcache.api.WriteRequest;
import io.sqlcache.api.WriteSummary;
import io.sqlcache.api.WriteSummary.Outcome;
import io.sqlcache.core.backend.SqlBackend;
import io.sqlcache.core.catalog.StreamPlan;
import io.sqlcache.core.commit.CheckpointsFactory;
import io.sqlcache.core.commit.Coverage;
import io.sqlcache.core.commit.ForeignChanges;
import io.sqlcache.core.commit.HiddenRows;
import io.sqlcache.core.commit.TablePreparation;
import io.sqlcache.core.load.LoadTables;
import io.sqlcache.core.load.StreamRouter;
import io.sqlcache.core.message.MessageReader;
import io.sqlcache.core.state.InternalTables;
import io.sqlcache.core.state.StateStore;
import io.sqlcache.core.state.StateStore.StoredState;
import io.sqlcache.core.state.SyncLog;
import io.sqlcache.core.state.Transactions;
import jakarta.inject.Inject;
import java.io.InputStream;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import org.jooq.exception.DataAccessException;

/** Runs writes: plans, prepares the tables, and hands over to a {@link SyncRun}. Thread-safe. */
final class CacheWriter {

    private final SqlBackend backend;
    private final Transactions transactions;
    private final InternalTables internalTables;
    private final SyncPlanner planner;
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
            SyncPlanner planner,
            TablePreparation preparation,
            HiddenRows hiddenRows,
            StateStore states,
            SyncLog syncLog,
            CheckpointsFactory checkpoints) {
        this.backend = backend;
        this.transactions = transactions;
        this.internalTables = internalTables;
        this.planner = planner;
        this.preparation = preparation;
        this.hiddenRows = hiddenRows;
        this.states = states;
        this.syncLog = syncLog;
        this.checkpoints = checkpoints;
    }

    WriteSummary write(InputStream messages, WriteRequest request) {
        internalTables.ensure();
        List<StreamPlan> plans = planner.plan(request);
        SyncLog.Sync sync = syncLog.begin(request.sourceName());
        try {
            WriteSummary summary = write(messages, request, plans, sync);
            syncLog.end(sync, summary.outcome());
            if (summary.outcome() == Outcome.CANCELLED) {
                // Only now: an interrupted thread gets no connection for what is left to tidy up.
                Thread.currentThread().interrupt();
            }
            return summary;
        } catch (SQLException | DataAccessException e) {
            CacheException failure =
                    transactions.failure("write the streams of source \"" + request.sourceName() + "\"", e);
            noteFailure(sync, failure);
            throw failure;
        } catch (RuntimeException | Error e) {
            noteFailure(sync, e);
            throw e;
        }
    }

    /** What ended the write is what its caller hears, also if this cannot be noted any more. */
    private void noteFailure(SyncLog.Sync sync, Throwable failure) {
        try {
            syncLog.end(sync, Outcome.FAILED);
        } catch (CacheException e) {
            failure.addSuppressed(e);
        }
    }

    private WriteSummary write(InputStream messages, WriteRequest request, List<StreamPlan> plans, SyncLog.Sync sync)
            throws SQLException {
        List<StoredState> stored =
                transactions.run("read the stored state", sql -> states.load(sql, request.sourceName()));
        Coverage coverage = new Coverage(stored.stream().findFirst().map(StoredState::kind));
        try (StreamRouter router = new StreamRouter(backend, transactions, sync.number(), coverage::isKnownGlobal);
                MessageReader reader = MessageReader.of(
                        messages, plans.stream().map(StreamPlan::layout).toList())) {
            for (StreamPlan plan : plans) {
                LoadTables tables = preparation.prepare(plan);
                hiddenRows.settle(tables, request.sourceName());
                router.add(tables);
            }
            SyncRun run = new SyncRun(
                    request, reader, router, checkpoints.create(sync, router, coverage, request, reader::inputBytes));
            return explained(run, router);
        }
    }

    /** Runs; a failure for which a table was changed by someone else says so rather than what the database made of it. */
    private WriteSummary explained(SyncRun run, StreamRouter router) throws SQLException {
        try {
            return run.run();
        } catch (SQLException | DataAccessException e) {
            Optional<CacheException> reason = new ForeignChanges(backend).explain(transactions, router.loads(), e);
            if (reason.isPresent()) {
                throw reason.get();
            }
            throw e;
        }
    }
}
