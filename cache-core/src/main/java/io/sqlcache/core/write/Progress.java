package io.sqlcache.core.write;

import io.sqlcache.api.WriteListener;
import io.sqlcache.api.WriteProgress;
import io.sqlcache.core.load.StreamRouter;
import io.sqlcache.core.message.MessageReader;
import java.time.Duration;
import java.util.stream.Collectors;

/** Tells the listener from time to time how far a write has come. Not thread-safe. */
final class Progress {

    private static final int RECORDS_BETWEEN_LOOKS_AT_THE_CLOCK = 1024;
    private static final long NANOS_BETWEEN_REPORTS = Duration.ofMillis(250).toNanos();

    private final MessageReader reader;
    private final StreamRouter router;
    private final WriteListener listener;
    private final Recovery recovery;
    private final long start = System.nanoTime();
    private long nanosAtReport = start;
    private long inputBytes;
    private int recordsUntilLook = RECORDS_BETWEEN_LOOKS_AT_THE_CLOCK;

    /** Of a write that begins now. */
    Progress(MessageReader reader, StreamRouter router, WriteListener listener, Recovery recovery) {
        this.reader = reader;
        this.router = router;
        this.listener = listener;
        this.recovery = recovery;
    }

    /** The most input that was read, however much of it is read again. */
    long inputBytes() {
        inputBytes = Math.max(inputBytes, reader.inputBytes());
        return inputBytes;
    }

    /** The time since the write began. */
    Duration elapsed() {
        return Duration.ofNanos(System.nanoTime() - start);
    }

    /** Notes a record: the clock is not looked at for each. */
    void recordWritten() {
        if (--recordsUntilLook == 0) {
            recordsUntilLook = RECORDS_BETWEEN_LOOKS_AT_THE_CLOCK;
            reportSometimes();
        }
    }

    /** Reports if the last report is a while ago. */
    void reportSometimes() {
        // What is read again was told before.
        if (System.nanoTime() - nanosAtReport >= NANOS_BETWEEN_REPORTS && !recovery.isReadAgain()) {
            report();
        }
    }

    /** Reports now. */
    void report() {
        nanosAtReport = System.nanoTime();
        listener.progressed(new WriteProgress(
                router.loads().stream()
                        .collect(Collectors.toMap(
                                load -> load.id(), load -> load.progress().recordsRead())),
                router.loads().stream()
                        .collect(Collectors.toMap(
                                load -> load.id(), load -> load.progress().bytesRead())),
                inputBytes(),
                elapsed()));
    }
}
