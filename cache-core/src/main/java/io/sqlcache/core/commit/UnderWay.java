package io.sqlcache.core.commit;

import java.sql.SQLException;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;

/** At most one piece of work that is done on a thread of its own, which is made for the first one. Not thread-safe. */
final class UnderWay<T> implements AutoCloseable {

    private @Nullable ExecutorService thread;
    private @Nullable Future<T> work;

    /** Begins; none is under way. */
    void begin(Callable<T> next) {
        if (work != null) {
            throw new IllegalStateException("What was begun before has not been waited for");
        }
        ExecutorService on = thread;
        if (on == null) {
            on = Executors.newSingleThreadExecutor(task -> {
                Thread commits = new Thread(task, "sqlcache-commit");
                commits.setDaemon(true);
                return commits;
            });
            thread = on;
        }
        work = on.submit(next);
    }

    /** Whether it is not at its end yet. */
    boolean isRunning() {
        return work != null && !work.isDone();
    }

    /**
     * Waits for its end. An interrupt ends no wait, so that nobody uses what it uses; it stays set.
     *
     * @return what it gave; null if none was begun since the last wait
     * @throws SQLException if it failed with one; unchecked exceptions are thrown as they are
     */
    @Nullable
    T await() throws SQLException {
        Future<T> begun = work;
        if (begun == null) {
            return null;
        }
        boolean interrupted = false;
        try {
            while (true) {
                try {
                    T done = begun.get();
                    work = null;
                    return done;
                } catch (InterruptedException e) {
                    interrupted = true;
                } catch (ExecutionException e) {
                    work = null;
                    throw failure(e.getCause());
                }
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private static SQLException failure(@Nullable Throwable cause) {
        if (cause instanceof SQLException sql) {
            return sql;
        }
        if (cause instanceof RuntimeException unchecked) {
            throw unchecked;
        }
        if (cause instanceof Error error) {
            throw error;
        }
        throw new IllegalStateException(cause);
    }

    /** Ends the thread once its work is done. */
    @Override
    public void close() {
        if (thread != null) {
            thread.shutdown();
        }
    }
}
