package io.sqlcache.core.load;

/** How far a write has come with one stream: what was read, and what of that is committed. Not thread-safe. */
public final class StreamProgress {

    /**
     * How far a stream had come: what is true again if everything since a commit is lost.
     *
     * @param line the input's last line before it
     * @param records read by then
     * @param bytes that these records were
     * @param recordsAtState records read by the last state
     */
    public record Mark(long line, long records, long bytes, long recordsAtState) {}

    private Mark committed = new Mark(0, 0, 0, 0);
    private long committedRecords;
    private long records;
    private long bytes;
    private long mostRecords;
    private long mostBytes;
    private long recordsAtState;
    private long neededFrom = Long.MAX_VALUE;
    /** The same of what was handed over to a commit that is not known to have happened. */
    private long neededByCommit = Long.MAX_VALUE;

    private long lastLine = Long.MAX_VALUE;
    private boolean cut;

    StreamProgress() {}

    /** Records read so far, however often and whatever became of them. */
    public long recordsRead() {
        return mostRecords;
    }

    /** Bytes of input that these records were. */
    public long bytesRead() {
        return mostBytes;
    }

    /** Records read so far that are committed, so that the next write need not have them. */
    public long committedRecords() {
        return committedRecords;
    }

    /** The line of input up to which everything that it says about this stream is committed, or durable for this write. */
    public long committedLine() {
        return committed.line();
    }

    /** The first line that has to be read again if everything since the last commit is lost; beyond all lines if there is none. */
    public long neededFrom() {
        return Math.min(neededFrom, neededByCommit);
    }

    /** Whether no record was written yet, not counting those that were lost. */
    boolean isEmpty() {
        return records == 0;
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

    /** Notes a state: the records since the one before. */
    public long stateReached() {
        long since = records - recordsAtState;
        recordsAtState = records;
        return since;
    }

    /** Lets records be passed over that stand behind this line: nothing will cover them. */
    public void endAfter(long line) {
        lastLine = line;
    }

    /** Whether records were passed over, so that the stream is not complete whatever its source says. */
    public boolean isCut() {
        return cut;
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

    /** Counts a record that was written. */
    void counted(long ofBytes) {
        records++;
        bytes += ofBytes;
        if (records > mostRecords) {
            mostRecords = records;
            mostBytes = bytes;
        }
    }

    /** Notes that this write need not write again what it has written up to this line. */
    void durable(long line) {
        committed = handOver(line);
        neededByCommit = Long.MAX_VALUE;
    }

    /** Notes that a commit is to take what was written up to this line; what comes now is for the next one. */
    Mark handOver(long line) {
        neededByCommit = neededFrom();
        neededFrom = Long.MAX_VALUE;
        return new Mark(line, records, bytes, recordsAtState);
    }

    /** Notes that neither this write nor the next one need write again what was handed over to a commit. */
    void committed(Mark reached) {
        committed = reached;
        committedRecords = reached.records();
        neededByCommit = Long.MAX_VALUE;
    }

    /** Goes back to the last commit. */
    void rollback() {
        records = committed.records();
        bytes = committed.bytes();
        recordsAtState = committed.recordsAtState();
        neededFrom = Long.MAX_VALUE;
        neededByCommit = Long.MAX_VALUE;
        cut = false;
    }
}
