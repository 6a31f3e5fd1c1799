package io.sqlcache.testkit;

import io.sqlcache.testkit.WireTrace.Place;
import io.sqlcache.testkit.fault.Direction;
import io.sqlcache.testkit.fault.Fault;
import io.sqlcache.testkit.fault.WireMessage;
import java.time.Duration;
import java.util.Locale;
import java.util.function.Predicate;

/** What goes wrong with one message of a write. */
record Disturbance(Kind kind, Place place) {

    private static final Duration DELAY = Duration.ofMillis(50);

    /** What happens to the message and to those after it. */
    enum Kind {
        CUT_BEFORE,
        CUT_AFTER,
        /** It comes late. */
        DELAY,
        /** It is lost with all that follow the same way; the connection stays open. */
        DROP,
        /** It is held back with all that follow the same way, for longer than anybody waits, and then arrives. */
        STALL
    }

    /**
     * The fault to be injected when the write begins.
     *
     * @param commits tells the messages about commits
     */
    Fault fault(Predicate<WireMessage> commits) {
        return place.isCommit() ? fault(commits, place.commit()) : fault(message -> true, place.number());
    }

    private Fault fault(Predicate<WireMessage> messages, int occurrence) {
        Direction way = place.way();
        Fault fault = switch (kind) {
            case CUT_BEFORE -> Fault.cut(way).before(messages);
            case CUT_AFTER -> Fault.cut(way).after(messages);
            case DELAY -> Fault.delay(way, DELAY).before(messages);
            case DROP -> Fault.drop(way).before(messages);
            case STALL -> Fault.stall(way).before(messages);
        };
        return fault.occurrence(occurrence);
    }

    /** Whether it is noticed only because nothing comes any more. */
    boolean isSilent() {
        return kind == Kind.DROP || kind == Kind.STALL;
    }

    @Override
    public String toString() {
        return kind.name().toLowerCase(Locale.ROOT).replace('_', ' ') + " " + place;
    }
}
