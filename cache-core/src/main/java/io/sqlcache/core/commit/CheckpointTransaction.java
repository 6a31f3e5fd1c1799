package io.sqlcache.core.commit;

import io.sqlcache.api.CacheException;
import io.sqlcache.api.StreamId;
import io.sqlcache.core.backend.MergePlan;
import io.sqlcache.core.backend.SqlBackend;
import io.sqlcache.core.backend.SwapPlan;
import io.sqlcache.core.backend.TableDefinition;
import io.sqlcache.core.backend.TableOperations;
import io.sqlcache.core.catalog.StreamPlan;
import io.sqlcache.core.load.Lane;
import io.sqlcache.core.load.Route;
import io.sqlcache.core.load.StreamLoad;
import io.sqlcache.core.load.StreamRouter;
import io.sqlcache.core.message.StateMessages;
import io.sqlcache.core.state.StateStore;
import io.sqlcache.core.state.StateStore.StoredState;
import io.sqlcache.core.state.StreamRegistry;
import io.sqlcache.core.state.SyncLog;
import io.sqlcache.core.table.ForeignChanges;
import io.sqlcache.core.table.LoadTables;
import java.sql.SQLException;
import java.sql.SQLTransientException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.jooq.DSLContext;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The one transaction in which rows become visible and the state that covers them is stored.
 *
 * <p>It runs on the direct lane if rows of its streams are there. Else it runs on the other lane: the direct one may hold rows of a
 * stream that is not to be committed yet.
 */
public final class CheckpointTransaction {

    private static final Logger LOG = LoggerFactory.getLogger(CheckpointTransaction.class);

    private final TableOperations tables;
    private final StreamRegistry registry;
    private final ForeignChanges foreignChanges;
    private final StateStore stateStore;
    private final SyncLog syncLog;
    private final SyncLog.Sync sync;
    private final StreamRouter router;
    private long commits;
    /** Whether no earlier write of the source is under way: known once the first state of all streams came. */
    private boolean alone;

    private @Nullable Attempt inDoubt;

    /**
     * A commit that is asked for.
     *
     * @param group whose rows and states it is about; null if it only makes hidden rows durable
     * @param swaps streams of the group whose new rows take the place of the old ones
     * @param durable other streams whose rows in their hidden tables it makes durable
     * @param number its rank among this write's commits
     * @param line the last line of input so far
     */
    private record Attempt(
            @Nullable CommitGroup group, List<StreamLoad> swaps, List<StreamLoad> durable, long number, long line) {}

    /** Of one write that begins. */
    public CheckpointTransaction(
            SqlBackend backend,
            StreamRegistry registry,
            StateStore stateStore,
            SyncLog syncLog,
            SyncLog.Sync sync,
            StreamRouter router) {
        this.tables = backend.tables();
        this.foreignChanges = new ForeignChanges(backend);
        this.registry = registry;
        this.stateStore = stateStore;
        this.syncLog = syncLog;
        this.sync = sync;
        this.router = router;
    }

    /**
     * Makes the group's rows so far durable, stores its states, and lets the new rows of streams that are complete take the
     * place of the old ones.
     *
     * @param line the last line of input so far
     */
    void commit(CommitGroup group, long line) throws SQLException {
        long start = System.nanoTime();
        List<StreamLoad> swaps = group.loads().stream()
                .filter(load -> load.visibility().isToSwap())
                .toList();
        // A stream that sent no record has no hidden table yet: nothing takes the place of the old rows.
        swaps.forEach(router::prepareLanding);
        Lane lane = flushedLane(group, line);
        for (StreamLoad load : group.loads()) {
            moveAsideRows(lane.sql(), load);
            noteResumableRows(lane.sql(), load);
            if (load.wentAnywhere() && load.visibility().isVisible()) {
                foreignChanges.refuse(lane.sql(), load.tables());
            }
        }
        for (StreamLoad load : swaps) {
            swap(lane.sql(), load);
        }
        saveStates(lane.sql(), group, swaps);
        commit(lane, new Attempt(group, swaps, goAlong(lane), commits + 1, line));
        log(group, start);
    }

