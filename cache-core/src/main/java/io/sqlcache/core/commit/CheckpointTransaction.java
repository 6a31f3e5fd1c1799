package io.sqlcache.core.commit;

import io.sqlcache.api.CacheException;
import io.sqlcache.core.backend.SqlBackend;
import io.sqlcache.core.load.Lane;
import io.sqlcache.core.load.Route;
import io.sqlcache.core.load.StreamLoad;
import io.sqlcache.core.load.StreamProgress;
import io.sqlcache.core.load.StreamRouter;
import io.sqlcache.core.state.StateStore;
import io.sqlcache.core.state.StreamRegistry;
import io.sqlcache.core.state.SyncLog;
import io.sqlcache.core.table.ForeignChanges;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The one transaction in which rows become visible and the state that covers them is stored.
 *
 * <p>It runs on the direct lane if rows of its streams are there. Else it runs on the other lane: the direct one may hold rows of a
 * stream that is not to be committed yet. Rows that are all to be merged may be committed by a thread of its own, while those of the next
 * commit are written on another lane: one such commit at a time.
 */
public final class CheckpointTransaction implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(CheckpointTransaction.class);

    private final CommitWork.Stores stores;
    private final StreamRouter router;
    private final UnderWay<Done> underWay = new UnderWay<>();
    private CommitTimes times = CommitTimes.NONE;
    private long commits;
    /** Whether no earlier write of the source is under way: known once the first state of all streams came. */
    private boolean alone;

    private volatile @Nullable Attempt inDoubt;

    /**
     * A commit that is asked for.
     *
     * @param group whose rows and states it is about; null if it only makes hidden rows durable
     * @param reached how far each of the group's streams had come
     * @param resumable streams of the group whose hidden rows its states cover from now on
     * @param swaps streams of the group whose new rows take the place of the old ones
     * @param durable other streams whose rows in their hidden tables it makes durable
     * @param number its rank among this write's commits
     * @param line the last line of input so far
     * @param start when it was asked for, in nanoseconds
     */
    private record Attempt(
            @Nullable CommitGroup group,
            Map<StreamLoad, StreamProgress.Mark> reached,
            List<StreamLoad> resumable,
            List<StreamLoad> swaps,
            List<StreamLoad> durable,
            long number,
            long line,
            long start) {

        /** What is committed if it happened; empty if it was about no group. */
        Optional<Committed> committed() {
            return Optional.ofNullable(group).map(each -> new Committed(each, line));
        }
    }

    /** A commit that happened, and how long it took. */
    private record Done(Attempt attempt, CommitTimes times) {}

    /** A group whose commit is known to have happened, up to a line of input. */
    record Committed(CommitGroup group, long line) {}

    /** Of one write that begins. */
    public CheckpointTransaction(
            SqlBackend backend,
            StreamRegistry registry,
            StateStore stateStore,
            SyncLog syncLog,
            SyncLog.Sync sync,
            StreamRouter router) {
        this.stores = new CommitWork.Stores(backend, new ForeignChanges(backend), registry, stateStore, syncLog, sync);
        this.router = router;
    }

    /**
     * Makes the group's rows so far durable, stores its states, and lets the new rows of streams that are complete take the
     * place of the old ones. No other commit is under way.
     *
     * @param line the last line of input so far
     */
    void commit(CommitGroup group, long line) throws SQLException {
        List<StreamLoad> swaps = group.loads().stream()
                .filter(load -> load.visibility().isToSwap())
                .toList();
        // A stream that sent no record has no hidden table yet: nothing takes the place of the old rows.
        swaps.forEach(router::prepareLanding);
        Lane lane = flushedLane(group, line);
        CommitWork work = CommitWork.of(stores, group, swaps, router::load, alone, commits + 1);
        Attempt attempt = attempt(group, swaps, goAlong(lane), line);
        times = times.plus(execute(lane, work, attempt));
        router.committed(lane);
        settle(attempt);
    }

    private Attempt attempt(CommitGroup group, List<StreamLoad> swaps, List<StreamLoad> durable, long line) {
        List<StreamLoad> resumable =
                group.loads().stream().filter(CommitWork::becomesResumable).toList();
        Map<StreamLoad, StreamProgress.Mark> reached = new LinkedHashMap<>();
        group.loads().forEach(load -> reached.put(load, load.handOver(line)));
        return new Attempt(group, reached, resumable, swaps, durable, commits + 1, line, System.nanoTime());
    }

    /** Whether the group's rows may be committed while more of them are written: they are all aside, no other stream's are, and there is a connection. */
    boolean mayOverlap(CommitGroup group) {
        return group.loads().stream()
                        .allMatch(load -> load.method().mergesByKey()
                                && !load.went(Route.DIRECT)
                                && !load.fillsLanding()
                                && !load.visibility().isToSwap())
                && group.loads().stream().anyMatch(load -> load.went(Route.ASIDE))
                && router.loads().stream()
                        .allMatch(
                                load -> !load.went(Route.ASIDE) || group.loads().contains(load))
                && router.lanes().hasSpare();
    }

    /**
     * Begins such a commit; {@link #finish} ends it. No other one is under way.
     *
     * @param line the last line of input so far
     */
    void begin(CommitGroup group, long line) throws SQLException {
        Lane lane = flushedLane(group, line);
        CommitWork work = CommitWork.of(stores, group, List.of(), router::load, alone, commits + 1);
        Attempt attempt = attempt(group, List.of(), List.of(), line);
        router.handOverAside();
        underWay.begin(() -> {
            return new Done(attempt, execute(lane, work, attempt));
        });
    }

    /** Whether a commit was begun and has not come to its end. */
    boolean isBusy() {
        return underWay.isRunning();
    }

    /**
     * Waits for the commit that was begun, if one was.
     *
     * @return what is committed by it
     * @throws SQLException if it failed; jOOQ's and our own exceptions too
     */
    Optional<Committed> finish() throws SQLException {
        long before = System.nanoTime();
        Done done = underWay.await();
        if (done == null) {
            return Optional.empty();
        }
        times = times.plus(done.times().waitedFor(System.nanoTime() - before));
        Attempt attempt = done.attempt();
        router.takeBackAside();
        settle(attempt);
        return attempt.committed();
    }

    /**
     * Waits for the commit that was begun, whatever becomes of it: the write goes back to its last commits, or ends.
     *
     * @return what is committed by it
     */
    Optional<Committed> giveUp() {
        try {
            return finish();
        } catch (SQLException | RuntimeException e) {
            LOG.debug("The commit that was under way failed", e);
            return Optional.empty();
        }
    }

    /**
     * Commits the rows of streams that hold their states, into their hidden tables: this write need not keep their input any more.
     * Nobody but this write may make use of them. No other commit is under way.
     *
     * @param line the last line of input so far
     */
    void makeDurable(List<StreamLoad> loads, long line) throws SQLException {
        loads.forEach(router::prepareLanding);
        for (StreamLoad load : loads) {
            router.stage(load);
        }
        Lane lane = router.lanes().aside();
        lane.flush();
        CommitWork work = CommitWork.ofHidden(stores, loads, commits + 1);
        List<StreamLoad> all =
                Stream.concat(loads.stream(), goAlong(lane).stream()).distinct().toList();
        Attempt attempt = new Attempt(null, Map.of(), List.of(), List.of(), all, commits + 1, line, System.nanoTime());
        times = times.plus(execute(lane, work, attempt));
        router.committed(lane);
        settle(attempt);
        LOG.info(
                "Kept the rows of {} so far in hidden tables",
                all.stream().map(StreamLoad::id).toList());
    }

    /** Streams that go on with their hidden tables after a loss, and have rows in them on this lane: each commit keeps those. */
    private List<StreamLoad> goAlong(Lane lane) {
        return router.loads().stream()
                .filter(load -> load.visibility().hasDurableRows() && load.fillsLanding())
                .filter(load -> load.progress().hasUncommittedRows()
                        && lane == router.lanes().aside())
                .toList();
    }

    /** On any thread: nobody else uses the lane meanwhile. */
    private CommitTimes execute(Lane lane, CommitWork work, Attempt attempt) throws SQLException {
        long start = System.nanoTime();
        long moving = work.run(lane.sql());
        inDoubt = attempt;
        lane.commit();
        return new CommitTimes(moving, System.nanoTime() - start - moving);
    }

    /** What follows a commit. Nothing in here fails: the group's states are still to be given back. */
    private void settle(Attempt attempt) {
        inDoubt = null;
        commits = attempt.number();
        alone |= attempt.group() != null && attempt.group().states().stream().anyMatch(state -> state.stream() == null);
        attempt.durable().forEach(load -> load.durable(attempt.line()));
        attempt.resumable().forEach(load -> load.visibility().becomeResumable());
        attempt.swaps().forEach(load -> load.visibility().swapped());
        attempt.reached().forEach(StreamLoad::committed);
        if (attempt.group() != null) {
            log(attempt.group(), attempt.start());
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

    /** How long the writing thread was busy with commits, or waited for them. */
    CommitTimes times() {
        return times;
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
    Optional<Committed> resolve() {
        long found = stores.syncLog().commits(stores.sync());
        Attempt attempt = inDoubt;
        if (attempt != null && found == attempt.number()) {
            LOG.info("Commit {} of this write did happen, although its connection was lost", found);
            settle(attempt);
            return attempt.committed();
        }
        if (found != commits) {
            throw SyncLog.differs(found, commits);
        }
        inDoubt = null;
        return Optional.empty();
    }

    private Lane flushedLane(CommitGroup group, long line) throws SQLException {
        boolean isDirect = group.loads().stream().anyMatch(load -> load.went(Route.DIRECT));
        if (isDirect && group.loads().stream().anyMatch(load -> load.went(Route.ASIDE))) {
            // The direct lane has to see the rows that went aside; this commit shows nothing to readers.
            for (StreamLoad load : group.loads()) {
                router.stage(load);
            }
            if (goAlong(router.lanes().aside()).isEmpty()) {
                router.lanes().aside().flush();
                router.lanes().aside().commit();
            } else {
                makeDurable(List.of(), line);
            }
        }
        for (StreamLoad load : group.loads()) {
            load.landHeldRows();
        }
        Lane lane = isDirect ? router.lanes().direct() : router.lanes().aside();
        lane.flush();
        return lane;
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

    /** Waits for the commit that was begun, and ends the thread that it is done on. */
    @Override
    public void close() {
        giveUp();
        underWay.close();
    }
}
