package io.sqlcache.core.write;

import static io.sqlcache.core.testing.DisturbedConnections.committing;
import static io.sqlcache.core.testing.DisturbedConnections.running;
import static org.assertj.core.api.Assertions.assertThat;

import io.sqlcache.api.CacheException;
import io.sqlcache.api.CommitThrottle;
import io.sqlcache.api.WriteRequest;
import io.sqlcache.api.WriteStrategy;
import io.sqlcache.api.WriteSummary;
import io.sqlcache.api.WriteSummary.Outcome;
import io.sqlcache.core.testing.DisturbedConnections.Request;
import io.sqlcache.core.testing.SmallCache;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** While rows are merged and committed, those of the next commit are written: nothing is lost by that, and nothing comes twice. */
@Timeout(60)
class OverlappedCommitsTest {

    /** A commit at every state, which nobody waits for. */
    private static final CommitThrottle OVERLAPPED = new CommitThrottle(1, Duration.ofHours(1), Long.MAX_VALUE);

    private static final int ROUNDS = 8;

    private static String[] lines(String... streams) {
        List<String> lines = new ArrayList<>();
        for (int round = 1; round <= ROUNDS; round++) {
            for (String stream : streams) {
                lines.add("record " + stream + " " + round);
                lines.add("record " + stream + " " + round % 3);
                lines.add("state " + stream + " " + round);
            }
        }
        for (String stream : streams) {
            lines.add("complete " + stream);
        }
        return lines.toArray(String[]::new);
    }

    private static WriteRequest.Builder merge(SmallCache cache, String... streams) {
        return cache.request(WriteStrategy.MERGE, streams).throttle(OVERLAPPED);
    }

    private static void assertAllIsThereOnce(SmallCache cache, WriteSummary summary) {
        assertThat(summary.outcome()).isEqualTo(Outcome.SUCCEEDED);
        assertThat(cache.ids("users")).containsExactly(0L, 1L, 2L, 3L, 4L, 5L, 6L, 7L, 8L);
        assertThat(cache.stored("users")).isEqualTo("8");
        assertThat(cache.told().states().stream().map(state -> state.split(" ")[1]))
                .containsExactly("1", "2", "3", "4", "5", "6", "7", "8");
        assertThat(cache.database().tables()).containsExactly("users");
    }

    @Test
    void rowsAreWrittenWhileOthersAreMerged() throws InterruptedException {
        try (SmallCache cache = new SmallCache()) {
            CountDownLatch merging = new CountDownLatch(1);
            CountDownLatch written = new CountDownLatch(1);
            cache.connections().at(running("insert into \"cache\".\"users\""), () -> {
                merging.countDown();
                awaitIn(written);
            });
            cache.connections().at(running("_b_"), written::countDown);
            assertAllIsThereOnce(cache, cache.write(merge(cache, "users key"), lines("users")));
            assertThat(merging.await(0, TimeUnit.SECONDS)).isTrue();
            assertThat(written.await(0, TimeUnit.SECONDS)).isTrue();
        }
    }

    private static void awaitIn(CountDownLatch latch) {
        try {
            assertThat(latch.await(10, TimeUnit.SECONDS))
                    .as("written while others are merged")
                    .isTrue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Test
    void interleavedStreamsAreCommittedEachWithItsState() {
        try (SmallCache cache = new SmallCache()) {
            cache.write(merge(cache, "users key", "orders key"), lines("users", "orders"));
            assertThat(cache.ids("users")).hasSize(9);
            assertThat(cache.ids("orders")).hasSize(9);
            assertThat(cache.stored("users")).isEqualTo("8");
            assertThat(cache.stored("orders")).isEqualTo("8");
        }
    }

    @Test
    void withoutAFurtherConnectionItIsDoneInTurn() {
        try (SmallCache cache = new SmallCache()) {
            AtomicBoolean staged = new AtomicBoolean();
            cache.connections().at(running("insert into \"cache\".\"_sqlcache_staging"), () -> staged.set(true));
            cache.connections()
                    .loseBefore(request -> staged.get() && request.sql().equals("connect"));
            assertAllIsThereOnce(cache, cache.write(merge(cache, "users key"), lines("users")));
        }
    }

    @Test
    void commitThatIsLostOnItsWayIsNotDoneTwice() {
        try (SmallCache cache = new SmallCache()) {
            cache.connections().loseAfter(committing());
            assertAllIsThereOnce(cache, cache.write(merge(cache, "users key"), lines("users")));
        }
    }

    @Test
    void commitThatDidNotHappenIsDoneAgain() {
        try (SmallCache cache = new SmallCache()) {
            cache.connections().loseBefore(committing());
            assertAllIsThereOnce(cache, cache.write(merge(cache, "users key"), lines("users")));
        }
    }

    @Test
    @Tag("slow")
    void connectionThatIsLostAtAnyRequestChangesNothing() {
        assertNothingChanges(1);
    }

    @Test
    @Tag("sample")
    void connectionThatIsLostAtARequestNowAndThenChangesNothing() {
        assertNothingChanges(7);
    }

    /** Requests on any connection. */
    private static void assertNothingChanges(int stride) {
        for (boolean before : new boolean[] {true, false}) {
            int at = 1;
            while (isDisturbed(at, before)) {
                at += stride;
            }
            assertThat(at).as("requests").isGreaterThan(100);
        }
    }

    private static boolean isDisturbed(int at, boolean before) {
        AtomicInteger seen = new AtomicInteger();
        AtomicBoolean over = new AtomicBoolean();
        Predicate<Request> moment = request -> seen.incrementAndGet() == at || over.get();
        try (SmallCache cache = new SmallCache()) {
            if (before) {
                cache.connections().loseBefore(moment);
            } else {
                cache.connections().loseAfter(moment);
            }
            WriteSummary summary = cache.write(merge(cache, "users key"), lines("users"));
            int asked = seen.get();
            if (asked < at) {
                over.set(true);
                letTheMomentCome(cache);
                return false;
            }
            assertAllIsThereOnce(cache, summary);
            return true;
        }
    }

    /** A moment that does not come in a test fails it. */
    private static void letTheMomentCome(SmallCache cache) {
        try {
            assertThat(cache.stored("users")).isEqualTo("8");
        } catch (CacheException e) {
            assertThat(e.kind()).isEqualTo(CacheException.Kind.TRANSIENT);
        }
    }
}
