package io.sqlcache.postgres.copy;

import io.sqlcache.postgres.failure.SqlStates;
import io.sqlcache.postgres.sql.OwnTransaction;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;

/**
 * The way of all rows over one connection: a thread that sends chunks while the next ones are filled.
 *
 * <p>A COPY stays open for a run of chunks of one sink. It ends when a chunk of another comes, or at a flush. The first
 * failure stands: every later call tells it. An interrupt ends no wait, so that no COPY is left open; it stays set. A
 * connection that makes no progress for longer than the socket timeout is broken off.
 */
final class CopyLane {

    /** One that is being sent, and one that waits so that the sender does not. */
    private static final int CHUNKS_IN_FLIGHT = 2;

    private static final int LARGEST_CHUNK = 1 << 20;
    private static final int SMALLEST_CHUNK = 1 << 16;

    /** The server finds out within two minutes that its client has vanished, and lets its locks go. */
    private static final String FIND_LOST_CLIENTS = """
        set local tcp_keepalives_idle = 60; set local tcp_keepalives_interval = 10; set local tcp_keepalives_count = 6\
        """;

    private final Connection connection;
    private final PGConnection driver;
    private final String beginning;
    private final Stall stall;
    private final CopyMemory memory;
    private final ExecutorService sender;
    private final Semaphore room = new Semaphore(CHUNKS_IN_FLIGHT);
    private final ConcurrentLinkedQueue<CopyBuffer> spare = new ConcurrentLinkedQueue<>();
    private volatile int chunkSize = LARGEST_CHUNK;
    private volatile @Nullable Throwable failure;
    private volatile String failedTable = "";

    /** Touched by the writing thread only. */
    private long held;

    // Touched by the sender only:
    private @Nullable CopyRun run;
    private boolean begun;

    /**
     * A lane for one connection.
     *
     * @param connection as the caller has it: what a pool puts around the driver's own has to see that it is used
     * @param driver the driver's own
     * @param socketTimeout how long the server may take nothing; zero for ever
     * @param memory shared by all sinks, however many they are
     */
    CopyLane(
            Connection connection,
            PGConnection driver,
            Duration lockTimeout,
            Duration socketTimeout,
            CopyMemory memory) {
        this.connection = connection;
        this.driver = driver;
        this.beginning =
                OwnTransaction.beginning("set local lock_timeout = " + lockTimeout.toMillis(), FIND_LOST_CLIENTS);
        this.memory = memory;
        this.stall = new Stall(driver, socketTimeout);
        this.sender = Executors.newSingleThreadExecutor(work -> {
            Thread thread = new Thread(work, "sqlcache-copy");
            thread.setDaemon(true);
            return thread;
        });
    }

    /** Divides the budget. */
    void shareAmong(int sinks) {
        chunkSize = (int) Math.max(SMALLEST_CHUNK, Math.min(LARGEST_CHUNK, memory.chunks() / Math.max(1, sinks)));
    }

    /** How many bytes make a chunk now. */
    int chunkSize() {
        return chunkSize;
    }

    /**
     * Counts bytes that are held from now on, or no more if negative.
     *
     * @return whether there is room for them
     */
    boolean hold(long bytes) {
        held += bytes;
        return held <= memory.held();
    }

    /** An empty buffer. */
    CopyBuffer buffer() {
        CopyBuffer buffer = spare.poll();
        return buffer == null ? new CopyBuffer(SMALLEST_CHUNK) : buffer;
    }

    /** Sends whole rows of a sink; waits while two chunks are on their way. The buffer is given away. */
    void send(CopySink sink, CopyBuffer chunk, long rows) throws SQLException {
        checkFailure();
        awaitRoom();
        sender.execute(() -> {
            attempt(() -> transfer(sink, chunk, rows));
            recycle(chunk);
            room.release();
        });
    }

