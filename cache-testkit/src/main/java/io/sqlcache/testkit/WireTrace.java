package io.sqlcache.testkit;

import io.sqlcache.testkit.fault.Direction;
import io.sqlcache.testkit.fault.WireMessage;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/** The messages of a write that nothing disturbed, each with what tells it from all others. Thread-safe. */
final class WireTrace {

    private static final int MOST_TEXT = 60;

    private final Predicate<WireMessage> commits;
    private final List<Place> places = new ArrayList<>();
    private final EnumMap<Direction, Integer> numbers = new EnumMap<>(Direction.class);
    private final EnumMap<Direction, Integer> commitNumbers = new EnumMap<>(Direction.class);
    private boolean preparing = true;

    /** A trace that tells the messages of a commit, the request and the answer, by this. */
    WireTrace(Predicate<WireMessage> commits) {
        this.commits = commits;
    }

    /**
     * Where a message comes in the conversation. Which of its connections a pool gives may differ from write to write, so that
     * messages are counted over all of them.
     *
     * @param number of the messages that go the same way, from one
     * @param commit of those among them that are about commits, from one; zero if it is none
     * @param connection its number, from one
     * @param type as the proxy's splitter calls it
     * @param text the beginning of what can be read of it
     * @param isPreparation whether the first message of the source was not read yet
     * @param endsItsTurn whether the next message on this connection, if any, goes the other way
     */
    record Place(
            Direction way,
            int number,
            int commit,
            int connection,
            String type,
            String text,
            boolean isPreparation,
            boolean endsItsTurn) {

        /** Whether it asks for a commit or says that it is done. */
        boolean isCommit() {
            return commit > 0;
        }

        private Place endingItsTurn() {
            return new Place(way, number, commit, connection, type, text, isPreparation, true);
        }

        @Override
        public String toString() {
            String direction = way == Direction.TO_SERVER ? "to the server" : "to the client";
            String which = isCommit() ? "commit %d, ".formatted(commit) : "";
            return "message %d %s (%sconnection %d, %s)"
                    .formatted(number, direction, which, connection, (type + " " + text).strip());
        }
    }

    synchronized void note(WireMessage message) {
        Direction way = message.way();
        places.add(new Place(
                way,
                numbers.merge(way, 1, Integer::sum),
                commits.test(message) ? commitNumbers.merge(way, 1, Integer::sum) : 0,
                message.connection(),
                message.type(),
                text(message),
                preparing,
                false));
    }

    /** Notes that the first message of the source is read. */
    synchronized void begin() {
        preparing = false;
    }

    /** Every message, in the order in which they came. */
    synchronized List<Place> places() {
        List<Place> result = new ArrayList<>();
        Map<Integer, Direction> next = new HashMap<>();
        for (int i = places.size() - 1; i >= 0; i--) {
            Place place = places.get(i);
            boolean goesOn = place.way() == next.put(place.connection(), place.way());
            result.add(goesOn ? place : place.endingItsTurn());
        }
        Collections.reverse(result);
        return result;
    }

    /** Bytes that are no text are left out. */
    static String text(WireMessage message) {
        String text = message.text().replaceAll("[^ -~]+", " ").strip();
        return text.length() > MOST_TEXT ? text.substring(0, MOST_TEXT) + "..." : text;
    }
}
