package io.sqlcache.core.write;

import static io.sqlcache.core.testing.DisturbedConnections.committing;
import static io.sqlcache.core.testing.DisturbedConnections.running;
import static io.sqlcache.core.testing.SmallCache.SELDOM;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sqlcache.api.CacheException;
import io.sqlcache.api.RetryPolicy;
import io.sqlcache.api.WriteRequest;
import io.sqlcache.api.WriteStrategy;
import io.sqlcache.api.WriteSummary;
import io.sqlcache.api.WriteSummary.Outcome;
import io.sqlcache.api.WriteSummary.StreamSummary;
import io.sqlcache.core.testing.SmallCache;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A write that ends early ends at the last state of each stream. */
class EarlyEndTest {

    private final SmallCache cache = new SmallCache();

    @AfterEach
    void close() {
        Thread.interrupted();
        cache.close();
    }

    private void interruptAt(String logged) {
        cache.told().when(logged, () -> Thread.currentThread().interrupt());
    }

    private String outcome() {
        return cache.database()
                .sql()
                .fetch("select max(\"outcome\") from \"cache\".\"_sqlcache_syncs\"")
                .getValue(0, 0)
                .toString();
    }

    private void assertEndedAtTheState() {
        assertThat(cache.ids("users")).containsExactly(1L);
        assertThat(cache.told().states()).containsExactly("users 1 over 1");
        assertThat(cache.stored("users")).isEqualTo("1");
        assertThat(cache.database().tables()).containsExactly("users");
    }

    @Test
    void interruptedWriteIsCancelledAtTheLastState() {
        interruptAt("now");
        WriteSummary summary = cache.write(
                cache.append("users").throttle(SELDOM), "record users 1", "state users 1", "record users 2", "log now");

        assertThat(Thread.currentThread().isInterrupted())
                .as("the flag is the caller's again")
                .isTrue();
        assertThat(summary.outcome()).isEqualTo(Outcome.CANCELLED);
        assertThat(summary.streams().get(0))
                .extracting(StreamSummary::reason, StreamSummary::records, StreamSummary::committedRecords)
                .containsExactly("the write was cancelled before it was complete", 2L, 1L);
        assertEndedAtTheState();
        assertThat(outcome()).isEqualTo("CANCELLED");
    }

    @Test
    void streamThatWasDoneBeforeTheInterruptIsComplete() {
        interruptAt("now");
        WriteSummary summary = cache.write(
                cache.append("users", "other"), "record users 1", "complete users", "record other 1", "log now");
        assertThat(summary.outcome()).isEqualTo(Outcome.CANCELLED);
        assertThat(summary.streams()).extracting(StreamSummary::complete).containsExactly(true, false);
        assertThat(cache.ids("other")).isEmpty();
    }

    @Test
    void interruptedWriteThatKeepsNoInputEndsAtItsLastCommit() {
        interruptAt("now");
        WriteRequest.Builder request = cache.append("users").throttle(SELDOM).retry(RetryPolicy.NONE);
        WriteSummary summary = cache.write(request, "record users 1", "state users 1", "record users 2", "log now");
        assertThat(summary.outcome()).isEqualTo(Outcome.CANCELLED);
        assertThat(cache.ids("users")).isEmpty();
        assertThat(cache.told().states()).isEmpty();
    }

    @Test
    void interruptedReplaceLeavesTheOldRows() {
        cache.write(cache.append("users"), "record users 7", "complete users");
        interruptAt("now");
        WriteSummary summary = cache.write(
                cache.request(WriteStrategy.REPLACE, "users"), "record users 1", "state users 1", "log now");
        assertThat(summary.outcome()).isEqualTo(Outcome.CANCELLED);
        assertThat(cache.ids("users")).containsExactly(7L);
        assertThat(cache.stored("users")).isEqualTo("-");
        assertThat(cache.database().tables()).containsExactly("users");
    }

