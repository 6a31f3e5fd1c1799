package io.sqlcache.testkit.fault;

import java.time.Duration;
import java.util.function.Predicate;

/**
 * What goes wrong and when: {@code Fault.cut(Direction.TO_SERVER).before(message -> message.text().contains("COMMIT"))}.
 *
 * <p>Immutable. Happens once, with the first byte on any connection, unless said otherwise.
 */
public final class Fault {

    enum Action {
        CUT,
        STALL,
        DELAY,
        DROP
    }

    enum Moment {
        BYTES,
        BEFORE_MESSAGE,
        AFTER_MESSAGE
    }

    private final Action action;
    private final Direction way;
    private final Duration pause;
    private final Moment moment;
    private final long bytes;
    private final Predicate<WireMessage> messages;
    private final int connection;
    private final int occurrence;
    private final boolean repeated;

    private Fault(
            Action action,
            Direction way,
            Duration pause,
            Moment moment,
            long bytes,
            Predicate<WireMessage> messages,
            int connection,
            int occurrence,
            boolean repeated) {
        this.action = action;
        this.way = way;
        this.pause = pause;
        this.moment = moment;
        this.bytes = bytes;
        this.messages = messages;
        this.connection = connection;
        this.occurrence = occurrence;
        this.repeated = repeated;
    }

    /** Closes the connection on both sides; what was let through before still arrives. */
    public static Fault cut(Direction way) {
        return of(Action.CUT, way, Duration.ZERO);
    }

    /** Holds back what follows this way on the connection, until {@link FaultProxy#resume}. */
    public static Fault stall(Direction way) {
        return of(Action.STALL, way, Duration.ZERO);
    }

    /** Holds back what follows this way on the connection, for some time. */
    public static Fault delay(Direction way, Duration pause) {
        return of(Action.DELAY, way, pause);
    }

    /** Loses all that follows this way on the connection, which stays open until the one who sends closes it. */
    public static Fault drop(Direction way) {
        return of(Action.DROP, way, Duration.ZERO);
    }

    private static Fault of(Action action, Direction way, Duration pause) {
        return new Fault(action, way, pause, Moment.BYTES, 0, message -> true, 0, 1, false);
    }

    /** As soon as so many bytes were let through this way since the fault was added, on all of its connections together. */
    public Fault afterBytes(long count) {
        return new Fault(action, way, pause, Moment.BYTES, count, messages, connection, occurrence, repeated);
    }

    /** When such a message arrives, of which nothing has been let through yet. */
    public Fault before(Predicate<WireMessage> message) {
        return new Fault(action, way, pause, Moment.BEFORE_MESSAGE, 0, message, connection, occurrence, repeated);
    }

    /** As soon as such a message was let through. */
    public Fault after(Predicate<WireMessage> message) {
        return new Fault(action, way, pause, Moment.AFTER_MESSAGE, 0, message, connection, occurrence, repeated);
    }

    /** On one connection only: the first that the proxy was asked for is number one. */
    public Fault onConnection(int number) {
        return new Fault(action, way, pause, moment, bytes, messages, number, occurrence, repeated);
    }

    /** With this one of the messages that are meant, instead of the first. */
    public Fault occurrence(int number) {
        return new Fault(action, way, pause, moment, bytes, messages, connection, number, repeated);
    }

    /** Again and again: with every such message from the chosen occurrence on, or each time after so many bytes. */
    public Fault always() {
        return new Fault(action, way, pause, moment, bytes, messages, connection, occurrence, true);
    }

    Action action() {
        return action;
    }

    Duration pause() {
        return pause;
    }

    Moment moment() {
        return moment;
    }

    long bytes() {
        return bytes;
    }

    int occurrence() {
        return occurrence;
    }

    boolean isRepeated() {
        return repeated;
    }

    boolean concerns(Direction direction, int connectionNumber) {
        return way.covers(direction) && (connection == 0 || connection == connectionNumber);
    }

    boolean concerns(WireMessage message) {
        return concerns(message.way(), message.connection()) && messages.test(message);
    }
}
