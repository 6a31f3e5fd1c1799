package io.sqlcache.testkit.fault;

import io.sqlcache.testkit.fault.Fault.Moment;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLongArray;

/** What a proxy looks out for, and what it has seen. Thread-safe. */
final class Faults {

    private final List<InjectedFault> faults = new ArrayList<>();
    private final AtomicLongArray bytes = new AtomicLongArray(Direction.values().length);
    private final AtomicLongArray messages = new AtomicLongArray(Direction.values().length);

    /**
     * How many bytes may pass now, and what happens then.
     *
     * @param bytes not more than were asked for
     */
    record Passage(int bytes, Optional<InjectedFault> then) {}

    synchronized InjectedFault add(Fault fault) {
        InjectedFault injected = new InjectedFault(fault);
        faults.add(injected);
        return injected;
    }

    synchronized void clear() {
        faults.clear();
    }

    /** Lets bytes pass up to the next fault; the pump has to let just as many through. */
    synchronized Passage pass(Direction way, int connection, int wanted) {
        long allowed = wanted;
        InjectedFault then = null;
        for (InjectedFault fault : faults) {
            long allowance = fault.allowance(way, connection, wanted);
            if (allowance < allowed || (allowance == allowed && then == null)) {
                allowed = allowance;
                then = fault;
            }
        }
        for (InjectedFault fault : faults) {
            fault.passed(way, connection, allowed);
        }
        if (then != null) {
            then.claim();
        }
        count(bytes, way, allowed);
        return new Passage((int) allowed, Optional.ofNullable(then));
    }

    /** What is to happen at this moment of a message. */
    synchronized List<InjectedFault> at(Moment moment, WireMessage message) {
        return faults.stream().filter(fault -> fault.happensAt(moment, message)).toList();
    }

    void countMessage(Direction way) {
        count(messages, way, 1);
    }

    long bytes(Direction way) {
        return bytes.get(way.ordinal());
    }

    long messages(Direction way) {
        return messages.get(way.ordinal());
    }

    private static void count(AtomicLongArray counters, Direction way, long more) {
        counters.addAndGet(way.ordinal(), more);
        counters.addAndGet(Direction.EITHER.ordinal(), more);
    }
}
