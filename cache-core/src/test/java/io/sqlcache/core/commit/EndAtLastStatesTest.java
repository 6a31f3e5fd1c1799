package io.sqlcache.core.commit;

import static io.sqlcache.core.testing.SmallCache.SELDOM;
import static org.assertj.core.api.Assertions.assertThat;

import io.sqlcache.api.CommitThrottle;
import org.junit.jupiter.api.Test;

/** What a write does that ends before its streams are complete: each ends at its last state. */
class EndAtLastStatesTest {

    @Test
    void recordsBehindTheLastStateArePassedOverWhenTheLinesAreReadAgain() throws Exception {
        try (CommitBench bench = new CommitBench(SELDOM, "users APPEND", "other APPEND")) {
            bench.read("record users 1", "state users 1", "record users 2", "state users 2", "record users 3");
            bench.read("record other 1");
            LineRange lines = bench.decision().endAtLastStates().orElseThrow();
            assertThat(lines).isEqualTo(new LineRange(1, 4));

            bench.readAgain(lines);
            assertThat(bench.told().states()).containsExactly("users 1 over 1", "users 2 over 1");
            assertThat(bench.ids("users")).containsExactly(1L, 2L);
            assertThat(bench.ids("other")).isEmpty();
        }
    }

    @Test
    void streamIsNotCompleteOnceRecordsOfItWerePassedOver() throws Exception {
        try (CommitBench bench = new CommitBench(SELDOM, "users APPEND", "other APPEND")) {
            bench.read("record users 1", "state users 1", "record users 2", "record other 1", "state other 1");
            LineRange lines = bench.decision().endAtLastStates().orElseThrow();
            bench.readAgain(lines);
            assertThat(bench.load("users").progress().isCut()).isTrue();
            assertThat(bench.load("other").progress().isCut()).isFalse();
            bench.read("complete users");
            assertThat(bench.ids("users")).containsExactly(1L);
        }
    }

    @Test
    void nothingIsReadAgainWhereNoStateWaits() throws Exception {
        try (CommitBench bench = new CommitBench(CommitThrottle.NONE, "users APPEND")) {
            bench.read("record users 1", "state users 1", "record users 2");
            assertThat(bench.decision().endAtLastStates()).isEmpty();
        }
    }

    @Test
    void statesThatWaitForCompleteAreNoPlaceToEndAt() throws Exception {
        try (CommitBench bench = new CommitBench(CommitThrottle.NONE, "users REPLACE")) {
            bench.read("record users 1", "state users 1");
            assertThat(bench.decision().endAtLastStates()).isEmpty();
        }
    }

    @Test
    void streamsOfOneStateEndAtItTogether() throws Exception {
        try (CommitBench bench = new CommitBench(SELDOM, "users APPEND", "other APPEND")) {
            bench.read("record users 1", "record other 1", "global 1 users other", "record users 2", "record other 2");
            LineRange lines = bench.decision().endAtLastStates().orElseThrow();
            assertThat(lines).isEqualTo(new LineRange(1, 3));
            bench.readAgain(lines);
            assertThat(bench.told().states()).containsExactly("all 1 over 2");
            assertThat(bench.ids("users")).containsExactly(1L);
            assertThat(bench.ids("other")).containsExactly(1L);
        }
    }

    @Test
    void statesThatAreReadAgainAreGivenBackOnce() throws Exception {
        try (CommitBench bench = new CommitBench(SELDOM, "users APPEND")) {
            bench.read("record users 1", "state users 1", "record users 2", "state users 2");
            bench.readAgain();
            bench.read("complete users");
            assertThat(bench.told().states()).containsExactly("users 1 over 1", "users 2 over 1");
            assertThat(bench.ids("users")).containsExactly(1L, 2L);
            assertThat(bench.load("users").progress().recordsRead()).isEqualTo(2);
        }
    }
}
