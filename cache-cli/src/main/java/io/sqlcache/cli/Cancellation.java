package io.sqlcache.cli;

import java.io.PrintStream;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Turns SIGINT and SIGTERM into an orderly end: the thread that armed it is interrupted, and the process stays until this is
 * closed, but not for ever. The JVM then exits with 130 or 143.
 */
final class Cancellation implements AutoCloseable {

    /** A commit that takes longer is given up: it leaves the database as if it had not begun. */
    private static final long PATIENCE_SECONDS = 30;

    private final PrintStream err;
    private final CountDownLatch finished = new CountDownLatch(1);
    private volatile boolean requested;
    private @Nullable Thread hook;

    Cancellation(PrintStream err) {
        this.err = err;
    }

    /** From now on a signal interrupts the calling thread. Called once. */
    void arm() {
        Thread working = Thread.currentThread();
        Thread stopping = new Thread(() -> cancel(working), "sqlcache-stop");
        Runtime.getRuntime().addShutdownHook(stopping);
        hook = stopping;
    }

    /** Whether a signal has asked for the end. */
    boolean requested() {
        return requested;
    }

    /** Lets the process end: all is said. */
    @Override
    public void close() {
        finished.countDown();
        if (hook != null && !requested) {
            try {
                Runtime.getRuntime().removeShutdownHook(hook);
            } catch (IllegalStateException e) {
                // The signal came just now: the hook runs, and finds that we have finished.
            }
        }
    }

    private void cancel(Thread working) {
        if (finished.getCount() == 0) {
            return;
        }
        requested = true;
        err.println("sqlcache: stopping ...");
        working.interrupt();
        try {
            if (!finished.await(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                err.println(
                        "sqlcache: still busy after %d s, giving up: what is not committed yet is not in the tables."
                                .formatted(PATIENCE_SECONDS));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
