package io.sqlcache.duckdb.connect;

import java.sql.SQLException;
import java.sql.SQLTransientException;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * The turn of the transactions that write to one database: first come, first served. Thread-safe; belongs to a session, not to a thread.
 *
 * <p>DuckDB waits for nobody: of two transactions that change the same row the later one fails, also where the first was committed after
 * the later one began. One after the other, each sees what the one before it has committed, and none fails.
 */
final class Turn {

    private final Semaphore free = new Semaphore(1, true);
    private final Duration patience;

    /**
     * Nobody's yet.
     *
     * @param patience how long a session waits for its turn
     */
    Turn(Duration patience) {
        this.patience = patience;
    }

    /**
     * Waits until it is the caller's.
     *
     * @throws SQLTransientException if that takes too long
     * @throws SQLException if the thread is interrupted, whose flag is then set
     */
    void take() throws SQLException {
        try {
            if (!free.tryAcquire(patience.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new SQLTransientException(
                        "another transaction of this process has been writing to the database for more than %d s"
                                .formatted(patience.toSeconds()));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new SQLException("interrupted while another transaction of this process writes to the database", e);
        }
    }

    /** Lets the next one have it. */
    void pass() {
        free.release();
    }
}
