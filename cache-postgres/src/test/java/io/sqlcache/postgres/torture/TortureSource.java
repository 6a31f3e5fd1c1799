package io.sqlcache.postgres.torture;

import io.sqlcache.api.ConfiguredCatalog;
import io.sqlcache.postgres.torture.TortureStream.Position;
import io.sqlcache.testkit.MessageScript;
import io.sqlcache.testkit.StreamScript;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** A source of all streams, interleaved at random, that goes on from its state as a good source does. */
final class TortureSource {

    /** How the source's states are cut. */
    enum States {
        OF_EACH_STREAM,
        OF_ALL_STREAMS
    }

    /** What a mark in the input begins with: the next line completes a stream. */
    static final String MARK = "completing ";

    private static final int LONGEST_BURST = 40;
    private static final Pattern POSITION = Pattern.compile(
            "\"name\":\\s*\"(\\w+)\"},\\s*\"stream_state\":\\s*\\{\"round\":\\s*(\\d+),\\s*\"last\":\\s*(\\d+)}");

    private final States states;
    private final int round;
    private final Random random;
    private final MessageScript script = MessageScript.script();
    private final Map<TortureStream, Position> positions = new EnumMap<>(TortureStream.class);

    private TortureSource(States states, int round, Map<TortureStream, Position> state, Random random) {
        this.states = states;
        this.round = round;
        this.random = random;
        for (TortureStream stream : streams(states)) {
            int first = stream.first(round, state.getOrDefault(stream, Position.START));
            positions.put(stream, new Position(round, first - 1));
        }
    }

    /** The streams whose states can be cut so. */
    static List<TortureStream> streams(States states) {
        return Stream.of(TortureStream.values())
                .filter(stream -> states == States.OF_EACH_STREAM || stream.fitsGlobalState())
                .toList();
    }

    /** The catalog of a round. */
    static ConfiguredCatalog catalog(States states, int round) {
        return StreamScript.catalog(
                streams(states).stream().map(stream -> stream.configured(round)).toArray(StreamScript[]::new));
    }

    /** What states say, in whatever form; the last one of each stream counts. */
    static Map<TortureStream, Position> positions(String states) {
        Map<TortureStream, Position> positions = new EnumMap<>(TortureStream.class);
        Matcher found = POSITION.matcher(states);
        while (found.find()) {
            positions.put(
                    TortureStream.valueOf(found.group(1).toUpperCase(Locale.ROOT)),
                    new Position(Integer.parseInt(found.group(2)), Integer.parseInt(found.group(3))));
        }
        return positions;
    }

    /** All messages of a round from the state on. */
    static MessageScript messages(States states, int round, Map<TortureStream, Position> state, Random random) {
        return new TortureSource(states, round, state, random).messages();
    }

    private MessageScript messages() {
        List<TortureStream> open = new ArrayList<>(positions.keySet());
        while (!open.isEmpty()) {
            TortureStream stream = open.get(random.nextInt(open.size()));
            if (send(stream)) {
                open.remove(stream);
            }
        }
        if (states == States.OF_ALL_STREAMS) {
            stateOfAll();
        }
        return script;
    }

    /** Sends some records; whether these were the last ones. */
    private boolean send(TortureStream stream) {
        int last = stream.last(round);
        int sent = position(stream).last();
        int until = Math.min(last, sent + 1 + random.nextInt(LONGEST_BURST));
        for (int number = sent + 1; number <= until; number++) {
            script.record(stream.id(), stream.record(number, round));
        }
        positions.put(stream, new Position(round, until));
        boolean isDone = until == last;
        if (isDone || random.nextInt(3) == 0) {
            state(stream);
        }
        if (isDone) {
            script.mark(MARK + stream.id()).complete(stream.id());
        }
        return isDone;
    }

    private Position position(TortureStream stream) {
        return Objects.requireNonNull(positions.get(stream), stream.id());
    }

    private void state(TortureStream stream) {
        switch (states) {
            case OF_EACH_STREAM -> script.state(stream.id(), text(position(stream)));
            case OF_ALL_STREAMS -> stateOfAll();
        }
    }

    private void stateOfAll() {
        String[] parts = positions.entrySet().stream()
                .flatMap(entry -> Stream.of(entry.getKey().id(), text(entry.getValue())))
                .toArray(String[]::new);
        script.global("{}", parts);
    }

    private static String text(Position position) {
        return "{\"round\":%d,\"last\":%d}".formatted(position.round(), position.last());
    }
}
