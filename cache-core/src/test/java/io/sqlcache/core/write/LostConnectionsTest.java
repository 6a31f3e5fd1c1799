package io.sqlcache.core.write;

import static io.sqlcache.core.testing.DisturbedConnections.committing;
import static io.sqlcache.core.testing.DisturbedConnections.running;
import static io.sqlcache.core.testing.SmallCache.RETRY;
import static io.sqlcache.core.testing.SmallCache.SELDOM;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sqlcache.api.CacheException;
import io.sqlcache.api.CacheException.Kind;
import io.sqlcache.api.CommittedState;
import io.sqlcache.api.RetryPolicy;
import io.sqlcache.api.WriteListener;
import io.sqlcache.api.WriteRequest;
import io.sqlcache.api.WriteStrategy;
import io.sqlcache.api.WriteSummary;
import io.sqlcache.api.WriteSummary.Outcome;
import io.sqlcache.core.testing.DisturbedConnections.Request;
import io.sqlcache.core.testing.SmallCache;
import java.sql.SQLException;
import java.time.Duration;
import java.util.function.Predicate;
import org.assertj.core.api.AbstractThrowableAssert;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A write goes on after a loss as if nothing had been, or says what became of it. */
class LostConnectionsTest {

    private static final Predicate<Request> INSERTING = running("insert into \"cache\".\"users\"");

    private static final String[] THREE = {
        "record users 1",
        "state users 1",
        "log one",
        "record users 2",
        "state users 2",
        "record users 3",
        "complete users"
    };

    private final SmallCache cache = new SmallCache();

    @AfterEach
    void close() {
        cache.close();
    }

    private static RetryPolicy lasting(Duration retryFor) {
        return new RetryPolicy(
                retryFor, RETRY.firstPause(), RETRY.longestPause(), RETRY.replayLimit(), RETRY.cacheDir());
    }

    private static AbstractThrowableAssert<?, ? extends Throwable> failed(Kind kind, ThrowingCallable write) {
        return assertThatThrownBy(write)
                .isInstanceOfSatisfying(
                        CacheException.class,
                        failure -> assertThat(failure.kind())
                                .as(failure.getMessage())
                                .isEqualTo(kind));
    }

    private void assertAllIsThereOnce(WriteSummary summary) {
        assertThat(summary.outcome()).isEqualTo(Outcome.SUCCEEDED);
        assertThat(summary.totalRecords()).isEqualTo(3);
        assertThat(cache.ids("users")).containsExactly(1L, 2L, 3L);
        assertThat(cache.told().states()).containsExactly("users 1 over 1", "users 2 over 1");
        assertThat(cache.stored("users")).isEqualTo("2");
        assertThat(cache.database().tables()).containsExactly("users");
    }

    @Test
    void rowsThatWereNotCommittedAreWrittenAgain() {
        cache.connections().loseBefore(INSERTING);
        assertAllIsThereOnce(cache.write(cache.append("users"), THREE));
    }

    @Test
    void commitThatDidNotHappenIsDoneAgain() {
        cache.connections().loseBefore(committing());
        assertAllIsThereOnce(cache.write(cache.append("users"), THREE));
    }

    @Test
    void commitThatHappenedIsNotDoneAgain() {
        cache.connections().loseAfter(committing());
        assertAllIsThereOnce(cache.write(cache.append("users"), THREE));
    }

    @Test
    void secondLossWhileGoingOnIsOneMoreTry() {
        cache.connections().loseAfter(committing());
        cache.connections().loseBefore(INSERTING);
        cache.connections().loseBefore(running("\"commits\""));
        assertAllIsThereOnce(cache.write(cache.append("users"), THREE));
    }

    @Test
    void mergedStreamGoesOn() {
        cache.connections().loseBefore(INSERTING);
        cache.connections().loseAfter(committing());
        assertAllIsThereOnce(cache.write(cache.request(WriteStrategy.MERGE, "users key"), THREE));
    }

    @Test
    void replacedStreamGoesOn() {
        cache.connections().loseAfter(committing());
        assertAllIsThereOnce(cache.write(cache.request(WriteStrategy.REPLACE, "users"), THREE));
    }

    @Test
    void lossBeforeTheFirstLineIsOneMoreTry() {
        cache.connections().loseBefore(running("_sqlcache_syncs"));
        cache.connections().loseAfter(running("create table \"cache\".\"users\""));
        assertAllIsThereOnce(cache.write(cache.append("users"), THREE));
    }

    @Test
    void whatIsReadAgainIsCountedAndToldOnce() {
        cache.connections().loseBefore(committing());
        WriteSummary summary = cache.write(
                cache.append("users").throttle(SELDOM), "record nobody 1", "record users 1", "complete users");
        assertThat(summary.warnings().values()).containsExactly(1L);
        assertThat(summary.totalRecords()).isEqualTo(1);
        assertThat(cache.ids("users")).containsExactly(1L);
    }

