package io.sqlcache.core.write;

import io.sqlcache.api.CacheException;
import io.sqlcache.api.CacheException.Kind;
import io.sqlcache.api.RetryPolicy;
import io.sqlcache.core.commit.CommitDecision;
import io.sqlcache.core.load.StreamLoad;
import io.sqlcache.core.load.StreamRouter;
import io.sqlcache.core.message.MessageReader;
import io.sqlcache.core.sql.BackOff;
import io.sqlcache.core.sql.Transactions;
import io.sqlcache.core.sql.Tries;
import java.sql.SQLException;
import java.time.Duration;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lets a write go on after the database was lost or busy: connects again, finds out what is committed, and has the rest of the
 * input read once more. Not thread-safe.
 */
final class Recovery {

    private static final Logger LOG = LoggerFactory.getLogger(Recovery.class);

    private static final int STREAMS_NAMED = 10;

    private final String action;
    private final RetryPolicy policy;
    private final ToldListener listener;
    private final Transactions transactions;
    private final MessageReader reader;
    private final StreamRouter router;
    private final CommitDecision decision;
    private final BackOff.Clock clock;
    private final BackOff backOff;
    private final Tries tries;
    private long commits;
    private long lastLine;
    private Duration reconnected = Duration.ZERO;

    /**
     * Nothing lost yet.
     *
     * @param action what the write does, as it follows "Cannot" in an error
     */
    Recovery(
            String action,
            RetryPolicy policy,
            ToldListener listener,
            Transactions transactions,
            MessageReader reader,
            StreamRouter router,
            CommitDecision decision) {
        this.action = action;
        this.policy = policy;
        this.listener = listener;
        this.transactions = transactions;
        this.reader = reader;
        this.router = router;
        this.decision = decision;
        this.clock = BackOff.Clock.SYSTEM;
        this.backOff = new BackOff(policy, clock);
        this.tries = new Tries(
                backOff, failure -> !Thread.currentThread().isInterrupted() && isWorthATry(failure), this::givenUp);
        reader.keepFrom(decision::neededFrom);
    }

    /** Whether the message that was read last had been read before: what it says needs no action but in the database. */
    boolean isReadAgain() {
        return reader.lineNumber() <= lastLine;
    }

    /**
     * Makes everything as it was at the last commits, and lets the reader begin with what came after them.
     *
     * @param failure that ended the reading; thrown again if another try could not help
     * @throws InterruptedException if this thread is interrupted during a pause
     */
    void recover(Exception failure) throws InterruptedException, SQLException {
        // Also who wants no retries is told that a commit is in doubt.
        boolean mayTry = !policy.retryFor().isZero() || decision.isInDoubt();
        if (!mayTry || !isWorthATry(failure)) {
            throwAgain(failure);
        }
        CacheException first = judged(failure);
        noteProgress();
        long line = reader.lineNumber();
        router.disconnect();
        if (!decision.isInDoubt()) {
            requireKept(first);
        }
        reconnect(first);
        requireKept(first);
        long from = Math.min(line, decision.neededFrom());
        goBack(from);
        reconnected = clock.now();
        LOG.info("The database is back; lines {} to {} of the input are written again", from, line);
    }

    /**
     * Lets rows that went straight into keyed tables since the last commits be merged, if one of them is why the reading failed: a second row
     * of a key.
     *
     * @return whether it was
     */
    boolean mergesInstead(Exception failure) {
        if (listener.threw(failure) || decision.isInDoubt() || !router.wantsMerge(failure)) {
            return false;
        }
        requireKept(judged(failure));
        long from = Math.min(reader.lineNumber(), decision.neededFrom());
        LOG.info("Rows have to be merged: lines {} to {} of the input are written again", from, reader.lineNumber());
        router.mergeFromNowOn();
        goBack(from);
        return true;
    }

    /** Gives up what is not committed, and lets the reader begin with this line again; one that is kept. */
    void goBack(long from) {
        decision.giveUp();
        lastLine = Math.max(lastLine, reader.lineNumber());
        router.disconnect();
        router.rollback();
        decision.rollback(from);
        reader.replayFrom(from);
    }

