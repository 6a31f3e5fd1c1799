package io.sqlcache.core.commit;

import static io.sqlcache.core.testing.SmallCache.SELDOM;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sqlcache.api.CacheException;
import io.sqlcache.api.CommitThrottle;
import org.junit.jupiter.api.Test;

/** Streams whose new rows take the place of the old ones at COMPLETE, and what happens to their states until then. */
class CommitOfReplacedStreamsTest {

    private static void oldRow(CommitBench bench) {
        bench.database().sql().execute("insert into \"cache\".\"users\" (\"id\") values (99)");
    }

    @Test
    void statesWaitForCompleteWhateverTheThrottle() throws Exception {
        try (CommitBench bench = new CommitBench(CommitThrottle.NONE, "users REPLACE")) {
            oldRow(bench);
            bench.read("record users 1", "state users 1", "record users 2", "state users 2");
            bench.decision().commitCovered();
            assertThat(bench.told().states()).isEmpty();
            assertThat(bench.stored()).isEmpty();
            assertThat(bench.ids("users")).containsExactly(99L);

            bench.read("complete users");
            assertThat(bench.told().states()).containsExactly("users 1 over 1", "users 2 over 1");
            assertThat(bench.ids("users")).containsExactly(1L, 2L);
            assertThat(bench.database().tables()).containsExactly("users");
        }
    }

    @Test
    void completeStreamWithoutRecordsEmptiesItsTable() throws Exception {
        try (CommitBench bench = new CommitBench(SELDOM, "users REPLACE")) {
            oldRow(bench);
            bench.read("complete users");
            assertThat(bench.ids("users")).isEmpty();
        }
    }

    @Test
    void mergedRowsReplaceTheOldOnesToo() throws Exception {
        try (CommitBench bench = new CommitBench(SELDOM, "users key REPLACE_MERGED")) {
            oldRow(bench);
            bench.read("record users 1", "record users 1", "state users 1", "record users 2");
            assertThat(bench.ids("users")).containsExactly(99L);
            bench.read("complete users");
            assertThat(bench.ids("users")).containsExactly(1L, 2L);
        }
    }

    @Test
    void recordAfterCompleteIsRefused() throws Exception {
        try (CommitBench bench = new CommitBench(SELDOM, "users REPLACE")) {
            bench.read("record users 1", "complete users");
            assertThatThrownBy(() -> bench.read("record users 2"))
                    .isInstanceOfSatisfying(
                            CacheException.class,
                            failure -> assertThat(failure.kind()).isEqualTo(CacheException.Kind.DATA))
                    .hasMessage(
                            "Stream \"users\" sent a record after its status COMPLETE, when its new rows had already replaced the old ones. The source must not do that; report it there, or use APPEND or MERGE.");
        }
    }

    @Test
    void generationIsCommittedStateByStateWhereReadersDoNotSeeIt() throws Exception {
        try (CommitBench bench = new CommitBench(CommitThrottle.NONE, "users generation 2 REPLACE")) {
            oldRow(bench);
            bench.read("record users 1", "state users 1");
            assertThat(bench.told().states()).containsExactly("users 1 over 1");
            assertThat(bench.stored()).hasSize(1);
            assertThat(bench.ids("users")).containsExactly(99L);
            assertThat(bench.load("users").visibility().hasResumableRows()).isTrue();

            bench.read("record users 2", "complete users");
            assertThat(bench.ids("users")).containsExactly(1L, 2L);
            assertThat(bench.load("users").visibility().hasResumableRows()).isFalse();
        }
    }

    @Test
    void durableRowsNeedNotBeReadAgainAndAreStillHidden() throws Exception {
        try (CommitBench bench = new CommitBench(SELDOM, "users REPLACE")) {
            oldRow(bench);
            bench.read("record users 1", "state users 1", "record users 2");
            assertThat(bench.decision().neededFrom()).isEqualTo(1);

            bench.decision().makeDurable();
            assertThat(bench.decision().neededFrom()).isEqualTo(Long.MAX_VALUE);
            assertThat(bench.told().states()).isEmpty();
            assertThat(bench.ids("users")).containsExactly(99L);

            bench.read("record users 3");
            assertThat(bench.decision().neededFrom()).isEqualTo(4);
            bench.readAgain();
            bench.read("complete users");
            assertThat(bench.ids("users")).containsExactly(1L, 2L, 3L);
            assertThat(bench.told().states()).containsExactly("users 1 over 1");
        }
    }

    @Test
    void nothingIsMadeDurableThatIsNotNeeded() throws Exception {
        try (CommitBench bench = new CommitBench(SELDOM, "users REPLACE", "other APPEND")) {
            bench.read("record other 1");
            bench.decision().makeDurable();
            assertThat(bench.decision().commits()).isZero();
        }
    }

    @Test
    void commitOfAnotherStreamTakesRowsAlongBehindDurableOnes() throws Exception {
        try (CommitBench bench = new CommitBench(CommitThrottle.NONE, "users REPLACE", "other key MERGE")) {
            bench.read("record users 1");
            bench.decision().makeDurable();
            bench.read("record users 2", "record other 1", "state other 1");
            assertThat(bench.ids("other")).containsExactly(1L);
            assertThat(bench.decision().neededFrom()).isEqualTo(Long.MAX_VALUE);

            bench.readAgain();
            bench.read("complete users");
            assertThat(bench.ids("users")).containsExactly(1L, 2L);
        }
    }

    @Test
    void hiddenRowsThatAreNotDurableAreReadAgainOnce() throws Exception {
        try (CommitBench bench = new CommitBench(CommitThrottle.NONE, "users REPLACE", "other key MERGE")) {
            bench.read("record users 1", "record other 1", "state other 1");
            assertThat(bench.decision().neededFrom()).isEqualTo(1);
            bench.readAgain();
            bench.read("complete users");
            assertThat(bench.ids("users")).containsExactly(1L);
            assertThat(bench.ids("other")).containsExactly(1L);
        }
    }
}