    @Test
    void whoGivesUpNamesTheStateThatTheNextWriteResumesFrom() {
        cache.told().when("one", () -> cache.connections().goDownBefore(INSERTING));
        WriteRequest.Builder request = cache.append("users", "other").retry(lasting(Duration.ofMillis(30)));
        failed(Kind.TRANSIENT, () -> cache.write(request, THREE))
                .hasMessageMatching(
                        "Cannot write the streams of source \"source\": .*The connection is lost.* \\(SQLSTATE 08006\\)\\. Tried \\d+ times in \\d+ ms to go on; gave up\\. The last try said: Cannot find out what is committed: The database is down \\(SQLSTATE 08001\\)\\. The next write resumes from the last committed state: \"users\" after 1 records of this write, \"other\" where it was before\\.");

        cache.connections().comeBack();
        assertThat(cache.ids("users")).containsExactly(1L);
        assertThat(cache.stored("users")).isEqualTo("1");
        cache.write(cache.append("users", "other"), "record users 2", "state users 2");
        assertThat(cache.ids("users")).containsExactly(1L, 2L);
    }

    @Test
    void whoGivesUpInACommitSaysThatItsEndIsNotKnown() {
        cache.told().when("one", () -> cache.connections().goDownAfter(committing()));
        WriteRequest.Builder request = cache.append("users").retry(lasting(Duration.ofMillis(30)));
        failed(Kind.COMMIT_UNKNOWN, () -> cache.write(request, THREE))
                .hasMessageContaining(
                        " It was lost during a commit, and what became of that is not known: the next write finds the state that belongs to the rows, \"users\" after 1 records of this write, or the one after it.");

        cache.connections().comeBack();
        assertThat(cache.told().states()).containsExactly("users 1 over 1");
        assertThat(cache.stored("users"))
                .as("the state that belongs to the rows")
                .isEqualTo("2");
        assertThat(cache.ids("users")).containsExactly(1L, 2L);
    }

    @Test
    void withoutRetriesTheFirstLossIsTold() {
        cache.connections().loseBefore(INSERTING);
        failed(Kind.TRANSIENT, () -> cache.write(cache.append("users").retry(RetryPolicy.NONE), THREE))
                .hasMessageStartingWith("Cannot write the streams of source \"source\": ")
                .hasMessageEndingWith("The connection is lost (SQLSTATE 08006)");
        assertThat(cache.ids("users")).isEmpty();
    }

    @Test
    void withoutRetriesACommitIsInDoubtToo() {
        cache.connections().loseAfter(committing());
        failed(Kind.COMMIT_UNKNOWN, () -> cache.write(cache.append("users").retry(RetryPolicy.NONE), THREE))
                .hasMessageContaining("Tried 0 times in 0 ms to go on; gave up. It was lost during a commit");
        assertThat(cache.ids("users")).containsExactly(1L);
        assertThat(cache.stored("users")).isEqualTo("1");
    }

    @Test
    void inputThatWasNotKeptCannotBeReadAgain() {
        RetryPolicy little =
                new RetryPolicy(RETRY.retryFor(), RETRY.firstPause(), RETRY.longestPause(), 100, RETRY.cacheDir());
        cache.told().when("two", () -> cache.connections().loseBefore(INSERTING));
        WriteRequest.Builder request = cache.append("users").throttle(SELDOM).retry(little);
        failed(
                        Kind.TRANSIENT,
                        () -> cache.write(request, "record users 1", "record users 2", "log two", "complete users"))
                .hasMessageEndingWith(
                        " It cannot go on, for the input since the last commit was more than could be kept (replay limit: 100 bytes). The next write resumes from the last committed state: \"users\" where it was before.");
    }

    @Test
    void tableThatIsGoneIsNoReasonToTryAgain() {
        cache.told().when("one", () -> cache.database().sql().execute("drop table \"cache\".\"users\""));
        failed(Kind.TRANSIENT, () -> cache.write(cache.append("users"), THREE))
                .hasMessageStartingWith(
                        "Cannot go on writing stream \"users\": someone else changed its table \"cache.users\" during the write: it is gone.");
        assertThat(cache.told().states()).containsExactly("users 1 over 1");
    }

    @Test
    void whatTheListenerThrowsEndsTheWriteWhateverItLooksLike() {
        CacheException thrown = new CacheException(Kind.TRANSIENT, "as if", new SQLException("lost", "08006"));
        WriteListener listener = new WriteListener() {
            @Override
            public void stateCommitted(CommittedState state) {
                throw thrown;
            }
        };
        assertThatThrownBy(() -> cache.write(cache.append("users").listener(listener), THREE))
                .isSameAs(thrown);
        assertThat(cache.ids("users")).containsExactly(1L);
    }

    @Test
    void streamsOfEveryStrategyGoOnTogether() {
        cache.connections().loseAfter(committing());
        cache.connections().loseBefore(committing());
        WriteRequest.Builder request = cache.request(WriteStrategy.AUTO, "users key", "other incremental", "whole");
        WriteSummary summary = cache.write(
                request,
                "record users 1",
                "record other 1",
                "record whole 1",
                "state other 1",
                "state users 1",
                "record whole 2",
                "complete users",
                "complete other",
                "complete whole");
        assertThat(summary.outcome()).isEqualTo(Outcome.SUCCEEDED);
        assertThat(cache.ids("users")).containsExactly(1L);
        assertThat(cache.ids("other")).containsExactly(1L);
        assertThat(cache.ids("whole")).containsExactly(1L, 2L);
    }
}