    /** Waits until all rows sent are taken and the connection is idle. */
    void flush() throws SQLException {
        await(sender.submit(() -> attempt(() -> {
            endRun();
            begun = false;
        })));
        checkFailure();
    }

    /** Fails the transaction, since rows of this sink are in it that are not to stay. */
    void drop(CopySink sink) {
        await(sender.submit(() -> attempt(() -> {
            CopyRun dropped = run == null ? CopyRun.begin(driver, sink, stall) : run;
            run = null;
            dropped.cancel();
            throw new SQLException("Rows for " + sink.table() + " were dropped before they were flushed; roll back");
        })));
    }

    /** Ends the thread when its work is done. */
    void close() {
        await(sender.submit(() -> attempt(this::endRun)));
        sender.shutdown();
    }

    /** Tells the first failure, if there was one. */
    void checkFailure() throws SQLException {
        Throwable first = failure;
        if (first != null) {
            String state = first instanceof SQLException sql ? sql.getSQLState() : null;
            throw new SQLException("Cannot send rows%s: %s".formatted(failedTable, first.getMessage()), state, first);
        }
    }

    /** What the sender does. */
    @FunctionalInterface
    private interface Work {
        void run() throws SQLException;
    }

    private void attempt(Work work) {
        if (failure == null) {
            stall.progressed();
            try {
                work.run();
            } catch (SQLException | RuntimeException | Error e) {
                giveUp(e);
                fail(e);
            }
        }
    }

    private synchronized void fail(Throwable reason) {
        if (failure == null) {
            failure = reason;
        }
    }

    private void giveUp(Throwable reason) {
        CopyRun open = run;
        run = null;
        if (open != null) {
            failedTable = " to table \"" + open.table() + "\"";
        }
        if (SqlStates.isOfConnection(reason)) {
            stall.breakOff(); // to ask such a server for anything more would mean to wait once more
        } else if (open != null) {
            try {
                open.cancel();
            } catch (SQLException | RuntimeException e) {
                reason.addSuppressed(e);
            }
        }
    }

    private void transfer(CopySink sink, CopyBuffer chunk, long rows) throws SQLException {
        if (run == null || !run.isOf(sink)) {
            endRun();
            begin();
            run = CopyRun.begin(driver, sink, stall);
        }
        run.send(chunk, rows);
    }

    private void endRun() throws SQLException {
        CopyRun open = run;
        if (open != null) {
            open.end();
            run = null;
        }
    }

    /** The transaction, which may end after any flush. */
    private void begin() throws SQLException {
        if (!begun) {
            try (Statement statement = connection.createStatement()) {
                statement.execute(beginning);
            }
            begun = true;
        }
    }

    private void recycle(CopyBuffer buffer) {
        if (buffer.capacity() <= 2 * chunkSize && spare.size() < CHUNKS_IN_FLIGHT) {
            buffer.clear();
            spare.add(buffer);
        }
    }

    private void awaitRoom() throws SQLException {
        boolean interrupted = false;
        try {
            while (true) {
                try {
                    if (room.tryAcquire(Stall.betweenLooks().toMillis(), TimeUnit.MILLISECONDS)) {
                        return;
                    }
                    if (isStalled()) {
                        checkFailure();
                    }
                } catch (InterruptedException e) {
                    interrupted = true;
                }
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private boolean isStalled() {
        SQLException stalled = stall.check();
        if (stalled != null) {
            fail(stalled);
        }
        return stalled != null;
    }

    /** Waits until it is done, or until nothing can be expected of the connection any more. */
    private void await(Future<?> done) {
        boolean interrupted = false;
        try {
            while (true) {
                try {
                    done.get(Stall.betweenLooks().toMillis(), TimeUnit.MILLISECONDS);
                    return;
                } catch (TimeoutException e) {
                    if (isStalled()) {
                        return;
                    }
                } catch (InterruptedException e) {
                    interrupted = true;
                } catch (ExecutionException e) {
                    throw new IllegalStateException(e);
                }
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
