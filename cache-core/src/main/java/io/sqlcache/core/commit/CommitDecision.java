package io.sqlcache.core.commit;

import io.sqlcache.api.CacheException;
import io.sqlcache.api.CommitThrottle;
import io.sqlcache.api.CommittedState;
import io.sqlcache.api.StreamId;
import io.sqlcache.api.WriteListener;
import io.sqlcache.core.commit.CheckpointTransaction.Committed;
import io.sqlcache.core.load.StreamLoad;
import io.sqlcache.core.load.StreamRouter;
import io.sqlcache.core.message.Message.State;
import io.sqlcache.core.message.MessageReader;
import io.sqlcache.core.message.StateMessages;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Stream;

/** Decides when to commit what: at states, not too often; at COMPLETE; when input is silent; at its end. Not thread-safe. */
public final class CommitDecision {

    /** While a commit is under way, at most that many times what the throttle says is written for the next one. */
    private static final int MOST_BATCHES = 8;

    private final CheckpointTransaction checkpoint;
    private final Coverage coverage;
    private final WriteListener listener;
    private final CommitThrottle throttle;
    private final MessageReader input;
    private final HeldStates held;
    private final CommitGroup global = CommitGroup.ofMany();
    private final Map<StreamId, CommitGroup> single = new LinkedHashMap<>();
    /** Of streams that the catalog does not have and that sent no record: their states cover nothing, and are given back at once. */
    private final CommitGroup unknown = CommitGroup.ofMany();

    /** Lines of states behind which nothing more is written. */
    private final Set<Long> lastStates = new HashSet<>();

    /**
     * Nothing committed yet.
     *
     * @param input what is read; tells how far
     * @param held where the states of streams that are replaced wait
     */
    public CommitDecision(
            CheckpointTransaction checkpoint,
            StreamRouter router,
            Coverage coverage,
            WriteListener listener,
            CommitThrottle throttle,
            MessageReader input,
            HeldStates held) {
        this.checkpoint = checkpoint;
        this.coverage = coverage;
        this.listener = listener;
        this.throttle = throttle;
        this.input = input;
        this.held = held;
        router.loads().forEach(load -> single.put(load.id(), CommitGroup.of(load)));
        regroup();
    }

    /**
     * A state came: it covers what its stream, or all of them, sent before.
     *
     * @return how many records these are, since the state before; empty if it is read again, or its stream is refused
     */
    public OptionalLong stateArrived(State state) throws SQLException {
        long line = input.lineNumber();
        coverage.learn(state, line);
        if (!checkpoint.isBusy() || isRegrouped()) {
            finish();
        }
        regroup();
        StreamId stream = state.stream();
        if (stream != null && coverage.isRefused(stream)) {
            return OptionalLong.empty(); // whoever is given it back takes the records before it for stored
        }
        CommitGroup group = stream == null ? global : single.getOrDefault(stream, unknown);
        if (line <= group.committedLine()) {
            return OptionalLong.empty(); // read again
        }
        refuseReplaceUnderGlobal(group, state);
        long records = group.loads().stream()
                .mapToLong(load -> load.progress().stateReached())
                .sum();
        boolean holds = group.holdsStates();
        StateText text = holds ? held.hold(state.json()) : new StateText.AtHand(state.json());
        group.stateArrived(new PendingState(state.kind(), stream, text, records, line));
        if (group == unknown) {
            giveBack(new Committed(group, line)); // not stored: the records before it were not written
        } else if (!holds) {
            commitIfDue(group);
        }
        return OptionalLong.of(records);
    }

    private void commitIfDue(CommitGroup group) throws SQLException {
        if (group.loads().isEmpty() || isDue(group)) {
            finish();
            commit(group);
        } else if (hasEnough(group, 1)) {
            overlap(group);
        }
    }

