package io.sqlcache.core.commit;

import static io.sqlcache.core.testing.SmallCache.SELDOM;
import static org.assertj.core.api.Assertions.assertThat;

import io.sqlcache.api.CommitThrottle;
import io.sqlcache.core.testing.Lines;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** When rows and the states that cover them are committed. */
class CommitDecisionTest {

    private static final Duration DAY = Duration.ofDays(1);
    private static final String[] TWO = {"record users 1", "state users 1", "record users 2", "state users 2"};

    @Test
    void withoutThrottleEachStateIsCommittedAtOnce() throws Exception {
        try (CommitBench bench = new CommitBench(CommitThrottle.NONE, "users APPEND")) {
            bench.read("record users 1");
            assertThat(bench.ids("users")).isEmpty();
            bench.read("state users 1");
            assertThat(bench.told().states()).containsExactly("users 1 over 1");
            assertThat(bench.ids("users")).containsExactly(1L);
            bench.read("record users 2", "record users 3", "state users 3");
            assertThat(bench.told().states()).containsExactly("users 1 over 1", "users 3 over 2");
            assertThat(bench.decision().commits()).isEqualTo(2);
        }
    }

    @Test
    void stateIsCommittedOnceSoManyBytesWereRead() throws Exception {
        int bytes = Lines.text(TWO).length();
        try (CommitBench bench = new CommitBench(new CommitThrottle(bytes, DAY, Long.MAX_VALUE), "users APPEND")) {
            bench.read(TWO[0], TWO[1]);
            assertThat(bench.told().states()).isEmpty();
            bench.read(TWO[2], TWO[3]);
            assertThat(bench.told().states()).containsExactly("users 1 over 1", "users 2 over 1");
        }
    }

    @Test
    void stateWaitsForTheLastByte() throws Exception {
        int bytes = Lines.text(TWO).length() + 1;
        try (CommitBench bench = new CommitBench(new CommitThrottle(bytes, DAY, Long.MAX_VALUE), "users APPEND")) {
            bench.read(TWO);
            assertThat(bench.told().states()).isEmpty();
            assertThat(bench.decision().commits()).isZero();
        }
    }

    @Test
    void bytesCountFromTheLastCommit() throws Exception {
        int bytes = Lines.text(TWO).length();
        try (CommitBench bench = new CommitBench(new CommitThrottle(bytes, DAY, Long.MAX_VALUE), "users APPEND")) {
            bench.read(TWO);
            bench.read("record users 3", "state users 3");
            assertThat(bench.ids("users")).containsExactly(1L, 2L);
            bench.read("record users 4", "state users 4");
            assertThat(bench.ids("users")).containsExactly(1L, 2L, 3L, 4L);
        }
    }

    @Test
    void stateIsCommittedOnceEnoughTimeWentBy() throws Exception {
        CommitThrottle throttle = new CommitThrottle(Long.MAX_VALUE, Duration.ofMillis(1), Long.MAX_VALUE);
        try (CommitBench bench = new CommitBench(throttle, "users APPEND")) {
            bench.read("record users 1");
            Thread.sleep(5);
            bench.read("state users 1");
            assertThat(bench.told().states()).containsExactly("users 1 over 1");
        }
    }

    @Test
    void statesThatWaitCountTogetherWhateverTheirStream() throws Exception {
        int one = "{'type':'STREAM','stream':{'stream_descriptor':{'name':'users'},'stream_state':{'c':1}}}".length();
        CommitThrottle throttle = new CommitThrottle(Long.MAX_VALUE, DAY, 2 * one);
        try (CommitBench bench = new CommitBench(throttle, "users APPEND", "other APPEND")) {
            bench.read("record users 1", "state users 1", "record other 1");
            assertThat(bench.told().states()).isEmpty();
            bench.read("state other 1");
            assertThat(bench.told().states()).containsExactly("other 1 over 1");
            assertThat(bench.ids("users")).isEmpty();
        }
    }

