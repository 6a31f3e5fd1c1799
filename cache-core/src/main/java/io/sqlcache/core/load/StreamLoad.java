package io.sqlcache.core.load;

import io.sqlcache.api.StreamId;
import io.sqlcache.core.backend.RowSink;
import io.sqlcache.core.catalog.LoadMethod;
import io.sqlcache.core.table.LoadTables;
import java.sql.SQLException;
import java.util.EnumMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** How far one stream of a write has come: where its rows go now and what of it is committed. Not thread-safe. */
public final class StreamLoad {

    /** The way of a stream's rows from one commit to the next. */
    public enum Route {
        /** Into the stream's table, in the transaction that the next commit of this stream ends. */
        DIRECT,
        /** Into a table that readers do not see. */
        ASIDE
    }

    /** A sink of this stream with what fills it. */
    record OpenSink(Lane lane, RowSink sink, RecordEncoder encoder) {}

    /** What is true again if everything since the last commit is lost; {@code line} is the input's last line before it. */
    private record Mark(
            long line, long records, long recordBytes, long recordsAtState, boolean complete, boolean hiddenRowsKept) {}

    private final LoadTables tables;
    private final Map<Route, OpenSink> sinks = new EnumMap<>(Route.class);
    private @Nullable Route route;
    private boolean complete;
    private boolean swapped;
    private boolean hiddenRowsKept;
    private boolean hiddenRowsDurable;
    private long committedRecords;
    private long records;
    private long recordBytes;
    private long mostRecords;
    private long mostRecordBytes;
    private long recordsAtState;
    private long lastLine = Long.MAX_VALUE;
    private boolean cut;
    private long neededFrom = Long.MAX_VALUE;
    private Mark committed;

    public StreamLoad(LoadTables tables) {
        this.tables = tables;
        this.hiddenRowsKept = tables.plan().isContinued();
        this.committed = new Mark(0, 0, 0, 0, false, hiddenRowsKept);
    }

    /** The stream's name and namespace. */
    public StreamId id() {
        return tables.plan().id();
    }

    /** How its rows become visible. */
    public LoadMethod method() {
        return tables.plan().method();
    }

    /** The tables that its rows pass. */
    public LoadTables tables() {
        return tables;
    }

    /** Where rows go since the last commit; null if there were none. */
    public @Nullable Route route() {
        return route;
    }

    /** Records read so far, however often and whatever became of them. */
    public long records() {
        return mostRecords;
    }

    /** Bytes of input that these records were. */
    public long recordBytes() {
        return mostRecordBytes;
    }

    /** Records read so far that are committed, so that the next write need not have them. */
    public long committedRecords() {
        return committedRecords;
    }

    /** The line of input up to which everything that it says about this stream is committed, or at least durable for this write. */
    public long committedLine() {
        return committed.line();
    }

    /** The first line that has to be read again if everything since the last commit is lost; beyond all lines if there is none. */
    public long neededFrom() {
        return neededFrom;
    }

    /** Whether no record came since the last state, or the last commit. */
    public boolean isCovered() {
        return records == recordsAtState || !hasUncommittedRows();
    }

    /** Whether there are records that no commit has taken. */
    public boolean hasUncommittedRows() {
        return records > committed.records();
    }

    /** How many records no commit has taken. */
    public long uncommittedRecords() {
        return records - committed.records();
    }

    /** Whether rows that go aside go to the hidden table at once: states wait for the swap, so that no row can be too early there. */
    public boolean fillsLanding() {
        return method() == LoadMethod.REPLACE && holdsStates();
    }

    /** Whether its new rows may take the place of the old ones now, and have not done so. */
    public boolean isToSwap() {
        return complete && !isVisible();
    }

    /** Whether readers see every row that is committed. */
    public boolean isVisible() {
        return swapped || !method().waitsForComplete() || isRefreshedBefore();
    }

    /** Whether the rows of this generation are in their place since an earlier write, and the source has nothing to add. */
    private boolean isRefreshedBefore() {
        return tables.plan().refreshed() && records == 0;
    }

    /** Whether its states have to wait until its rows are visible. */
    public boolean holdsStates() {
        return method().waitsForComplete() && !tables.plan().isResumable();
    }

    /** Whether the hidden table has rows that a later write may need. */
    public boolean hiddenRowsKept() {
        return hiddenRowsKept;
    }

    /** Whether the hidden table has rows that this write does not write again, although no state covers them. */
    public boolean hiddenRowsDurable() {
        return hiddenRowsDurable;
    }

    /** Whether the new rows have taken the place of the old ones. */
    public boolean isSwapped() {
        return swapped;
    }

    /** Notes a state: the records since the one before. */
    public long stateReached() {
        long since = records - recordsAtState;
        recordsAtState = records;
        return since;
    }

    /**
     * Notes that no more rows are to come.
     *
     * @param line of input that says so
     */
    public void completed(long line) {
        complete = true;
        if (isToSwap()) {
            needs(line);
        }
    }

    /** Notes that a state covers rows of the hidden table, or will once the transaction is committed. */
    public void keepHiddenRows() {
        hiddenRowsKept = true;
    }

    /**
     * Notes that all rows so far are committed.
     *
     * @param line the last line of input so far
     */
    public void committed(long line) {
        mark(line);
        committedRecords = records;
    }

    /**
     * Notes that all rows so far are in the hidden table for good, but are nothing yet to anyone else: this write need not write
     * them again, the next one begins anew.
     *
     * @param line the last line of input so far
     */
    public void hidden(long line) {
        mark(line);
        hiddenRowsDurable = true;
    }

    private void mark(long line) {
        committed = new Mark(line, records, recordBytes, recordsAtState, complete, hiddenRowsKept);
        neededFrom = Long.MAX_VALUE;
        route = null;
    }

    /** Goes back to the last commit; the lanes that the sinks were on are closed. */
    void rollback() {
        records = committed.records();
        recordBytes = committed.recordBytes();
        recordsAtState = committed.recordsAtState();
        complete = committed.complete();
        hiddenRowsKept = committed.hiddenRowsKept();
        neededFrom = Long.MAX_VALUE;
        route = null;
        cut = false;
        sinks.clear();
    }

    /** Lets records be passed over that stand behind this line: nothing will cover them. */
    public void endAfter(long line) {
        lastLine = line;
    }

    /** Whether records were passed over, so that it is not complete whatever its source says. */
    public boolean isCut() {
        return cut;
    }

    /** Notes that the new rows are the table's rows now; to be followed by {@link #committed}. */
    public void swapped() {
        swapped = true;
        hiddenRowsKept = false;
    }

    /** Frees the sinks of a stream that sends no more for now. Rows that are not flushed are dropped. */
    public void closeSinks() throws SQLException {
        for (OpenSink open : sinks.values()) {
            open.lane().close(open.sink());
        }
        sinks.clear();
    }

    /** Notes that something on this line is not committed yet. */
    void needs(long line) {
        neededFrom = Math.min(neededFrom, line);
    }

    /** Whether a record on this line is not to be written: it is committed already, or nothing will cover it. */
    boolean passesOver(long line) {
        if (line > lastLine) {
            cut = true;
        }
        return line <= committed.line() || line > lastLine;
    }

    void counted(long bytes) {
        records++;
        recordBytes += bytes;
        if (records > mostRecords) {
            mostRecords = records;
            mostRecordBytes = recordBytes;
        }
    }

    void route(Route newRoute) {
        route = newRoute;
    }

    @Nullable
    OpenSink sink(Route of) {
        return sinks.get(of);
    }

    void sink(Route of, OpenSink sink) {
        sinks.put(of, sink);
    }
}
