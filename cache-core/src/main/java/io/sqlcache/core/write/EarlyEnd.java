package io.sqlcache.core.write;

import io.sqlcache.api.CacheException;
import io.sqlcache.core.commit.CommitDecision;
import io.sqlcache.core.commit.LineRange;
import io.sqlcache.core.message.MessageReader;
import java.sql.SQLException;
import java.time.Duration;
import org.jooq.exception.DataAccessException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Ends a write whose streams are not all complete: each at its last state, also if records came after it. Not thread-safe.
 *
 * <p>Rows behind a state cannot be taken out of their transaction. It is given up, and what was kept of the input is read again,
 * without the records that no state covers. A stream whose input is not kept so far back ends at its last commit.
 */
final class EarlyEnd {

    private static final Logger LOG = LoggerFactory.getLogger(EarlyEnd.class);

    /** Who cancels a write waits for it; what is not committed by then is read again by the next one. */
    private static final Duration PATIENCE_OF_A_CANCEL = Duration.ofSeconds(20);

    private static final Duration NO_WAITING = Duration.ZERO;
    private static final Duration FOR_EVER = Duration.ofDays(365);

    private final MessageReader reader;
    private final Landing landing;
    private final CommitDecision decision;
    private final Recovery recovery;
    /** Up to which line is read again; 0 if nothing is. */
    private long lastLine;

    EarlyEnd(MessageReader reader, Landing landing, CommitDecision decision, Recovery recovery) {
        this.reader = reader;
        this.landing = landing;
        this.decision = decision;
        this.recovery = recovery;
    }

    /**
     * Commits what states cover. Nothing is to be written afterwards.
     *
     * @throws InterruptedException if this thread is interrupted; {@link #cancel} then goes on
     */
    void atLastStates() throws InterruptedException, SQLException {
        decision.commitCovered();
        readAgain(FOR_EVER);
    }

    /** The same for somebody who waits: not for long, and if the database is lost, or at the next interrupt, no further. */
    void cancel() throws SQLException {
        quickly(() -> {
            decision.commitCovered();
            readAgain(PATIENCE_OF_A_CANCEL);
        });
    }

    /**
     * The same if something failed because of the interrupt, so that the lanes may have rows but can commit none.
     *
     * @param failure thrown again if it has other reasons
     */
    void cancelAfter(Exception failure) throws SQLException {
        quickly(() -> {
            recovery.leave(failure);
            readAgain(PATIENCE_OF_A_CANCEL);
        });
    }

    /** What is done in the end. */
    @FunctionalInterface
    private interface Work {
        void run() throws InterruptedException, SQLException;
    }

    private void quickly(Work work) throws SQLException {
        try {
            work.run();
        } catch (InterruptedException e) {
            LOG.info("Interrupted again: the write ends at its last commits");
        } catch (SQLException | DataAccessException | CacheException e) {
            boolean again = Thread.interrupted(); // which a pool makes a failure of
            recovery.leave(e);
            LOG.warn("The write ends at its last commits{}: {}", again ? ", interrupted again" : "", e.getMessage());
        }
    }

    private void readAgain(Duration patience) throws InterruptedException, SQLException {
        if (lastLine == 0) {
            decision.endAtLastStates().ifPresent(this::goBack);
        }
        long start = System.nanoTime();
        try {
            while (reader.lineNumber() < lastLine) {
                if (System.nanoTime() - start > patience.toNanos()) {
                    LOG.warn("The write ends at its last commits: to read up to the last states would take too long");
                    break;
                }
                landing.land(landing.read(NO_WAITING));
            }
            lastLine = 0;
        } catch (SQLException | RuntimeException e) {
            lastLine = 0;
            throw e;
        }
    }

    private void goBack(LineRange lines) {
        if (!reader.canReplayFrom(lines.first())) {
            LOG.warn("The write ends at its last commits: the input since then is not kept");
            return;
        }
        LOG.info("Reading lines {} to {} of the input again, up to the last states", lines.first(), lines.last());
        recovery.goBack(lines.first());
        lastLine = lines.last();
    }
}