    @Test
    void allStatesAreGivenBackInOrderOnlyAfterTheCommit() throws Exception {
        try (CommitBench bench = new CommitBench(SELDOM, "users APPEND")) {
            List<Object> seen = new ArrayList<>();
            bench.told().atEachState(() -> seen.add(List.of(bench.ids("users"), bench.stored())));
            bench.read("record users 1", "state users 1", "state users 2", "record users 2", "state users 3");
            assertThat(bench.told().states()).isEmpty();
            bench.read("complete users");

            assertThat(bench.told().states()).containsExactly("users 1 over 1", "users 2 over 0", "users 3 over 1");
            assertThat(seen).hasSize(3).containsOnly(List.of(List.of(1L, 2L), bench.stored()));
            assertThat(bench.stored()).singleElement().asString().contains("{\"c\":3}");
            assertThat(bench.decision().commits()).isEqualTo(1);
        }
    }

    @Test
    void stateOfAStreamThatTheCatalogDoesNotHaveIsGivenBackAtOnceAndNotStored() throws Exception {
        try (CommitBench bench = new CommitBench(SELDOM, "users APPEND")) {
            bench.read("record users 1", "state nobody 1");
            assertThat(bench.told().states()).containsExactly("nobody 1 over 0");
            assertThat(bench.stored()).isEmpty();
            assertThat(bench.ids("users")).isEmpty();
        }
    }

    @Test
    void completeCommitsRowsThatNoStateCovers() throws Exception {
        try (CommitBench bench = new CommitBench(SELDOM, "users APPEND")) {
            bench.read("record users 1", "complete users");
            assertThat(bench.ids("users")).containsExactly(1L);
            assertThat(bench.told().states()).isEmpty();
        }
    }

    @Test
    void silenceCommitsWhatStatesCoverAndNothingElse() throws Exception {
        try (CommitBench bench = new CommitBench(SELDOM, "users APPEND", "other APPEND")) {
            bench.read("record users 1", "state users 1", "record other 1", "state other 1", "record other 2");
            bench.decision().commitCovered();
            assertThat(bench.told().states()).containsExactly("users 1 over 1");
            assertThat(bench.ids("other")).isEmpty();
        }
    }

    @Test
    void silenceWithoutNewsCommitsNothing() throws Exception {
        try (CommitBench bench = new CommitBench(CommitThrottle.NONE, "users APPEND")) {
            bench.read("record users 1", "state users 1");
            bench.decision().commitCovered();
            assertThat(bench.decision().commits()).isEqualTo(1);
        }
    }

    @Test
    void endOfInputCommitsTheRestOfCompleteStreamsOnly() throws Exception {
        try (CommitBench bench = new CommitBench(SELDOM, "users APPEND", "other APPEND")) {
            bench.read("record users 1", "record other 1");
            bench.decision().inputEnded(List.of(), List.of(bench.load("users")));
            assertThat(bench.ids("users")).containsExactly(1L);
            assertThat(bench.ids("other")).isEmpty();
        }
    }

    @Test
    void commitOfOneStreamShowsNothingOfAnother() throws Exception {
        try (CommitBench bench = new CommitBench(CommitThrottle.NONE, "users APPEND", "other APPEND")) {
            bench.read("record users 1", "record other 1", "state other 1");
            assertThat(bench.ids("users")).isEmpty();
            assertThat(bench.ids("other")).containsExactly(1L);
            bench.read("state users 1");
            assertThat(bench.ids("users")).containsExactly(1L);
        }
    }

    @Test
    void mergedRowsBecomeVisibleWithTheirState() throws Exception {
        try (CommitBench bench = new CommitBench(CommitThrottle.NONE, "users key MERGE")) {
            bench.read("record users 1 Ada", "record users 2", "state users 1", "record users 1 Eva", "state users 2");
            assertThat(bench.ids("users")).containsExactly(1L, 2L);
            assertThat(names(bench)).containsExactly("Eva");
        }
    }

    private static List<String> names(CommitBench bench) throws SQLException {
        return bench.database()
                .sql()
                .fetch("select \"name\" from \"cache\".\"users\" where \"name\" is not null")
                .getValues(0, String.class);
    }
}
