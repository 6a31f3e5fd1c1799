package io.sqlcache.core.write;

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
    private final Landing landing;
    private final EarlyEnd earlyEnd;
    private final Warnings warnings = new Warnings();
    private final long start = System.nanoTime();
    private boolean cancelled;
    private long inputBytes;
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
        this.landing = new Landing(reader, router, checkpoints, statuses);
        this.earlyEnd = new EarlyEnd(reader, landing, checkpoints, recovery);
    }

    /** Reads and writes to the end of input, or until the thread is interrupted, whose flag is then cleared. */
    WriteSummary run() throws SQLException {
        while (!cancelled && !wroteAll()) {
            LOG.debug("Reading again what is not committed");
        }
        if (cancelled) {
            Thread.interrupted();
        }
        reportProgress();
        return summary();
    }

    /** Whether that was possible; if not, what is to be read again is read next. */
    private boolean wroteAll() throws SQLException {
        try {
            try {
                readToEnd();
            } finally {
                inputBytes = Math.max(inputBytes, reader.inputBytes());
            }
            checkpoints.inputEnded(router.loads().stream()
                    .filter(load -> failure(load).isEmpty())
                    .toList());
            earlyEnd.atLastStates();
            return true;
        } catch (InterruptedException e) {
            cancelled = true;
        } catch (SQLException | DataAccessException | CacheException e) {
            recover(e);
            return false;
        }
        earlyEnd.cancel();
        return false;
    }

    private void recover(Exception failure) throws SQLException {
        if (recovery.isWorthATry(failure) && Thread.interrupted()) {
            cancelled = true; // which a pool makes a failure of
            earlyEnd.cancelAfter(failure);
            return;
        }
        try {
            recovery.recover(failure);
        } catch (InterruptedException e) {
            cancelled = true; // in a pause: nothing more is committed, but a commit may be in doubt
            recovery.leave(failure);
        }
    }

    private void readToEnd() throws InterruptedException, SQLException {
        while (true) {
            long bytesBefore = reader.inputBytes();
            Message message = next();
            if (message instanceof RecordMessage record) {
                landing.land(record, reader.inputBytes() - bytesBefore);
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
            if (reader.isRoomWanted()) {
                checkpoints.keepHidden();
                reader.makeRoom();
            }
        }
    }

    /** A line that cannot be read ends the write, but takes nothing with it that a state covers. */
    private Message next() throws InterruptedException, SQLException {
        try {
            return reader.next(SILENCE);
        } catch (CacheException e) {
            earlyEnd.atLastStates();
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
        landing.take(message);
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
                router.loads().stream()
                        .collect(Collectors.toMap(
                                StreamLoad::id, load -> load.progress().recordsRead())),
                router.loads().stream()
                        .collect(Collectors.toMap(
                                StreamLoad::id, load -> load.progress().bytesRead())),
                Math.max(inputBytes, reader.inputBytes()),
                elapsed()));
    }

    private Duration elapsed() {
        return Duration.ofNanos(System.nanoTime() - start);
    }

    private WriteSummary summary() {
        List<StreamSummary> streams = router.loads().stream()
                .map(load -> cancelled ? cancelled(load) : summary(load, ending(load)))
                .toList();
        Outcome outcome = cancelled
                ? Outcome.CANCELLED
                : streams.stream().allMatch(StreamSummary::complete) ? Outcome.SUCCEEDED : Outcome.FAILED;
        return new WriteSummary(outcome, streams, inputBytes, elapsed(), warnings.counts());
    }

    private String ending(StreamLoad load) {
        return failure(load)
                .orElse(
                        isDone(load)
                                ? ""
                                : "its last records are covered by no state of the source, which failed at another stream; the next write goes on "
                                        + (load.visibility().isVisible()
                                                ? "behind the last state"
                                                : "with the hidden rows"));
    }

    private static boolean isDone(StreamLoad load) {
        return load.progress().recordsRead() == load.progress().committedRecords()
                && load.visibility().isVisible();
    }

    private StreamSummary cancelled(StreamLoad load) {
        return summary(
                load,
                statuses.isComplete(load.id()) && isDone(load) ? "" : "the write was cancelled before it was complete");
    }

    private static StreamSummary summary(StreamLoad load, String reason) {
        return new StreamSummary(
                load.id(),
                load.method().strategy(),
                load.tables().target().name().name(),
                reason.isEmpty(),
                load.progress().recordsRead(),
                load.progress().committedRecords(),
                reason);
    }
}
