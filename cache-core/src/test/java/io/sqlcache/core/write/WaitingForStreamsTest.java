package io.sqlcache.core.write;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sqlcache.api.CacheException;
import io.sqlcache.api.CacheException.Kind;
import io.sqlcache.api.LeasePolicy;
import io.sqlcache.api.StreamId;
import io.sqlcache.api.WriteStrategy;
import io.sqlcache.api.WriteSummary;
import io.sqlcache.api.WriteSummary.Outcome;
import io.sqlcache.core.backend.SqlBackend;
import io.sqlcache.core.message.Message.StateKind;
import io.sqlcache.core.state.Lease;
import io.sqlcache.core.state.Remembered;
import io.sqlcache.core.state.StateStore.StoredState;
import io.sqlcache.core.state.SyncLog.Sync;
import io.sqlcache.core.testing.SmallCache;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.assertj.core.api.AbstractThrowableAssert;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A write whose streams another one has waits for it, or is refused. */
class WaitingForStreamsTest {

    private static final Duration TERM = Duration.ofMinutes(1);
    private static final LeasePolicy IMPATIENT = new LeasePolicy(TERM, Duration.ZERO);
    private static final LeasePolicy PATIENT = new LeasePolicy(TERM, Duration.ofSeconds(20));

    private final SmallCache cache = new SmallCache();
    private final SqlBackend backend = cache.database().backend();
    private final Remembered remembered =
            Remembered.in(backend, cache.database().config());

    @AfterEach
    void close() {
        Thread.interrupted();
        backend.close();
        cache.close();
    }

    private Sync holder(String source) {
        return (Sync) remembered.syncs().begin(source, "holder", List.of(StreamId.of("users")), TERM);
    }

    private void end(Sync sync) {
        remembered.syncs().end(new Lease(remembered.syncs(), sync), Outcome.SUCCEEDED);
    }

    /** Soon, on another thread. */
    private CompletableFuture<Void> soon(Runnable deed) {
        return CompletableFuture.runAsync(deed, CompletableFuture.delayedExecutor(50, TimeUnit.MILLISECONDS));
    }

    private WriteSummary write(WriteStrategy strategy, LeasePolicy lease) {
        return cache.write(
                cache.request(strategy, "users key").lease(lease), "record users 1", "state users 9", "complete users");
    }

    private AbstractThrowableAssert<?, ? extends Throwable> refused(Kind kind, LeasePolicy lease) {
        return assertThatThrownBy(() -> write(WriteStrategy.APPEND, lease))
                .isInstanceOfSatisfying(
                        CacheException.class,
                        failure -> assertThat(failure.kind()).isEqualTo(kind));
    }

    private void storeAState(Sync sync) {
        remembered.transactions().run("save", sql -> {
            StoredState state = new StoredState(
                    StateKind.STREAM,
                    StreamId.of("users"),
                    "{\"type\":\"STREAM\",\"stream\":{\"stream_descriptor\":{\"name\":\"users\"},\"stream_state\":{\"c\":5}}}");
            remembered.states().save(sql, "source", sync.number(), state, true);
            return true;
        });
    }

    @Test
    void whoHasNoPatienceIsToldWhoWritesAndForHowLong() {
        holder("source");
        refused(Kind.TRANSIENT, IMPATIENT)
                .hasMessageMatching(
                        "Cannot write stream \"users\" of source \"source\": sync 1, which began at \\S+, is writing it; waited for 0 ms\\. Let that one end first; if it died, its lease runs out in \\d{5} ms\\.");
        assertThat(cache.ids("users")).isEmpty();
    }

    @Test
    void writeOfAnotherSourceIsNotWaitedFor() {
        holder("another");
        refused(Kind.CONFIG, PATIENT)
                .hasMessage(
                        "Cannot write stream \"users\" of source \"source\": sync 1 of source \"another\" is writing it. Give this source another table prefix or schema, or the same source name if it is the same.");
    }

    @Test
    void writeBeginsWhenTheOtherHasEnded() {
        Sync holder = holder("source");
        CompletableFuture<Void> end = soon(() -> end(holder));
        assertThat(write(WriteStrategy.APPEND, PATIENT).outcome()).isEqualTo(Outcome.SUCCEEDED);
        assertThat(end).isCompleted();
        assertThat(cache.ids("users")).containsExactly(1L);
    }

    @Test
    void writeThatWaitedForANewStateDoesNotAppendTheSameAgain() {
        Sync holder = holder("source");
        CompletableFuture<Void> end = soon(() -> {
            storeAState(holder);
            end(holder);
        });
        refused(Kind.TRANSIENT, PATIENT)
                .hasMessage(
                        "Cannot append to stream \"users\": while this write waited for sync 1, that one stored a new state, so that the same records may come again. Start the source again from the stored state.");
        assertThat(end).isCompleted();
        assertThat(cache.stored("users")).isEqualTo("5");
    }

    @Test
    void mergedRowsMayComeAgain() {
        Sync holder = holder("source");
        CompletableFuture<Void> end = soon(() -> {
            storeAState(holder);
            end(holder);
        });
        assertThat(write(WriteStrategy.MERGE, PATIENT).outcome()).isEqualTo(Outcome.SUCCEEDED);
        assertThat(end).isCompleted();
        assertThat(cache.stored("users")).isEqualTo("9");
    }

    @Test
    void leaseThatHasRunOutIsTakenOverAtOnce() {
        holder("source");
        runOut(1);
        assertThat(write(WriteStrategy.APPEND, IMPATIENT).outcome()).isEqualTo(Outcome.SUCCEEDED);
        assertThat(outcomes()).containsExactly("ABANDONED", "SUCCEEDED");
    }

    @Test
    void interruptEndsTheWaiting() {
        holder("source");
        Thread.currentThread().interrupt();
        refused(Kind.TRANSIENT, PATIENT)
                .hasMessage(
                        "Interrupted while waiting for stream \"users\", which sync 1 is writing; nothing was read or written.");
        assertThat(Thread.interrupted()).as("the flag").isTrue();
    }

    @Test
    void writeWhoseStreamsWereTakenOverCommitsNothingMore() {
        cache.told().when("now", () -> {
            runOut(1);
            holder("source");
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
                        failure -> assertThat(failure.kind()).isEqualTo(Kind.TRANSIENT))
                .hasMessage(
                        "Cannot commit: sync 1 did not renew its lease in time, and another write has taken its streams over, after 1 of its commits. Start the source again from the stored state.");
        assertThat(cache.ids("users")).containsExactly(1L);
        assertThat(cache.stored("users")).isEqualTo("1");
    }

    private void runOut(long sync) {
        cache.database()
                .sql()
                .execute(
                        "update \"cache\".\"_sqlcache_syncs\" set \"leased_until\" = current_timestamp - interval '1' second where \"sync_number\" = ?",
                        sync);
    }

    private List<String> outcomes() {
        return cache.database()
                .sql()
                .fetch("select \"outcome\" from \"cache\".\"_sqlcache_syncs\" order by \"sync_number\"")
                .getValues(0, String.class);
    }
}
