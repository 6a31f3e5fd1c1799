package io.sqlcache.core.testing;

import io.sqlcache.api.CommittedState;
import io.sqlcache.api.StreamId;
import io.sqlcache.api.WriteListener;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Keeps what a listener is told, and lets a test do something in the middle of a write. Used by the writing thread. */
public final class Told implements WriteListener {

    private static final Pattern CURSOR = Pattern.compile("\"c\":(\\d+)");

    private final List<String> states = new ArrayList<>();
    private final Map<String, Runnable> deeds = new HashMap<>();
    private Runnable eachState = () -> {};

    /**
     * The states that were given back, in order: {@code users 3 over 2} is the state of the stream {@code users} with the cursor 3,
     * and two records since the one before. {@code all} stands for the source.
     */
    public List<String> states() {
        return List.copyOf(states);
    }

    /** Does this when the source logs this text, once; not if that is read again. */
    public void when(String logged, Runnable deed) {
        deeds.put(logged, deed);
    }

    /** Does this whenever a state is given back. */
    public void atEachState(Runnable deed) {
        eachState = deed;
    }

    @Override
    public void stateCommitted(CommittedState state) {
        StreamId stream = state.stream();
        states.add("%s %s over %d"
                .formatted(stream == null ? "all" : stream, cursor(state.message()), state.recordCount()));
        eachState.run();
    }

    @Override
    public void sourceLogged(String level, String message) {
        Objects.requireNonNullElse(deeds.remove(message), () -> {}).run();
    }

    /** Requires that everything was logged that a test waited for. */
    void requireNoneLeft() {
        if (!deeds.isEmpty()) {
            throw new AssertionError("The source did not log " + deeds.keySet());
        }
    }

    /** The first cursor in a state as {@link Lines} write it. */
    static String cursor(String state) {
        Matcher cursor = CURSOR.matcher(state);
        if (!cursor.find()) {
            throw new IllegalArgumentException("No cursor in " + state);
        }
        return cursor.group(1);
    }
}
