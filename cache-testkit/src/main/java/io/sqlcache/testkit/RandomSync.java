package io.sqlcache.testkit;

import io.sqlcache.api.StreamId;
import io.sqlcache.api.WriteStrategy;
import io.sqlcache.testkit.TableOracle.ExpectedRow;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The messages of one sync: the records of all streams among each other, with states and statuses in between, and what is
 * to come of them.
 */
final class RandomSync {

    private static final int MOST_RECORDS = 20;

    private final Dice dice;
    private final RandomJson json;
    private final RandomText text;
    private final Instant begin;
    private final boolean global;
    private final MessageScript messages = MessageScript.script();
    private final Map<StreamId, List<ExpectedRow>> sent = new HashMap<>();
    private final Map<StreamId, List<String>> states = new HashMap<>();
    private final List<String> globalStates = new ArrayList<>();
    private int records;

    /**
     * Makes up the messages.
     *
     * @param begin when the first record is emitted; each later one is a millisecond later
     * @param global whether the states are about all streams
     */
    RandomSync(Dice dice, List<RandomStream> streams, Instant begin, boolean global) {
        this.dice = dice;
        this.json = new RandomJson(dice);
        this.text = new RandomText(dice);
        this.begin = begin;
        this.global = global;
        interleave(streams);
    }

    MessageScript messages() {
        return messages;
    }

    List<ExpectedRow> sent(StreamId stream) {
        return sent.getOrDefault(stream, List.of());
    }

    /** The states of a stream in order; only what the source means by them. */
    List<String> states(StreamId stream) {
        return states.getOrDefault(stream, List.of());
    }

    /** What the states of all streams share, in order. */
    List<String> globalStates() {
        return globalStates;
    }

    private void interleave(List<RandomStream> streams) {
        if (dice.chance(20)) {
            messages.crlf();
        }
        List<Deque<Runnable>> left = new ArrayList<>();
        streams.forEach(stream -> left.add(steps(stream)));
        while (!left.isEmpty()) {
            Deque<Runnable> steps = dice.oneOf(left);
            for (int run = dice.between(1, 10); run > 0 && !steps.isEmpty(); run--) {
                steps.removeFirst().run();
            }
            left.removeIf(Deque::isEmpty);
        }
    }

    /** What a stream sends, one after the other; a status is left out only where that means nothing. */
    private Deque<Runnable> steps(RandomStream stream) {
        Deque<Runnable> steps = new ArrayDeque<>();
        boolean silent = stream.strategy() != WriteStrategy.REPLACE && dice.chance(20);
        if (!silent) {
            steps.add(() -> messages.status(stream.id(), dice.oneOf("STARTED", "RUNNING")));
        }
        for (int i = dice.between(0, MOST_RECORDS); i > 0; i--) {
            steps.add(() -> record(stream));
            if (dice.chance(15)) {
                steps.add(() -> state(stream.id()));
            }
        }
        steps.add(() -> state(stream.id()));
        if (!silent) {
            steps.add(() -> messages.status(stream.id(), "COMPLETE"));
        }
        return steps;
    }

    private void state(StreamId stream) {
        String state = JsonMeaning.storable(json.object());
        if (global) {
            globalStates.add(state);
            messages.stateObject(
                    "{\"type\":\"GLOBAL\",\"global\":{\"shared_state\":%s,\"stream_states\":[]}}".formatted(state));
        } else {
            states.computeIfAbsent(stream, id -> new ArrayList<>()).add(state);
            messages.state(stream, state);
        }
    }

    private void record(RandomStream stream) {
        List<Map.Entry<String, String>> data = stream.data();
        Instant emittedAt = begin.plusMillis(records++);
        Map<String, Cell> cells = stream.cells(data);
        List<String> changes = new ArrayList<>();
        List<String> parts = new ArrayList<>();
        parts.add("\"stream\":" + text.json(stream.id().name()));
        parts.add("\"emitted_at\":" + emittedAt.toEpochMilli());
        parts.add("\"data\":" + object(data));
        if (stream.id().namespace() != null || dice.chance(10)) {
            parts.add("\"namespace\":" + Json.text(stream.id().namespace()));
        }
        if (dice.chance(5)) {
            changes.add("told NULLED SOURCE_RETRIEVAL_ERROR");
            parts.add("\"meta\":{\"changes\":[{\"field\":\"told\",\"change\":\"NULLED\",\"reason\":"
                    + "\"SOURCE_RETRIEVAL_ERROR\"}]}");
        }
        if (dice.chance(30)) {
            dice.shuffle(parts);
        }
        cells.forEach((field, cell) -> {
            if (!cell.change().isEmpty()) {
                changes.add(field.replace('\0', '\ufffd') + " " + cell.change());
            }
        });
        sent.computeIfAbsent(stream.id(), id -> new ArrayList<>()).add(new ExpectedRow(emittedAt, cells, changes));
        String record = "\"record\":{" + String.join(",", parts) + "}";
        String type = "\"type\":\"RECORD\"";
        messages.line(dice.chance(10) ? "{" + record + "," + type + "}" : "{" + type + "," + record + "}");
    }

    private String object(List<Map.Entry<String, String>> data) {
        List<String> fields = new ArrayList<>();
        data.forEach(
                field -> fields.add(text.json(field.getKey()) + (dice.chance(10) ? " : " : ":") + field.getValue()));
        return "{" + String.join(dice.chance(10) ? ", " : ",", fields) + "}";
    }
}