    @Test
    void interruptBetweenTwoTriesCancelsAndLeavesWhatIsCommitted() {
        cache.told().when("now", () -> {
            cache.connections().goDownBefore(running("insert into \"cache\".\"users\""));
            cache.connections()
                    .at(
                            request -> request.sql().equals("connect"),
                            () -> Thread.currentThread().interrupt());
        });
        WriteSummary summary = cache.write(
                cache.append("users"), "record users 1", "state users 1", "log now", "record users 2", "state users 2");
        assertThat(summary.outcome()).isEqualTo(Outcome.CANCELLED);
        assertThat(Thread.interrupted()).isTrue();
        cache.connections().comeBack();
        assertEndedAtTheState();
    }

    @Test
    void interruptThatLeavesACommitInDoubtSaysSo() {
        cache.told().when("now", () -> {
            cache.connections().goDownAfter(committing());
            cache.connections()
                    .at(
                            request -> request.sql().equals("connect"),
                            () -> Thread.currentThread().interrupt());
        });
        assertThatThrownBy(() -> cache.write(
                        cache.append("users"),
                        "record users 1",
                        "state users 1",
                        "log now",
                        "record users 2",
                        "state users 2"))
                .isInstanceOfSatisfying(
                        CacheException.class,
                        failure -> assertThat(failure.kind()).isEqualTo(CacheException.Kind.COMMIT_UNKNOWN))
                .hasMessageContaining("\"users\" after 1 records of this write, or the one after it.");
        cache.connections().comeBack();
        assertThat(cache.ids("users")).containsExactly(1L, 2L);
        assertThat(cache.stored("users")).isEqualTo("2");
    }

    @Test
    void brokenLineTakesNothingWithItThatAStateCovers() {
        assertThatThrownBy(() -> cache.write(
                        cache.append("users").throttle(SELDOM),
                        "record users 1",
                        "state users 1",
                        "record users 2",
                        "{\"type\":\"RECORD\",\"rec"))
                .isInstanceOfSatisfying(
                        CacheException.class,
                        failure -> assertThat(failure.kind()).isEqualTo(CacheException.Kind.DATA))
                .hasMessageContaining("line 4");
        assertEndedAtTheState();
        assertThat(outcome()).isEqualTo("FAILED");
    }

    @Test
    void failedSourceTakesNothingWithItThatAStateCovers() {
        WriteSummary summary = cache.write(
                cache.append("users").throttle(SELDOM),
                "record users 1",
                "state users 1",
                "record users 2",
                "error * it is gone");
        assertThat(summary.outcome()).isEqualTo(Outcome.FAILED);
        assertThat(summary.streams().get(0).reason()).isEqualTo("the source failed: it is gone");
        assertEndedAtTheState();
        assertThat(outcome()).isEqualTo("FAILED");
    }

    @Test
    void lossWhileReadingUpToTheLastStateIsNoticedByNobody() {
        cache.told().when("now", () -> cache.connections().loseAfter(committing()));
        WriteSummary summary = cache.write(
                cache.append("users").throttle(SELDOM),
                "record users 1",
                "state users 1",
                "record users 2",
                "log now",
                "error * it is gone");
        assertThat(summary.outcome()).isEqualTo(Outcome.FAILED);
        assertEndedAtTheState();
    }

    @Test
    void streamUnderTheStateOfAFailedSourceSaysWhereItGoesOn() {
        WriteSummary summary = cache.write(
                cache.append("users", "other").throttle(SELDOM),
                "record users 1",
                "global 1 users other",
                "record users 2",
                "complete users",
                "incomplete other");
        assertThat(summary.outcome()).isEqualTo(Outcome.FAILED);
        assertThat(summary.streams())
                .extracting(StreamSummary::reason)
                .containsExactly(
                        "its last records are covered by no state of the source, which failed at another stream; the next write goes on behind the last state",
                        "the source ended it with the status INCOMPLETE");
        assertThat(cache.ids("users")).containsExactly(1L);
        assertThat(cache.told().states()).containsExactly("all 1 over 1");
    }
}