    /** Who wants a commit at every state is not to wait for one. Where the database is the slower one, batches grow. */
    private void overlap(CommitGroup group) throws SQLException {
        if (checkpoint.isBusy() && !hasEnough(group, MOST_BATCHES)) {
            return;
        }
        finish();
        if (throttle.inputBytes() > 0 && checkpoint.mayOverlap(group)) {
            group.handedOver(input.inputBytes());
            checkpoint.begin(group, input.lineNumber());
        } else {
            commit(group);
        }
    }

    private boolean hasEnough(CommitGroup group, int batches) {
        return input.inputBytes() - group.inputBytesHandedOver() >= batches * throttle.inputBytes();
    }

    /** Whether it cannot wait for the commit that is under way. */
    private boolean isDue(CommitGroup group) {
        return lastStates.contains(group.lastStateLine())
                || System.nanoTime() - group.nanosAtCommit()
                        >= throttle.interval().toNanos()
                // Of all groups together: one whose stream sends no more cannot give way later.
                || groups().stream().mapToLong(CommitGroup::stateBytes).sum() >= throttle.stateBytes();
    }

    /** A stream is complete: its rows need no further state, unless a state of all streams covers it. */
    public void streamCompleted(StreamLoad load) throws SQLException {
        finish();
        // Else it is read again. A state that was committed may stand on the same line.
        if (input.lineNumber() >= load.progress().committedLine()) {
            complete(load);
        }
    }

    private void complete(StreamLoad load) throws SQLException {
        if (load.progress().isCut()) {
            return; // too late
        }
        load.completed(input.lineNumber());
        CommitGroup group = single.get(load.id());
        if (group != null) {
            complete(group);
        } else if (load.visibility().isToSwap() && !load.progress().hasUncommittedRows()) {
            // A state of all streams has covered its last row already, whatever the others have sent since.
            checkpoint.commit(CommitGroup.of(load), input.lineNumber());
        }
    }

    /** Commits what states cover, so that nobody waits for it: input is silent, or the write is to end. */
    public void commitCovered() throws SQLException {
        finish();
        for (CommitGroup group : groups()) {
            if (group.isCovered() && !group.holdsStates()) {
                commit(group);
            }
        }
    }

    /**
     * The input ended cleanly.
     *
     * @param completed the streams that this completes, as a status would have
     * @param complete all streams that need no further state
     */
    public void inputEnded(Collection<StreamLoad> completed, Collection<StreamLoad> complete) throws SQLException {
        finish();
        for (StreamLoad load : completed) {
            complete(load);
        }
        for (CommitGroup group : groups()) {
            if (complete.containsAll(group.loads())) {
                group.loads().forEach(load -> load.completed(input.lineNumber()));
                complete(group);
            }
        }
        commitCovered();
    }

    /**
     * Makes the rows of streams whose states wait for COMPLETE durable where they are hidden: what was read of them so far need
     * not be read again, however long it takes until they are complete.
     */
    public void makeDurable() throws SQLException {
        finish();
        List<StreamLoad> held = single.values().stream()
                .filter(group -> group.holdsStates() && group.neededFrom() < Long.MAX_VALUE)
                .flatMap(group -> group.loads().stream())
                .toList();
        if (!held.isEmpty()) {
            checkpoint.makeDurable(held, input.lineNumber());
        }
    }

    /** How long the writing thread was busy with commits, or waited for them. */
    public CommitTimes times() {
        return checkpoint.times();
    }

    /** How many commits are known to have happened. */
    public long commits() {
        return checkpoint.commits();
    }

    /** Whether the connection was lost during a commit, and what became of it is not known. */
    public boolean isInDoubt() {
        return checkpoint.isInDoubt();
    }

    /** The first line that has to be read again if everything since the last commit is lost; beyond all lines if there is none. */
    public long neededFrom() {
        return groups().stream().mapToLong(CommitGroup::neededFrom).min().orElse(Long.MAX_VALUE);
    }

    /**
     * Finds out, on a new connection, whether a commit happened whose connection was lost, and gives its states back then.
     *
     * @throws CacheException of kind {@code TRANSIENT} if it cannot be found out yet, or the database has not what it had
     */
    public void resolve() {
        checkpoint.resolve().ifPresent(this::giveBack);
    }