    /**
     * Commits the rows of streams that hold their states, into their hidden tables: this write need not keep their input any more.
     * Nobody but this write may make use of them.
     *
     * @param line the last line of input so far
     */
    void makeDurable(List<StreamLoad> loads, long line) throws SQLException {
        loads.forEach(router::prepareLanding);
        Lane lane = router.asideLane();
        lane.flush();
        for (StreamLoad load : loads) {
            moveAsideRows(lane.sql(), load);
        }
        List<StreamLoad> all =
                Stream.concat(loads.stream(), goAlong(lane).stream()).distinct().toList();
        commit(lane, new Attempt(null, List.of(), all, commits + 1, line));
        LOG.info(
                "Kept the rows of {} so far in hidden tables",
                all.stream().map(StreamLoad::id).toList());
    }

    /** Streams that go on with their hidden tables after a loss, and have rows in them on this lane: each commit keeps those. */
    private List<StreamLoad> goAlong(Lane lane) {
        return router.loads().stream()
                .filter(load -> load.visibility().hasDurableRows() && load.fillsLanding())
                .filter(load -> load.progress().hasUncommittedRows() && lane == router.asideLane())
                .toList();
    }

    private void commit(Lane lane, Attempt attempt) throws SQLException {
        syncLog.advance(lane.sql(), sync, attempt.number());
        inDoubt = attempt;
        lane.commit();
        router.committed(lane);
        settle(attempt);
    }

    /** What follows a commit. Nothing in here fails: the group's states are still to be given back. */
    private void settle(Attempt attempt) {
        inDoubt = null;
        commits = attempt.number();
        attempt.durable().forEach(load -> load.durable(attempt.line()));
        attempt.swaps().forEach(load -> load.visibility().swapped());
        if (attempt.group() != null) {
            attempt.group().loads().forEach(load -> load.committed(attempt.line()));
        }
        for (StreamLoad load : attempt.swaps()) {
            try {
                load.closeSinks();
            } catch (SQLException e) {
                LOG.debug("A sink of stream {} did not close cleanly", load.id(), e);
            }
            // Outside of the transaction, which DDL would commit half done in some databases.
            router.dropAside(load);
        }
    }

    /** How many commits are known to have happened. */
    long commits() {
        return commits;
    }

    /** Whether the connection was lost during a commit, and what became of it is not known. */
    boolean isInDoubt() {
        return inDoubt != null;
    }

    /**
     * Finds out, on a new connection, what became of the last commit that was asked for.
     *
     * @return the group that it was about if it did happen although that was not known, whose states are to be given back
     * @throws CacheException of kind {@code TRANSIENT} if it cannot be found out yet, or if the database has not what it had
     */
    Optional<CommitGroup> resolve() {
        long found = syncLog.commits(sync);
        Attempt attempt = inDoubt;
        if (attempt != null && found == attempt.number()) {
            LOG.info("Commit {} of this write did happen, although its connection was lost", found);
            settle(attempt);
            return Optional.ofNullable(attempt.group());
        }
        if (found != commits) {
            throw SyncLog.differs(found, commits);
        }
        inDoubt = null;
        return Optional.empty();
    }

    /** Rows that a state covers outlive this write, also where readers do not see them yet. */
    private void noteResumableRows(DSLContext sql, StreamLoad load) {
        StreamPlan plan = load.tables().plan();
        if (plan.isResumable()
                && load.progress().hasUncommittedRows()
                && !load.visibility().hasResumableRows()
                && !load.visibility().isToSwap()) {
            registry.noteResumable(sql, plan, plan.stream().generationId());
            load.visibility().becomeResumable();
        }
    }

