package io.sqlcache.testkit.fault;

import io.sqlcache.testkit.fault.Fault.Moment;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;

/** What a proxy looks out for, and what it has seen. Thread-safe. */
final class Faults {

    private final List<InjectedFault> faults = new ArrayList<>();
    private final Map<Direction, LongAdder> bytes = counters();
    private final Map<Direction, LongAdder> messages = counters();
    private volatile Consumer<WireMessage> watcher = message -> {};

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

    void watch(Consumer<WireMessage> newWatcher) {
        watcher = newWatcher;
    }

    void arrived(WireMessage message) {
        count(messages, message.way(), 1);
        watcher.accept(message);
    }

    long bytes(Direction way) {
        return sum(bytes, way);
    }

    long messages(Direction way) {
        return sum(messages, way);
    }

    private static Map<Direction, LongAdder> counters() {
        return Map.of(Direction.TO_SERVER, new LongAdder(), Direction.TO_CLIENT, new LongAdder());
    }

    private static long sum(Map<Direction, LongAdder> counters, Direction ways) {
        return counters.entrySet().stream()
                .filter(counter -> ways.covers(counter.getKey()))
                .mapToLong(counter -> counter.getValue().sum())
                .sum();
    }

    private static void count(Map<Direction, LongAdder> counters, Direction way, long more) {
        Objects.requireNonNull(counters.get(way)).add(more);
    }
}
