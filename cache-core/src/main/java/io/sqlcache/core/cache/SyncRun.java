package io.sqlcache.core.cache;

import io.sqlcache.api.CacheException;
import io.sqlcache.api.WriteListener;
import io.sqlcache.api.WriteProgress;
import io.sqlcache.api.WriteRequest;
import io.sqlcache.api.WriteSummary;
import io.sqlcache.api.WriteSummary.Outcome;
import io.sqlcache.api.WriteSummary.StreamSummary;
import io.sqlcache.core.commit.Checkpoints;
import io.sqlcache.core.load.StreamLoad;
import io.sqlcache.core.load.StreamRouter;
import io.sqlcache.core.message.Message;
import io.sqlcache.core.message.MessageReader;
import io.sqlcache.core.message.RecordMessage;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jooq.exception.DataAccessException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One write, from the first message to the last commit. Runs on the caller's thread; used once. */
final class SyncRun {

    private static final Logger LOG = LoggerFactory.getLogger(SyncRun.class);

    private static final Duration SILENCE = Duration.ofSeconds(1);
    private static final int RECORDS_BETWEEN_LOOKS_AT_THE_CLOCK = 1024;
    private static final long NANOS_BETWEEN_PROGRESS = Duration.ofMillis(250).toNanos();

    private final WriteRequest request;
    private final WriteListener listener;
    private final MessageReader reader;
    private final StreamRouter router;
    private final Checkpoints checkpoints;
    private final Recovery recovery;
    private final StreamStatuses statuses = new StreamStatuses();
    private final Warnings warnings = new Warnings();
    private final long start = System.nanoTime();
    private boolean cancelled;
    private long nanosAtProgress = start;
    private int recordsUntilLook = RECORDS_BETWEEN_LOOKS_AT_THE_CLOCK;

    /**
     * Nothing read yet.
     *
     * @param listener the request's
     */
    SyncRun(
            WriteRequest request,
            WriteListener listener,
            MessageReader reader,
            StreamRouter router,
            Checkpoints checkpoints,
            Recovery recovery) {
        this.request = request;
        this.listener = listener;
        this.recovery = recovery;
        this.reader = reader;
        this.router = router;
        this.checkpoints = checkpoints;
    }

    /** Reads and writes to the end of input, or until the thread is interrupted, whose flag is then cleared. */
    WriteSummary run() throws SQLException {
        boolean interrupted = false;
        try {
            while (!cancelled && !wroteAll()) {
                LOG.debug("Reading again what is not committed");
            }
            interrupted = cancelled;
        } catch (InterruptedException e) {
            interrupted = true; // between two tries: nothing more can be committed
        }
        reportProgress();
        return summary(interrupted);
    }

    /** Whether that was possible; if not, what is to be read again is read next. */
    private boolean wroteAll() throws InterruptedException, SQLException {
        try {
            readToEnd();
            checkpoints.inputEnded(router.loads().stream()
                    .filter(load -> failure(load).isEmpty())
                    .toList());
            return true;
        } catch (InterruptedException e) {
            cancelled = true;
            checkpoints.commitCovered();
            return false;
        } catch (SQLException | DataAccessException | CacheException e) {
            recovery.recover(e);
            return false;
        }
    }

    private void readToEnd() throws InterruptedException, SQLException {
        while (true) {
            long bytesBefore = reader.inputBytes();
            Message message = next();
            if (message instanceof RecordMessage record) {
                router.write(record, reader.inputBytes() - bytesBefore, reader.lineNumber());
                if (--recordsUntilLook == 0) {
                    recordsUntilLook = RECORDS_BETWEEN_LOOKS_AT_THE_CLOCK;
                    reportProgressSometimes();
                }
            } else if (message == Message.Signal.END_OF_INPUT) {
                return;
            } else {
                handle(message);
                reportProgressSometimes();
            }
        }
    }

    /** A line that cannot be read ends the write, but takes nothing with it that a state covers. */
    private Message next() throws InterruptedException, SQLException {
        try {
            return reader.next(SILENCE);
        } catch (CacheException e) {
            checkpoints.commitCovered();
            throw e;
        }
    }

    private void handle(Message message) throws SQLException {
        if (message == Message.Signal.IDLE) {
            checkpoints.commitCovered();
            return;
        }
        if (!recovery.isReadAgain()) {
            note(message);
        }
        if (message instanceof Message.State state) {
            checkpoints.stateArrived(state);
        } else if (message instanceof Message.StreamStatus status) {
            StreamLoad load = router.load(status.stream());
            if (load != null && statuses.completes(status, reader.lineNumber())) {
                checkpoints.streamCompleted(load);
            }
        }
    }

    /** What a message means apart from the database, however often it is read. */
    private void note(Message message) {
        if (message instanceof Message.StreamStatus status) {
            statuses.statusArrived(status, reader.lineNumber());
            if (router.load(status.stream()) == null) {
                warnings.count("statuses of streams that the catalog does not have");
            }
        } else if (message instanceof Message.SourceError error) {
            statuses.errorArrived(error, reader.lineNumber(), router.loads());
        } else if (message instanceof Message.SourceLog log) {
            listener.sourceLogged(log.level(), log.message());
        } else if (message instanceof Message.Skipped skipped) {
            warnings.count(skipped.reason());
        }
    }

    private Optional<String> failure(StreamLoad load) {
        return statuses.failure(load, request.lenientStatus());
    }

    private void reportProgressSometimes() {
        // What is read again was told before.
        if (System.nanoTime() - nanosAtProgress >= NANOS_BETWEEN_PROGRESS && !recovery.isReadAgain()) {
            reportProgress();
        }
    }

    private void reportProgress() {
        nanosAtProgress = System.nanoTime();
        listener.progressed(new WriteProgress(
                router.loads().stream().collect(Collectors.toMap(StreamLoad::id, StreamLoad::records)),
                router.loads().stream().collect(Collectors.toMap(StreamLoad::id, StreamLoad::recordBytes)),
                reader.inputBytes(),
                elapsed()));
    }

    private Duration elapsed() {
        return Duration.ofNanos(System.nanoTime() - start);
    }

    private WriteSummary summary(boolean interrupted) {
        List<StreamSummary> streams = router.loads().stream()
                .map(load -> interrupted ? cancelled(load) : summary(load, ending(load)))
                .toList();
        Outcome outcome = interrupted
                ? Outcome.CANCELLED
                : streams.stream().allMatch(StreamSummary::complete) ? Outcome.SUCCEEDED : Outcome.FAILED;
        return new WriteSummary(outcome, streams, reader.inputBytes(), elapsed(), warnings.counts());
    }

    private String ending(StreamLoad load) {
        return failure(load)
                .orElse(
                        load.isVisible()
                                ? ""
                                : "its last records are covered by no state of the source, which failed at another"
                                        + " stream; the next write goes on with the hidden rows");
    }

    private StreamSummary cancelled(StreamLoad load) {
        boolean isDone = statuses.isComplete(load.id()) && !load.hasUncommittedRows() && load.isVisible();
        return summary(load, isDone ? "" : "the write was cancelled before it was complete");
    }

    private static StreamSummary summary(StreamLoad load, String reason) {
        return new StreamSummary(
                load.id(),
                load.method().strategy(),
                load.tables().target().name().name(),
                reason.isEmpty(),
                load.records(),
                load.committedRecords(),
                reason);
    }
}