    /**
     * Does without another try after a failure that one could help against, but makes sure what is committed.
     *
     * @param failure that ended the work; thrown again if another try could not help
     * @throws CacheException of kind {@code COMMIT_UNKNOWN} if it cannot be found out
     */
    void leave(Exception failure) throws SQLException {
        decision.giveUp();
        if (!decision.isInDoubt() && router.wantsMerge(failure)) {
            router.disconnect();
            return;
        }
        if (!isWorthATry(failure)) {
            throwAgain(failure);
        }
        router.disconnect();
        if (decision.isInDoubt()) {
            try {
                decision.resolve();
            } catch (CacheException e) {
                throw isWorthATry(e) ? givenUp(judged(failure), e) : e;
            }
        }
    }

    private static void throwAgain(Exception failure) throws SQLException {
        if (failure instanceof SQLException sql) {
            throw sql;
        }
        throw (RuntimeException) failure;
    }

    /** Whether another try could help. */
    boolean isWorthATry(Exception failure) {
        // Without a failure of the database behind it, it is a finding of ours, which stays true.
        return !listener.threw(failure)
                && judged(failure).kind() == Kind.TRANSIENT
                && Transactions.isOfDatabase(failure);
    }

    private CacheException judged(Exception failure) {
        return failure instanceof CacheException judged ? judged : transactions.failure(action, failure);
    }

    /** A commit is a success; so is to get further than before, unless it fails again at once. */
    private void noteProgress() {
        boolean wentOn =
                reader.lineNumber() > lastLine && clock.now().minus(reconnected).compareTo(policy.longestPause()) > 0;
        if (decision.commits() > commits || wentOn) {
            backOff.succeeded();
        }
        commits = decision.commits();
    }

    private void reconnect(CacheException first) throws InterruptedException {
        try {
            tries.after(first, decision::resolve);
        } catch (CacheException e) {
            if (Thread.interrupted()) {
                throw new InterruptedException(); // in a pause, or which a pool makes a failure of
            }
            throw e;
        }
    }

    private CacheException givenUp(CacheException first, CacheException last) {
        String also = last == first ? "" : " The last try said: " + last.getMessage() + ".";
        String tried = "%s. Tried %d times in %d ms to go on; gave up.%s"
                .formatted(first.getMessage(), backOff.tries(), backOff.trying().toMillis(), also);
        return decision.isInDoubt()
                ? new CacheException(
                        Kind.COMMIT_UNKNOWN,
                        tried
                                + " It was lost during a commit, and what became of that is not known: the next write finds the state that belongs to the rows, %s, or the one after it."
                                        .formatted(resumption()),
                        first)
                : new CacheException(
                        Kind.TRANSIENT,
                        tried + " The next write resumes from the last committed state: %s.".formatted(resumption()),
                        first);
    }

    private void requireKept(CacheException first) {
        if (!reader.canReplayFrom(Math.min(reader.lineNumber(), decision.neededFrom()))) {
            throw new CacheException(
                    Kind.TRANSIENT,
                    "%s. It cannot go on, for the input since the last commit was more than could be kept (replay limit: %d bytes%s). The next write resumes from the last committed state: %s."
                            .formatted(
                                    first.getMessage(),
                                    policy.replayLimit(),
                                    reader.keepingFailure().map("; "::concat).orElse(""),
                                    resumption()),
                    first);
        }
    }

    private String resumption() {
        String named = router.loads().stream()
                .limit(STREAMS_NAMED)
                .map(Recovery::resumption)
                .collect(Collectors.joining(", "));
        int more = router.loads().size() - STREAMS_NAMED;
        return more > 0 ? named + " and " + more + " more streams" : named;
    }

    private static String resumption(StreamLoad load) {
        return load.progress().committedRecords() == 0
                ? "\"%s\" where it was before".formatted(load.id())
                : "\"%s\" after %d records of this write"
                        .formatted(load.id(), load.progress().committedRecords());
    }
}
