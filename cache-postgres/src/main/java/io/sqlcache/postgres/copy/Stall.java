package io.sqlcache.postgres.copy;

import io.sqlcache.postgres.failure.SqlStates;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Notices that a connection makes no progress, and breaks it then: the driver bounds its reads, but a write to a socket that
 * nobody reads from waits for as long as the system likes. One thread notes progress, another one looks.
 */
final class Stall {

    private static final Logger LOG = LoggerFactory.getLogger(Stall.class);

    /** A read that the driver bounds by the same time is to fail by itself. */
    private static final Duration GRACE = Duration.ofSeconds(1);

    private static final long LOOKS_A_SECOND = 4;

    private final PGConnection driver;
    private final Duration limit;
    private volatile long nanosAtProgress = System.nanoTime();
    private volatile boolean broken;

    /**
     * Of one connection.
     *
     * @param limit how long it may make no progress; zero for ever
     */
    Stall(PGConnection driver, Duration limit) {
        this.driver = driver;
        this.limit = limit;
    }

    /** Notes that something was sent or received, or begins now. */
    void progressed() {
        nanosAtProgress = System.nanoTime();
    }

    /** How long to wait before the next {@link #check}. */
    static Duration betweenLooks() {
        return Duration.ofSeconds(1).dividedBy(LOOKS_A_SECOND);
    }

    /**
     * Breaks the connection if it has made no progress for too long, or is broken already.
     *
     * @return what happened; null if all is well
     */
    @Nullable
    SQLException check() {
        if (!broken) {
            long still = System.nanoTime() - nanosAtProgress;
            if (limit.isZero() || still < limit.plus(GRACE).toNanos()) {
                return null;
            }
            breakOff();
        }
        return new SQLException(
                "the server took no data for %d s (socket timeout)".formatted(limit.toSeconds()), SqlStates.BROKEN_OFF);
    }

    /** Closes the socket whoever is using it, on a thread of its own: an encrypted one tries to say goodbye first. */
    void breakOff() {
        if (broken) {
            return;
        }
        broken = true;
        Thread thread = new Thread(this::abort, "sqlcache-abort");
        thread.setDaemon(true);
        thread.start();
    }

    private void abort() {
        try {
            if (driver instanceof Connection connection) {
                connection.abort(Runnable::run);
            }
        } catch (SQLException e) {
            LOG.debug("A connection that made no progress could not be broken off", e);
        }
    }
}
