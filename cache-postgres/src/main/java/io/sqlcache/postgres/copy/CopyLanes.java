package io.sqlcache.postgres.copy;

import io.sqlcache.core.backend.HoldingSink;
import io.sqlcache.core.backend.RowSink;
import io.sqlcache.core.backend.TableDefinition;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.IdentityHashMap;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;

/** The lanes in use: one a connection, from its first open sink to its last. Thread-safe. */
public final class CopyLanes {

    private final Duration lockTimeout;
    private final Duration socketTimeout;
    private final CopyMemory memory;
    private final IdentityHashMap<PGConnection, Shared> lanes = new IdentityHashMap<>();

    /** A lane and the number of its sinks. */
    private static final class Shared {
        private final CopyLane lane;
        private int sinks;

        private Shared(CopyLane lane) {
            this.lane = lane;
        }

        private void count(int change) {
            sinks += change;
            lane.shareAmong(sinks);
        }
    }

    /** Lanes whose waits for locks, and for a server that takes nothing, are bounded by these; zero is for ever. */
    public CopyLanes(Duration lockTimeout, Duration socketTimeout) {
        this(lockTimeout, socketTimeout, CopyMemory.ofHeap(Runtime.getRuntime().maxMemory()));
    }

    /** Lanes that have each this much memory. */
    CopyLanes(Duration lockTimeout, Duration socketTimeout, CopyMemory memory) {
        this.lockTimeout = lockTimeout;
        this.socketTimeout = socketTimeout;
        this.memory = memory;
    }

    /** A sink on the lane of its connection. */
    public RowSink open(Connection connection, TableDefinition table) throws SQLException {
        return sink(connection, table, null);
    }

    /** The same with rows that wait in memory until it is said where they go. */
    public HoldingSink hold(Connection connection, TableDefinition table, HoldingSink.Overflow overflow)
            throws SQLException {
        return sink(connection, table, overflow);
    }

    private CopySink sink(Connection connection, TableDefinition table, HoldingSink.@Nullable Overflow overflow)
            throws SQLException {
        if (connection.getAutoCommit()) {
            throw new IllegalArgumentException(
                    "A sink needs a connection that is not in auto-commit mode: its rows commit when the caller says");
        }
        PGConnection driver = connection.unwrap(PGConnection.class);
        synchronized (lanes) {
            Shared shared = lanes.computeIfAbsent(
                    driver, key -> new Shared(new CopyLane(connection, driver, lockTimeout, socketTimeout, memory)));
            shared.count(1);
            return new CopySink(shared.lane, table, overflow, () -> release(driver, shared));
        }
    }

    private void release(PGConnection driver, Shared shared) {
        synchronized (lanes) {
            shared.count(-1);
            if (shared.sinks > 0) {
                return;
            }
            lanes.remove(driver);
        }
        shared.lane.close();
    }
}
