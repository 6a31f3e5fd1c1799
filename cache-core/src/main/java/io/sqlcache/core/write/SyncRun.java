package io.sqlcache.core.write;

import io.sqlcache.api.CacheException;
import io.sqlcache.api.WriteRequest;
import io.sqlcache.api.WriteSummary;
import io.sqlcache.core.catalog.RefusedStreams;
import io.sqlcache.core.commit.CommitDecision;
import io.sqlcache.core.load.StreamRouter;
import io.sqlcache.core.message.Message;
import io.sqlcache.core.message.MessageReader;
import io.sqlcache.core.message.RecordMessage;
import io.sqlcache.core.sql.Transactions;
import java.sql.SQLException;
import java.time.Duration;
import org.jooq.exception.DataAccessException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One write, from the first message to the last commit. Runs on the caller's thread; used once. */
final class SyncRun {

    private static final Logger LOG = LoggerFactory.getLogger(SyncRun.class);

    private static final Duration SILENCE = Duration.ofSeconds(1);

    private final MessageReader reader;
    private final StreamRouter router;
    private final CommitDecision decision;
    private final Recovery recovery;
    private final Landing landing;
    private final EarlyEnd earlyEnd;
    private final Ending ending;
    private final Progress progress;
    private final TimeSpent times;
    private boolean cancelled;

    /**
     * Nothing read yet.
     *
     * @param listener the request's
     * @param refused the streams of which nothing is written
     * @param before what it took to come so far
     */
    SyncRun(
            WriteRequest request,
            ToldListener listener,
            Transactions transactions,
            MessageReader reader,
            StreamRouter router,
            RefusedStreams refused,
            CommitDecision decision,
            Duration before) {
        this.reader = reader;
        this.router = router;
        this.decision = decision;
        this.recovery = new Recovery(
                WriteSession.action(request), request.retry(), listener, transactions, reader, router, decision);
        this.landing = new Landing(reader, router, refused, decision, recovery, listener);
        this.earlyEnd = new EarlyEnd(reader, landing, decision, recovery);
        this.ending = new Ending(router, refused, landing.statuses(), landing.strays(), request);
        this.times = new TimeSpent(reader, router, decision, before);
        this.progress = new Progress(reader, router, listener, recovery);
    }

    /** Reads and writes to the end of input, or until the thread is interrupted, whose flag is then cleared. */
    WriteSummary run() throws SQLException {
        while (!cancelled && !wroteAll()) {
            LOG.debug("Reading again what is not committed");
        }
        if (cancelled) {
            Thread.interrupted();
        }
        progress.report();
        return ending.summary(cancelled, progress, landing.warnings(), times);
    }

    /** Whether that was possible; if not, what is to be read again is read next. */
    private boolean wroteAll() throws SQLException {
        try {
            try {
                readToEnd();
            } finally {
                progress.inputBytes();
            }
            decision.inputEnded(ending.completedByTheEnd(), ending.complete());
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
        decision.giveUp();
        if (recovery.mergesInstead(failure)) {
            return;
        }
        if (recovery.isWorthATry(failure) && Thread.interrupted()) {
            cancelled = true; // which a pool makes a failure of
            earlyEnd.cancelAfter(failure);
            return;
        }
        long start = System.nanoTime();
        try {
            recovery.recover(failure);
        } catch (InterruptedException e) {
            cancelled = true; // in a pause: nothing more is committed, but a commit may be in doubt
            recovery.leave(failure);
        }
        times.recovered(System.nanoTime() - start);
    }

    private void readToEnd() throws InterruptedException, SQLException {
        while (true) {
            Message message = times.isSample() ? landedSample() : landed();
            if (message instanceof RecordMessage) {
                progress.recordWritten();
            } else if (message == Message.Signal.END_OF_INPUT) {
                landing.sourceEnded();
                return;
            } else {
                if (message == Message.Signal.IDLE) {
                    decision.commitCovered();
                }
                progress.reportSometimes();
            }
            if (reader.isRoomWanted()) {
                decision.makeDurable();
                router.settleStraightRows();
                reader.makeRoom();
            }
        }
    }

    private Message landed() throws InterruptedException, SQLException {
        Message message = read();
        landing.land(message);
        return message;
    }

    private Message landedSample() throws InterruptedException, SQLException {
        times.begin();
        Message message = read();
        times.parsed();
        landing.land(message);
        if (message instanceof RecordMessage) {
            times.encoded();
        }
        return message;
    }

    /** A line that cannot be read ends the write, but takes nothing with it that a state covers. */
    private Message read() throws InterruptedException, SQLException {
        try {
            return landing.read(SILENCE);
        } catch (CacheException e) {
            earlyEnd.atLastStates();
            throw e;
        }
    }
}
