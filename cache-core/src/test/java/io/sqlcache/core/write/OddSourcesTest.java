package io.sqlcache.core.write;

import static org.assertj.core.api.Assertions.assertThat;

import io.sqlcache.api.SourceEnding;
import io.sqlcache.api.WriteRequest;
import io.sqlcache.api.WriteStrategy;
import io.sqlcache.api.WriteSummary;
import io.sqlcache.api.WriteSummary.Outcome;
import io.sqlcache.core.testing.SmallCache;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Sources that say things in another order than they should, or twice: a success has landed all of it. */
class OddSourcesTest {

    private final SmallCache cache = new SmallCache();

    @AfterEach
    void close() {
        cache.close();
    }

    @Test
    void errorAfterEverythingWasCompleteFailsTheWriteAndKeepsItsRows() {
        WriteSummary summary = cache.write(
                cache.append("users").sourceEnding(() -> SourceEnding.CLEAN),
                "record users 1",
                "complete users",
                "error * the token expired");

        assertThat(summary.outcome()).isEqualTo(Outcome.FAILED);
        assertThat(summary.failures())
                .containsExactly(
                        "The source failed after it had completed all its streams, which are stored: the token expired.");
        assertThat(summary.streams().get(0).complete()).isTrue();
        assertThat(cache.ids("users")).containsExactly(1L);
    }

    @Test
    void goodEndAfterAnErrorCompletesNothing() {
        cache.write(cache.append("users"), "record users 7", "complete users");

        WriteSummary summary = cache.write(
                cache.request(WriteStrategy.REPLACE, "users").sourceEnding(() -> SourceEnding.CLEAN),
                "record users 1",
                "error * the token expired");

        assertThat(summary.outcome()).isEqualTo(Outcome.FAILED);
        assertThat(cache.ids("users")).containsExactly(7L);
    }

    @ParameterizedTest
    @EnumSource(
            value = WriteStrategy.class,
            names = {"APPEND", "MERGE"})
    void recordsAfterCompleteLandToo(WriteStrategy strategy) {
        WriteSummary summary = cache.write(
                cache.request(strategy, "users key"),
                "record users 1",
                "state users 1",
                "complete users",
                "record users 2",
                "state users 2",
                "record users 3");

        assertThat(summary.outcome()).isEqualTo(Outcome.SUCCEEDED);
        assertThat(cache.ids("users")).containsExactly(1L, 2L, 3L);
        assertThat(cache.stored("users")).isEqualTo("2");
    }

    @ParameterizedTest
    @CsvSource({"REPLACE,users", "REPLACE,users generation 2", "MERGE,users key", "APPEND,users"})
    void streamThatIsCompleteTwiceIsCompleteOnce(WriteStrategy strategy, String stream) {
        WriteRequest.Builder request = cache.request(strategy, stream);
        WriteSummary summary = cache.write(
                request, "record users 1", "state users 1", "complete users", "complete users", "state users 2");

        assertThat(summary.outcome()).isEqualTo(Outcome.SUCCEEDED);
        assertThat(cache.ids("users")).containsExactly(1L);
        assertThat(cache.told().states()).containsExactly("users 1 over 1", "users 2 over 0");
    }

    @Test
    void stateThatComesTwiceIsGivenBackTwiceAndItsRowsLandOnce() {
        WriteSummary summary = cache.write(
                cache.append("users"), "record users 1", "state users 1", "state users 1", "complete users");

        assertThat(summary.outcome()).isEqualTo(Outcome.SUCCEEDED);
        assertThat(cache.told().states()).containsExactly("users 1 over 1", "users 1 over 0");
        assertThat(cache.ids("users")).containsExactly(1L);
    }
}
