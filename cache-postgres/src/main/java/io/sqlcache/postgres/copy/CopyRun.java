package io.sqlcache.postgres.copy;

import io.sqlcache.core.backend.TableName;
import io.sqlcache.postgres.failure.SqlStates;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyIn;

/** One open COPY: the chunks of one sink that follow each other. */
final class CopyRun {

    /** Signature, no flags, no extension. */
    private static final byte[] HEADER = "PGCOPY\n\u00ff\r\n\0\0\0\0\0\0\0\0\0".getBytes(StandardCharsets.ISO_8859_1);

    private static final byte[] TRAILER = {(byte) 0xff, (byte) 0xff};

    /** What may be on its way without a sign of progress. */
    private static final int PIECE_BYTES = 256 * 1024;

    private final CopySink sink;
    private final CopyIn copy;
    private final Stall stall;
    private long rows;

    private CopyRun(CopySink sink, CopyIn copy, Stall stall) {
        this.sink = sink;
        this.copy = copy;
        this.stall = stall;
    }

    /** Starts a COPY; from now on the connection can do nothing else. */
    static CopyRun begin(PGConnection connection, CopySink sink, Stall stall) throws SQLException {
        CopyRun run = new CopyRun(sink, connection.getCopyAPI().copyIn(sink.command()), stall);
        run.copy.writeToCopy(HEADER, 0, HEADER.length);
        return run;
    }

    /** The table that its rows go to. */
    TableName table() {
        return sink.table();
    }

    boolean isOf(CopySink other) {
        return sink == other;
    }

    void send(CopyBuffer chunk, long chunkRows) throws SQLException {
        for (int from = 0; from < chunk.length(); from += PIECE_BYTES) {
            stall.progressed();
            copy.writeToCopy(chunk.bytes(), from, Math.min(PIECE_BYTES, chunk.length() - from));
        }
        stall.progressed();
        rows += chunkRows;
    }

    /** Ends the COPY and has its rows counted. */
    void end() throws SQLException {
        copy.writeToCopy(TRAILER, 0, TRAILER.length);
        long taken = copy.endCopy();
        if (taken != rows) {
            throw new SQLException(
                    "The server took %d of %d rows for %s: does a trigger or a rule drop rows there?"
                            .formatted(taken, rows, sink.table()),
                    SqlStates.TRIGGERED);
        }
        sink.acknowledge(rows);
    }

    /** Gives the COPY up, which fails its transaction; does nothing if it has failed already. */
    void cancel() throws SQLException {
        if (copy.isActive()) {
            copy.cancelCopy();
        }
    }
}