    private void swap(DSLContext sql, StreamLoad load) {
        LoadTables loadTables = load.tables();
        tables.swap(
                sql,
                new SwapPlan(
                        loadTables.landing(),
                        loadTables.target(),
                        loadTables.plan().key()));
        foreignChanges.refuse(sql, loadTables);
        if (load.visibility().hasResumableRows()) {
            registry.noteResumable(sql, loadTables.plan(), OptionalLong.empty());
        }
        stateStore.show(sql, sync.source(), load.id());
    }

    private void saveStates(DSLContext sql, CommitGroup group, List<StreamLoad> swaps) {
        Map<Optional<StreamId>, PendingState> last = new LinkedHashMap<>();
        group.states().forEach(state -> last.put(Optional.ofNullable(state.stream()), state));
        for (PendingState state : last.values()) {
            if (state.stream() == null && !alone) {
                syncLog.requireAlone(sql, sync);
                alone = true;
            }
            StreamLoad load = state.stream() == null ? null : router.load(state.stream());
            boolean visible = load == null || load.visibility().isVisible() || swaps.contains(load);
            stateStore.save(sql, sync.source(), sync.number(), stored(state), visible);
        }
    }

    private Lane flushedLane(CommitGroup group, long line) throws SQLException {
        boolean isDirect = group.loads().stream().anyMatch(load -> load.went(Route.DIRECT));
        if (isDirect && group.loads().stream().anyMatch(load -> load.went(Route.ASIDE))) {
            // The direct lane has to see the rows that went aside; this commit shows nothing to readers.
            if (goAlong(router.asideLane()).isEmpty()) {
                router.asideLane().flush();
                router.asideLane().commit();
            } else {
                makeDurable(List.of(), line);
            }
        }
        Lane lane = isDirect ? router.directLane() : router.asideLane();
        lane.flush();
        return lane;
    }

    private void moveAsideRows(DSLContext sql, StreamLoad load) throws SQLException {
        if (!load.went(Route.ASIDE) || load.fillsLanding()) {
            return;
        }
        LoadTables loadTables = load.tables();
        switch (load.method()) {
            case APPEND, REPLACE -> {
                long moved = tables.append(sql, loadTables.staging(), loadTables.landing());
                requireStaged(load, moved == load.progress().uncommittedRecords());
            }
            case MERGE, REPLACE_MERGED -> {
                requireStaged(load, hasFirst(sql, load));
                tables.merge(sql, load.mergePlan());
            }
        }
    }

    /** Whether the first of the staged rows is there: a crash leaves none of those before it. */
    private static boolean hasFirst(DSLContext sql, StreamLoad load) {
        TableDefinition staging = load.tables().staging();
        return sql.fetchExists(DSL.selectOne()
                .from(staging.table())
                .where(staging.field(MergePlan.SEQUENCE)
                        .eq(DSL.inline(load.firstAside().orElseThrow()))));
    }

    /**
     * A crash of the server empties staging tables. A lane whose connection is shared by a pool does not notice one that happens
     * between two of its transactions.
     *
     * @throws SQLTransientException if rows are missing: they are to be written again
     */
    private static void requireStaged(StreamLoad load, boolean areAllThere) throws SQLTransientException {
        if (!areAllThere) {
            throw new SQLTransientException(
                    "table \"%s\" has lost rows that were written to it: the server has restarted"
                            .formatted(load.tables().staging().name()));
        }
    }

    private static StoredState stored(PendingState state) {
        return new StoredState(
                state.kind(), state.stream(), StateMessages.stored(state.text().read()));
    }

    private static void log(CommitGroup group, long start) {
        LOG.info(
                "Committed {} with {} states in {} ms",
                group.loads().stream()
                        .map(load ->
                                load.id() + " up to record " + load.progress().committedRecords())
                        .toList(),
                group.states().size(),
                (System.nanoTime() - start) / 1_000_000);
    }
}
