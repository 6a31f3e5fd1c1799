package io.sqlcache.core.write;

import static io.sqlcache.core.testing.DisturbedConnections.running;
import static org.assertj.core.api.Assertions.assertThat;

import io.sqlcache.api.WriteSummary;
import io.sqlcache.api.WriteSummary.Outcome;
import io.sqlcache.core.testing.SmallCache;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What a source says that its states cover, beside what came. */
class RecordCountsTest {

    private final SmallCache cache = new SmallCache();

    @AfterEach
    void close() {
        cache.close();
    }

    @Test
    void countsThatAgreeAreNotTold() {
        WriteSummary summary = cache.write(
                cache.append("users"), "record users 1", "record users 2", "state users 2 2", "state users 2 0");

        assertThat(summary.warnings()).isEmpty();
    }

    @Test
    void countThatDiffersIsToldOnceAStreamWithBothFigures() {
        WriteSummary summary = cache.write(
                cache.append("users", "other"),
                "record users 1",
                "state users 1 5",
                "record users 2",
                "record users 3",
                "state users 3 1",
                "record other 1",
                "state other 1 1");

        assertThat(summary.outcome()).as("a warning only").isEqualTo(Outcome.SUCCEEDED);
        assertThat(summary.warnings())
                .isEqualTo(Map.of(
                        "states of stream \"users\" that count other records than came; the first, on line 2: 5 by its sourceStats.recordCount, 1 came",
                        2L));
    }

    @Test
    void stateThatComesTwiceCountsItsRecordsTwice() {
        WriteSummary summary =
                cache.write(cache.append("users"), "record users 1", "state users 1 1", "state users 1 1");

        assertThat(cache.told().states()).containsExactly("users 1 over 1", "users 1 over 0");
        assertThat(summary.warnings()).hasSize(1).containsValue(1L);
    }

    @Test
    void whatIsReadAgainIsNotCountedAgain() {
        cache.told().when("now", () -> cache.connections().loseBefore(running("insert into \"cache\".\"users\"")));

        WriteSummary summary = cache.write(
                cache.append("users").throttle(SmallCache.SELDOM),
                "record users 1",
                "state users 1 2",
                "log now",
                "record users 2",
                "state users 2 1");

        assertThat(cache.ids("users")).containsExactly(1L, 2L);
        assertThat(summary.warnings()).hasSize(1).containsValue(1L);
    }
}
