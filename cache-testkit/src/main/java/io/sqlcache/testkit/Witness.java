package io.sqlcache.testkit;

import io.sqlcache.api.CommittedState;
import io.sqlcache.api.WriteListener;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Supplier;

/**
 * Looks at the cache whenever a state is given back and whenever the write comes past a mark of the script. Thread-safe.
 *
 * @param <T> what is looked at
 */
final class Witness<T> implements WriteListener {

    private final Supplier<T> look;
    private final List<CommittedState> states = new CopyOnWriteArrayList<>();
    private final List<T> seenAtStates = new CopyOnWriteArrayList<>();
    private final Map<String, T> seenAtMarks = new ConcurrentHashMap<>();

    Witness(Supplier<T> look) {
        this.look = look;
    }

    /** Only collects the states. */
    static Witness<Boolean> ofStates() {
        return new Witness<>(() -> true);
    }

    @Override
    public void stateCommitted(CommittedState state) {
        states.add(state);
        seenAtStates.add(look.get());
    }

    @Override
    public void sourceLogged(String level, String message) {
        seenAtMarks.put(message, look.get());
    }

    /** The states that were given back, in order. */
    List<CommittedState> states() {
        return states;
    }

    /** The messages that were given back, in order. */
    List<String> messages() {
        return states.stream().map(CommittedState::message).toList();
    }

    /** What was seen at each state that was given back. */
    List<T> atStates() {
        return seenAtStates;
    }

    /** Whether the write has come past a mark. */
    boolean passed(String mark) {
        return seenAtMarks.containsKey(mark);
    }

    /** What was seen at a mark. */
    T at(String mark) {
        T seen = seenAtMarks.get(mark);
        if (seen == null) {
            throw new AssertionError(
                    "The write never came to the mark \"%s\"; it came to %s".formatted(mark, seenAtMarks.keySet()));
        }
        return seen;
    }
}
