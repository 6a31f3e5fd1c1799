package io.sqlcache.core.write;

import io.sqlcache.api.CacheException;
import io.sqlcache.api.RetryPolicy;
import io.sqlcache.api.WriteRequest;
import io.sqlcache.api.WriteSummary;
import io.sqlcache.core.backend.Capability;
import io.sqlcache.core.backend.Repertoire;
import io.sqlcache.core.backend.SqlBackend;
import io.sqlcache.core.catalog.ConfiguredStream;
import io.sqlcache.core.catalog.RefusedStreams;
import io.sqlcache.core.catalog.StreamPlan;
import io.sqlcache.core.commit.CheckpointTransaction;
import io.sqlcache.core.commit.CommitDecision;
import io.sqlcache.core.commit.Coverage;
import io.sqlcache.core.commit.HeldStates;
import io.sqlcache.core.load.StreamLoad;
import io.sqlcache.core.load.StreamRouter;
import io.sqlcache.core.message.MessageReader;
import io.sqlcache.core.message.RecordLayout;
import io.sqlcache.core.message.StreamMatching;
import io.sqlcache.core.sql.Capabilities;
import io.sqlcache.core.sql.Transactions;
import io.sqlcache.core.sql.Tries;
import io.sqlcache.core.state.InternalTables;
import io.sqlcache.core.state.Lease;
import io.sqlcache.core.state.StateStore;
import io.sqlcache.core.state.StateStore.StoredState;
import io.sqlcache.core.state.StreamRegistry;
import io.sqlcache.core.state.SyncLog;
import io.sqlcache.core.table.ForeignChanges;
import io.sqlcache.core.table.LoadTables;
import io.sqlcache.core.table.TablePreparation;
import java.io.InputStream;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jooq.exception.DataAccessException;

/** Begins writes: waits for their streams, has their tables prepared, and hands over to a {@link SyncRun}. Thread-safe. */
public final class CacheWriter {

    private final SqlBackend backend;
    private final Transactions transactions;
    private final InternalTables internalTables;
    private final Capabilities capabilities;
    private final StreamAdmission admission;
    private final Preparation preparation;
    private final StateStore states;
    private final SyncLog syncLog;
    private final StreamRegistry registry;

    /** Of one open cache. */
    public CacheWriter(
            SqlBackend backend,
            Transactions transactions,
            InternalTables internalTables,
            Capabilities capabilities,
            StreamAdmission admission,
            Preparation preparation,
            StateStore states,
            SyncLog syncLog,
            StreamRegistry registry) {
        this.backend = backend;
        this.transactions = transactions;
        this.internalTables = internalTables;
        this.capabilities = capabilities;
        this.admission = admission;
        this.preparation = preparation;
        this.states = states;
        this.syncLog = syncLog;
        this.registry = registry;
    }

    /** {@link io.sqlcache.api.CacheBase#write}. */
    public WriteSummary write(InputStream messages, WriteRequest request) {
        long start = System.nanoTime();
        RefusedStreams refused = new RefusedStreams(SyncPlanner.streams(request));
        refuseNames(refused);
        refused.requireOthers();
        CacheFolder.require(request.retry());
        Tries tries = Tries.beforeReading(request.retry());
        tries.run(internalTables::ensure);
        Admitted admitted = admission.admit(request, refused, tries);
        // With one writer nobody could take its streams over, and a second connection would be in its way.
        boolean renewed = capabilities.has(Capability.CONCURRENT_WRITERS);
        return new WriteSession(transactions, syncLog, request, admitted.lease())
                .run(renewed, () -> land(messages, request, refused, admitted, tries, start));
    }

    /** Names that statements of ours have in them, and not just values. */
    private void refuseNames(RefusedStreams refused) {
        Repertoire repertoire = backend.types().limits().repertoire();
        for (ConfiguredStream stream : refused.catalog()) {
            if (!stream.statementNames().allMatch(repertoire::has)) {
                refused.refuse(
                        stream.id(),
                        new CacheException(
                                CacheException.Kind.CONFIG,
                                "Cannot write stream \"%s\": the encoding of the database lacks characters of its name, key or cursor; load into a database whose encoding has all of Unicode."
                                        .formatted(stream.id())));
            }
        }
    }

    private WriteSummary land(
            InputStream messages,
            WriteRequest request,
            RefusedStreams refused,
            Admitted admitted,
            Tries tries,
            long start)
            throws SQLException {
        Lease lease = admitted.lease();
        List<StreamPlan> plans = preparation.plan(request, refused, admitted, tries);
        Coverage coverage = new Coverage(
                tries.of(() -> stored(request)).stream().findFirst().map(StoredState::kind), refused);
        try (StreamRouter router = new StreamRouter(backend, transactions, lease, coverage::isKnownGlobal);
                CheckpointTransaction checkpoint =
                        new CheckpointTransaction(backend, registry, states, syncLog, lease.sync(), router);
                MessageReader reader = reader(messages, plans, refused, request);
                HeldStates held = new HeldStates(request.retry().cacheDir())) {
            boolean mayReplay = keptBytes(request) > 0;
            TablePreparation.Ready ready = preparation.prepareTogether(plans);
            for (StreamPlan plan : plans) {
                refused.unlessRefused(plan.id(), () -> {
                    LoadTables tables = preparation.prepare(plan, lease, tries, ready);
                    return router.add(mayReplay ? tables : tables.withoutShortcut());
                });
            }
            refused.requireOthers();
            ToldListener listener = new ToldListener(request.listener());
            CommitDecision decision =
                    new CommitDecision(checkpoint, router, coverage, listener, request.throttle(), reader, held);
            try {
                Duration before = Duration.ofNanos(System.nanoTime() - start);
                return new SyncRun(request, listener, transactions, reader, router, refused, decision, before).run();
            } catch (SQLException | DataAccessException e) {
                // Nobody is to wait for what this write has locked, and least of all itself.
                checkpoint.close();
                router.disconnect();
                Optional<CacheException> reason = explained(e, lease, router);
                if (reason.isPresent()) {
                    throw reason.get();
                }
                throw e;
            }
        }
    }

    private List<StoredState> stored(WriteRequest request) {
        return transactions.run("read the stored state", sql -> states.loadOfWrite(sql, request.sourceName()));
    }

    private static long keptBytes(WriteRequest request) {
        RetryPolicy retry = request.retry();
        return retry.retryFor().isZero() ? 0 : retry.replayLimit();
    }

    /** Records of refused streams are read too, to be counted. */
    private static MessageReader reader(
            InputStream messages, List<StreamPlan> plans, RefusedStreams refused, WriteRequest request) {
        List<RecordLayout> layouts = Stream.concat(
                        plans.stream().map(StreamPlan::layout),
                        refused.all().stream().map(id -> new RecordLayout(id, List.of())))
                .toList();
        return MessageReader.of(
                messages,
                request.sourceEnding(),
                layouts,
                request.ignoreNamespace() ? StreamMatching.BY_NAME : StreamMatching.EXACT,
                keptBytes(request),
                request.retry().cacheDir());
    }

    /** A failure that others are behind says so rather than what the database made of it. */
    private Optional<CacheException> explained(Exception failure, Lease lease, StreamRouter router) {
        return lease.loss(failure)
                .or(() -> new ForeignChanges(backend)
                        .explain(
                                transactions,
                                router.loads().stream().map(StreamLoad::tables).toList(),
                                failure));
    }
}
