package io.sqlcache.core.backend;

import java.sql.SQLException;

/**
 * Writes rows of one table, value by value in the order of its columns, on a connection that the caller owns.
 *
 * <p>One verb a column, chosen by the column's {@link PhysicalType}, or {@link #writeNull}; then {@link #endRow}. The values
 * fit their columns: the caller has checked the
 * {@link ValueLimits} that the backend states, length, precision and scale, and that text and JSON are valid UTF-8
 * without NUL; the sink never converts. Byte arrays are read before a verb returns and belong to the caller.
 *
 * <p>Rows may be held in memory and sent by another thread until {@link #flush}, which leaves the connection idle and ready
 * for statements. Rows may follow a flush. Several sinks may be open on one connection; the caller runs no statement of its
 * own there unless every one of them is flushed. A sink never begins, commits or rolls back. An error of a row that was
 * accepted before may come out of any later call. Not thread-safe.
 */
public interface RowSink extends AutoCloseable {

    /** SQL NULL, for a column of any type. */
    void writeNull();

    void writeBoolean(boolean value);

    void writeLong(long value);

    void writeDouble(double value);

    /** A number that fits the column's precision and scale, as a JSON number literal: {@code -1.50e3}. */
    void writeDecimal(byte[] ascii, int offset, int length);

    void writeText(byte[] utf8, int offset, int length);

    /** A complete JSON value. */
    void writeJson(byte[] utf8, int offset, int length);

    /** Days since 1970-01-01, proleptic Gregorian. */
    void writeDate(int epochDay);

    /** Microseconds since midnight; 24 h only where the {@link ValueLimits} have it. */
    void writeTime(long microOfDay);

    /** Microseconds since midnight at the offset, and the offset in seconds east of UTC. */
    void writeTimeTz(long microOfDay, int offsetSeconds);

    /** Microseconds since 1970-01-01T00:00 on the wall clock. */
    void writeTimestamp(long epochMicro);

    /** Microseconds since 1970-01-01T00:00Z. */
    void writeTimestampTz(long epochMicro);

    /** Ends the row; every column has been written. */
    void endRow() throws SQLException;

    /**
     * Sends what is held and waits until the database has taken it.
     *
     * @return the rows taken since the flush before
     */
    long flush() throws SQLException;

    /**
     * How long the calls of this sink have waited for the database so far, in nanoseconds: told to users, so that they see which side is
     * the slower one. Zero if nobody measures it.
     */
    default long nanosWaited() {
        return 0;
    }

    /** Drops what is not flushed and frees the connection; does not close it. */
    @Override
    void close() throws SQLException;
}
