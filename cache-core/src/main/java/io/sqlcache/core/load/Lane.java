package io.sqlcache.core.load;

import io.sqlcache.core.backend.HoldingSink;
import io.sqlcache.core.backend.RowSink;
import io.sqlcache.core.backend.SqlBackend;
import io.sqlcache.core.backend.TableDefinition;
import io.sqlcache.core.sql.Transactions;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jooq.DSLContext;
import org.jooq.exception.DataAccessException;

/** One connection with the sinks that are open on it, in one transaction after the other. Not thread-safe. */
public final class Lane {

    private final SqlBackend backend;
    private final Connection connection;
    private final DSLContext sql;
    private final List<RowSink> sinks = new ArrayList<>();
    private boolean begun;
    private long nanosWaited;

    Lane(SqlBackend backend, Transactions transactions, String action) {
        this.backend = backend;
        this.connection = transactions.connect(action);
        this.sql = transactions.on(connection);
    }

    /** A sink that stays open until it or the lane is closed. */
    RowSink open(TableDefinition table) throws SQLException {
        RowSink sink = backend.open(connection, table);
        sinks.add(sink);
        return sink;
    }

    /** The same with rows that wait in memory; none where the backend has no such sinks. */
    Optional<HoldingSink> hold(TableDefinition table, HoldingSink.Overflow overflow) throws SQLException {
        Optional<HoldingSink> sink = backend.hold(connection, table, overflow);
        sink.ifPresent(sinks::add);
        return sink;
    }

    /** Closes one sink; what it holds is dropped unless flushed. */
    void close(RowSink sink) throws SQLException {
        sinks.remove(sink);
        nanosWaited += sink.nanosWaited();
        sink.close();
    }

    /** How long its sinks, those that are closed too, have waited for the database. */
    long nanosWaited() {
        long nanos = nanosWaited;
        for (RowSink sink : sinks) {
            nanos += sink.nanosWaited();
        }
        return nanos;
    }

    /** jOOQ on this lane's connection; for statements only after {@link #flush}. */
    public DSLContext sql() {
        if (!begun) {
            try {
                backend.begin(connection);
            } catch (SQLException e) {
                throw new DataAccessException("Cannot begin a transaction", e);
            }
            begun = true;
        }
        return sql;
    }

    /** Lets the database take every row that was written; the connection is idle afterwards. */
    public void flush() throws SQLException {
        for (RowSink sink : sinks) {
            sink.flush();
        }
    }

    /** Ends the transaction: what was written and done since the last commit is durable. */
    public void commit() throws SQLException {
        begun = false;
        connection.commit();
    }

    /** Closes the sinks, forgets what is not committed and gives the connection back. */
    void close() throws SQLException {
        try (connection) {
            try {
                closeSinks();
            } finally {
                connection.rollback();
            }
        }
    }

    private void closeSinks() throws SQLException {
        SQLException failure = null;
        nanosWaited = nanosWaited();
        for (RowSink sink : sinks) {
            try {
                sink.close();
            } catch (SQLException e) {
                failure = e;
            }
        }
        sinks.clear();
        if (failure != null) {
            throw failure;
        }
    }
}