    /** Waits for the commit that is under way, if one is, and gives its states back; a failure of it is thrown. */
    private void finish() throws SQLException {
        checkpoint.finish().ifPresent(this::giveBack);
    }

    /** The same before the write goes back to its last commits, or ends: whatever becomes of that commit. */
    public void giveUp() {
        checkpoint.giveUp().ifPresent(this::giveBack);
    }

    /**
     * Goes back to the last commits: what waits for one comes again.
     *
     * @param line the first one that is read again
     */
    public void rollback(long line) {
        coverage.rollback(line);
        groups().forEach(CommitGroup::rollback);
        regroup();
    }

    /**
     * Lets the write end at the last state of each stream, or of all, that waits for its commit: when these lines are read again
     * after a {@link #rollback}, it is committed, and what comes after it is passed over.
     *
     * @return nothing if no state waits that may be committed
     */
    public Optional<LineRange> endAtLastStates() {
        List<CommitGroup> ending =
                groups().stream().filter(CommitGroup::mayEndAtState).toList();
        if (ending.isEmpty()) {
            return Optional.empty();
        }
        for (CommitGroup group : groups()) {
            long last = group.mayEndAtState() ? group.lastStateLine() : 0;
            group.loads().forEach(load -> load.progress().endAfter(last));
        }
        ending.forEach(group -> lastStates.add(group.lastStateLine()));
        // One that is complete is swapped behind its last state.
        boolean swaps = ending.stream()
                .flatMap(group -> group.loads().stream())
                .anyMatch(load -> load.visibility().isToSwap());
        long last = swaps
                ? input.lineNumber()
                : ending.stream().mapToLong(CommitGroup::lastStateLine).max().orElseThrow();
        return Optional.of(new LineRange(
                ending.stream().mapToLong(CommitGroup::neededFrom).min().orElseThrow(), last));
    }

    private List<CommitGroup> groups() {
        return Stream.concat(Stream.of(global), single.values().stream()).toList();
    }

    private boolean isRegrouped() {
        return single.keySet().stream().anyMatch(coverage::isGlobal)
                || global.loads().stream().anyMatch(load -> !coverage.isGlobal(load.id()));
    }

    /** Puts each stream where the states so far say that it belongs. */
    private void regroup() {
        single.entrySet().removeIf(entry -> {
            boolean joins = coverage.isGlobal(entry.getKey());
            if (joins) {
                global.join(entry.getValue());
            }
            return joins;
        });
        global.loads().removeIf(load -> {
            boolean leaves = !coverage.isGlobal(load.id());
            if (leaves) {
                single.put(load.id(), CommitGroup.of(load));
            }
            return leaves;
        });
    }

    private static void refuseReplaceUnderGlobal(CommitGroup group, State state) {
        if (state.stream() != null) {
            return;
        }
        for (StreamLoad load : group.loads()) {
            if (load.visibility().holdsStates()) {
                throw new CacheException(
                        CacheException.Kind.CONFIG,
                        "Cannot replace stream \"%s\": the source covers it by one %s state of many streams, which cannot wait until this one is complete; use APPEND or MERGE, or a catalog with a generation_id."
                                .formatted(load.id(), state.kind()));
            }
        }
    }

    private void commit(CommitGroup group) throws SQLException {
        if (group.hasNews()) {
            long line = input.lineNumber();
            group.handedOver(input.inputBytes());
            checkpoint.commit(group, line);
            giveBack(new Committed(group, line));
        }
    }

    private void complete(CommitGroup group) throws SQLException {
        commit(group);
        for (StreamLoad load : group.loads()) {
            load.closeSinks();
        }
    }

    private void giveBack(Committed committed) {
        for (PendingState state : committed.group().committed(committed.line())) {
            String message = StateMessages.givenBack(state.text().read(), state.recordCount());
            state.text().forget();
            listener.stateCommitted(new CommittedState(state.stream(), message, state.recordCount()));
        }
    }
}
