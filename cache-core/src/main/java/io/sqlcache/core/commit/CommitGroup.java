package io.sqlcache.core.commit;

import io.sqlcache.core.load.StreamLoad;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Streams whose rows become visible together, with the states that wait for it: one stream, or all that a global state
 * covers. Not thread-safe.
 */
final class CommitGroup {

    private final List<StreamLoad> loads = new ArrayList<>();
    private final @Nullable StreamLoad only;
    private final List<PendingState> states = new ArrayList<>();
    private long stateBytes;
    private long committedLine;
    private long inputBytesAtCommit;
    private long inputBytesHandedOver;
    private long nanosAtCommit = System.nanoTime();

    private CommitGroup(@Nullable StreamLoad only) {
        this.only = only;
        if (only != null) {
            loads.add(only);
            committedLine = only.progress().committedLine();
        }
    }

    /** One stream with states of its own. */
    static CommitGroup of(StreamLoad load) {
        return new CommitGroup(load);
    }

    /** Streams that are to {@link #join}. */
    static CommitGroup ofMany() {
        return new CommitGroup(null);
    }

    List<StreamLoad> loads() {
        return loads;
    }

    /** The states that wait, in order of arrival. */
    List<PendingState> states() {
        return states;
    }

    /** The length of the states that wait, without those that wait for their stream to be complete. */
    long stateBytes() {
        return stateBytes;
    }

    /** The line of input up to which its states are committed, or wait here for nothing but their stream to be complete. */
    long committedLine() {
        return only == null
                ? committedLine
                : Math.max(committedLine, only.progress().committedLine());
    }

    /** The first line that has to be read again if everything since the last commit is lost. */
    long neededFrom() {
        return loads.stream()
                .mapToLong(load -> load.progress().neededFrom())
                .reduce(firstStateToReadAgain(), Math::min);
    }

    private long firstStateToReadAgain() {
        long committed = committedLine();
        for (PendingState state : states) {
            if (state.line() > committed) {
                return state.line();
            }
        }
        return Long.MAX_VALUE;
    }

    /** The bytes of input up to what was handed over to a commit last. */
    long inputBytesHandedOver() {
        return inputBytesHandedOver;
    }

    long nanosAtCommit() {
        return nanosAtCommit;
    }

    /** Takes over another group's streams and states. */
    void join(CommitGroup other) {
        loads.addAll(other.loads);
        states.addAll(other.states);
        stateBytes += other.stateBytes;
    }

    /** Notes a state that covers every record of these streams so far. */
    void stateArrived(PendingState state) {
        states.add(state);
        stateBytes += state.text().unboundedLength();
    }

    /** Whether every record so far is covered by a state or committed. */
    boolean isCovered() {
        return loads.stream().allMatch(load -> load.progress().isCovered());
    }

    /** Whether its states have to wait until a stream of it is complete. */
    boolean holdsStates() {
        return loads.stream()
                .anyMatch(load ->
                        load.visibility().holdsStates() && !load.visibility().isVisible());
    }

    /** Whether states wait that may be committed without the records after them. */
    boolean mayEndAtState() {
        return !states.isEmpty() && !holdsStates();
    }

    /** The line of the last state that waits; 0 if there is none. */
    long lastStateLine() {
        return states.isEmpty() ? 0 : states.get(states.size() - 1).line();
    }

    /** Whether a commit would change anything. */
    boolean hasNews() {
        return !states.isEmpty()
                || loads.stream()
                        .anyMatch(load -> load.progress().hasUncommittedRows()
                                || load.visibility().isToSwap());
    }

    /** Forgets the states that wait and are read again. */
    void rollback() {
        long committed = committedLine();
        states.removeIf(state -> {
            boolean comesAgain = state.line() > committed;
            if (comesAgain) {
                state.text().forget();
            }
            return comesAgain;
        });
        inputBytesHandedOver = inputBytesAtCommit;
        stateBytes = waitingBytes();
    }

    /**
     * Notes that everything so far is to be committed.
     *
     * @param inputBytes the bytes up to its end
     */
    void handedOver(long inputBytes) {
        inputBytesHandedOver = inputBytes;
        nanosAtCommit = System.nanoTime();
    }

    /**
     * Notes that what was handed over is committed; returns the states to give back.
     *
     * @param line the last line of it
     */
    List<PendingState> committed(long line) {
        List<PendingState> covered =
                states.stream().filter(state -> state.line() <= line).toList();
        states.removeIf(state -> state.line() <= line);
        stateBytes = waitingBytes();
        committedLine = line;
        inputBytesAtCommit = inputBytesHandedOver;
        return covered;
    }

    private long waitingBytes() {
        return states.stream()
                .mapToLong(state -> state.text().unboundedLength())
                .sum();
    }
}
