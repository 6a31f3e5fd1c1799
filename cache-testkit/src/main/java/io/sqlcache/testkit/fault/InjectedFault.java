package io.sqlcache.testkit.fault;

import io.sqlcache.testkit.fault.Fault.Moment;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** A fault that a {@link FaultProxy} looks out for: tells whether it has happened. Thread-safe. */
public final class InjectedFault {

    private final Fault fault;
    private long passed;
    private int matches;
    private int claimed;
    private int happened;

    InjectedFault(Fault fault) {
        this.fault = fault;
    }

    /** How often it has happened so far. */
    public synchronized int count() {
        return happened;
    }

    /** Waits until it has happened; false if it did not in time. */
    public synchronized boolean await(Duration patience) throws InterruptedException {
        long deadline = System.nanoTime() + patience.toNanos();
        while (happened == 0) {
            long left = TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime());
            if (left <= 0) {
                return false;
            }
            wait(left);
        }
        return true;
    }

    Fault fault() {
        return fault;
    }

    /** How many of these bytes may pass before it happens; more than there are if it does not. */
    synchronized long allowance(Direction way, int connection, long bytes) {
        if (fault.moment() != Moment.BYTES || isOver() || !fault.concerns(way, connection)) {
            return Long.MAX_VALUE;
        }
        long between = claimed == 0 ? fault.bytes() : Math.max(1, fault.bytes());
        return between - passed <= bytes ? between - passed : Long.MAX_VALUE;
    }

    /** Notes that bytes are let through. */
    synchronized void passed(Direction way, int connection, long bytes) {
        if (fault.concerns(way, connection)) {
            passed += bytes;
        }
    }

    /** Notes a message at one of its moments; true if the fault is to happen now. */
    synchronized boolean happensAt(Moment moment, WireMessage message) {
        if (fault.moment() != moment || isOver() || !fault.concerns(message)) {
            return false;
        }
        matches++;
        if (matches < fault.occurrence()) {
            return false;
        }
        claim();
        return true;
    }

    /** It is to happen now, and nowhere else. */
    synchronized void claim() {
        claimed++;
        passed = 0;
    }

    /** Whoever sees what it does, or counts it, sees both. */
    synchronized void happen(Runnable action) {
        action.run();
        happened++;
        notifyAll();
    }

    private boolean isOver() {
        return claimed > 0 && !fault.isRepeated();
    }
}
