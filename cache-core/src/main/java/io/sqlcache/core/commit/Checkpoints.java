package io.sqlcache.core.commit;

import io.sqlcache.api.CacheException;
import io.sqlcache.api.CommitThrottle;
import io.sqlcache.api.CommittedState;
import io.sqlcache.api.StreamId;
import io.sqlcache.api.WriteListener;
import io.sqlcache.core.load.StreamLoad;
import io.sqlcache.core.load.StreamRouter;
import io.sqlcache.core.message.Message.State;
import io.sqlcache.core.message.StateMessages;
import java.sql.SQLException;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.LongSupplier;
import java.util.stream.Stream;

/** Decides when to commit what: at states, not too often; at COMPLETE; when input is silent; at its end. Not thread-safe. */
public final class Checkpoints {

    private final Checkpoint checkpoint;
    private final Coverage coverage;
    private final WriteListener listener;
    private final CommitThrottle throttle;
    private final LongSupplier inputBytes;
    private final CommitGroup global = new CommitGroup(List.of());
    private final Map<StreamId, CommitGroup> single = new LinkedHashMap<>();
    private long arrivals;

    /**
     * Nothing committed yet.
     *
     * @param inputBytes the bytes of input so far
     */
    Checkpoints(
            Checkpoint checkpoint,
            StreamRouter router,
            Coverage coverage,
            WriteListener listener,
            CommitThrottle throttle,
            LongSupplier inputBytes) {
        this.checkpoint = checkpoint;
        this.coverage = coverage;
        this.listener = listener;
        this.throttle = throttle;
        this.inputBytes = inputBytes;
        router.loads().forEach(load -> single.put(load.id(), new CommitGroup(List.of(load))));
        regroup();
    }

    /** A state came: it covers what its stream, or all of them, sent before. */
    public void stateArrived(State state) throws SQLException {
        coverage.learn(state);
        regroup();
        StreamId stream = state.stream();
        // A state of a stream that the catalog does not have covers nothing, but is given back like any other.
        CommitGroup group = stream == null
                ? global
                : Objects.requireNonNullElseGet(single.get(stream), () -> new CommitGroup(List.of()));
        refuseReplaceUnderGlobal(group, state);
        long records =
                group.loads().stream().mapToLong(StreamLoad::stateReached).sum();
        group.stateArrived(new PendingState(arrivals++, state.kind(), stream, state.json(), records));
        if (!group.holdsStates() && (group.loads().isEmpty() || isDue(group))) {
            commit(group);
        }
    }

    private boolean isDue(CommitGroup group) {
        return inputBytes.getAsLong() - group.inputBytesAtCommit() >= throttle.inputBytes()
                || System.nanoTime() - group.nanosAtCommit()
                        >= throttle.interval().toNanos()
                || group.stateBytes() >= throttle.stateBytes();
    }

    /** A stream is complete: its rows need no further state, unless a state of all streams covers it. */
    public void streamCompleted(StreamLoad load) throws SQLException {
        load.completed();
        CommitGroup group = single.get(load.id());
        if (group != null) {
            complete(group);
        } else if (load.isToSwap() && !load.hasUncommittedRows()) {
            // A state of all streams has covered its last row already, whatever the others have sent since.
            checkpoint.commit(new CommitGroup(List.of(load)));
        }
    }

    /** Commits what states cover, so that nobody waits for it: input is silent, or the write is to end. */
    public void commitCovered() throws SQLException {
        for (CommitGroup group : groups()) {
            if (group.isCovered() && !group.holdsStates()) {
                commit(group);
            }
        }
    }

    /**
     * The input ended cleanly.
     *
     * @param complete the streams that need no further state
     */
    public void inputEnded(Collection<StreamLoad> complete) throws SQLException {
        for (CommitGroup group : groups()) {
            if (complete.containsAll(group.loads())) {
                group.loads().forEach(StreamLoad::completed);
                complete(group);
            }
        }
        commitCovered();
    }

    private List<CommitGroup> groups() {
        return Stream.concat(Stream.of(global), single.values().stream()).toList();
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
                single.put(load.id(), new CommitGroup(List.of(load)));
            }
            return leaves;
        });
    }

    private static void refuseReplaceUnderGlobal(CommitGroup group, State state) {
        if (state.stream() != null) {
            return;
        }
        for (StreamLoad load : group.loads()) {
            if (load.holdsStates()) {
                throw new CacheException(
                        CacheException.Kind.CONFIG,
                        "Cannot replace stream \"%s\": the source covers it by one %s state of many streams, which cannot wait until this one is complete; use APPEND or MERGE, or a catalog with a generation_id."
                                .formatted(load.id(), state.kind()));
            }
        }
    }

    private void commit(CommitGroup group) throws SQLException {
        if (group.hasNews()) {
            checkpoint.commit(group);
            giveBack(group);
        }
    }

    private void complete(CommitGroup group) throws SQLException {
        commit(group);
        for (StreamLoad load : group.loads()) {
            load.closeSinks();
        }
    }

    private void giveBack(CommitGroup group) {
        for (PendingState state : group.committed(inputBytes.getAsLong())) {
            listener.stateCommitted(new CommittedState(
                    state.stream(), StateMessages.givenBack(state.json(), state.recordCount()), state.recordCount()));
        }
    }
}
