package io.sqlcache.core.commit;

import static io.sqlcache.core.testing.DisturbedConnections.committing;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sqlcache.api.CacheException;
import io.sqlcache.api.CommitThrottle;
import io.sqlcache.core.testing.DisturbedConnections;
import java.sql.SQLException;
import java.sql.SQLTransientException;
import org.junit.jupiter.api.Test;

/** What becomes of a commit whose connection is lost, and of one that must not happen. */
class CommitInDoubtTest {

    @Test
    void commitThatHappenedIsFoundAndItsStatesAreGivenBackThen() throws Exception {
        try (CommitBench bench = new CommitBench(CommitThrottle.NONE, "users APPEND")) {
            bench.database().connections().loseAfter(committing());
            bench.read("record users 1");
            assertLost(bench, "state users 1");
            assertThat(bench.decision().isInDoubt()).isTrue();
            assertThat(bench.told().states()).isEmpty();

            bench.router().disconnect();
            bench.decision().resolve();
            assertThat(bench.decision().isInDoubt()).isFalse();
            assertThat(bench.told().states()).containsExactly("users 1 over 1");
            assertThat(bench.decision().neededFrom()).isEqualTo(Long.MAX_VALUE);

            bench.readAgain();
            bench.read("record users 2", "state users 2");
            assertThat(bench.ids("users")).containsExactly(1L, 2L);
        }
    }

    @Test
    void commitThatDidNotHappenIsDoneAgain() throws Exception {
        try (CommitBench bench = new CommitBench(CommitThrottle.NONE, "users APPEND")) {
            bench.database().connections().loseBefore(committing());
            bench.read("record users 1");
            assertLost(bench, "state users 1");

            bench.router().disconnect();
            bench.decision().resolve();
            assertThat(bench.decision().isInDoubt()).isFalse();
            assertThat(bench.told().states()).isEmpty();
            assertThat(bench.decision().neededFrom()).isEqualTo(1);

            bench.readAgain();
            assertThat(bench.told().states()).containsExactly("users 1 over 1");
            assertThat(bench.ids("users")).containsExactly(1L);
        }
    }

    @Test
    void swapThatHappenedIsFound() throws Exception {
        try (CommitBench bench = new CommitBench(CommitThrottle.NONE, "users REPLACE")) {
            bench.database().connections().loseAfter(committing());
            bench.read("record users 1", "state users 1");
            assertLost(bench, "complete users");

            bench.router().disconnect();
            bench.decision().resolve();
            assertThat(bench.load("users").visibility().isSwapped()).isTrue();
            assertThat(bench.told().states()).containsExactly("users 1 over 1");
            assertThat(bench.ids("users")).containsExactly(1L);
            assertThat(bench.database().tables()).containsExactly("users");
        }
    }

    @Test
    void databaseThatIsNotTheOneThatWasWrittenToIsRefused() throws Exception {
        try (CommitBench bench = new CommitBench(CommitThrottle.NONE, "users APPEND")) {
            bench.read("record users 1", "state users 1");
            bench.database().sql().execute("update \"cache\".\"_sqlcache_syncs\" set \"commits\" = 7");
            assertThatThrownBy(() -> bench.decision().resolve())
                    .isInstanceOfSatisfying(
                            CacheException.class,
                            failure -> assertThat(failure.kind()).isEqualTo(CacheException.Kind.TRANSIENT))
                    .hasMessage(
                            "Cannot go on writing: the database says that 7 commits of this write happened, where 1 are known; it is not the one that was written to. Start the sync again.");
        }
    }

    @Test
    void stagedRowsThatAreGoneAreNotMerged() throws Exception {
        try (CommitBench bench = new CommitBench(CommitThrottle.NONE, "users key MERGE")) {
            bench.read("record users 1", "record users 2");
            String staging = bench.load("users").tables().staging().name().toString();
            bench.router().lanes().aside().flush();
            bench.router()
                    .lanes()
                    .aside()
                    .sql()
                    .execute("delete from \"cache\".\"" + staging.replace("cache.", "") + "\"");
            assertThatThrownBy(() -> bench.read("state users 2"))
                    .isInstanceOf(SQLTransientException.class)
                    .hasMessage("table \"" + staging
                            + "\" has lost rows that were written to it: the server has restarted");
            assertThat(bench.ids("users")).isEmpty();
        }
    }

    @Test
    void tableThatSomeoneElseChangedIsNotWrittenTo() throws Exception {
        try (CommitBench bench = new CommitBench(CommitThrottle.NONE, "users APPEND")) {
            bench.read("record users 1");
            bench.database().sql().execute("alter table \"cache\".\"users\" alter column \"name\" varchar(10)");
            assertThatThrownBy(() -> bench.read("state users 1"))
                    .isInstanceOfSatisfying(
                            CacheException.class,
                            failure -> assertThat(failure.kind()).isEqualTo(CacheException.Kind.TRANSIENT))
                    .hasMessageStartingWith(
                            "Cannot go on writing stream \"users\": someone else changed its table \"cache.users\" during the write: column \"name\" was ")
                    .hasMessageEndingWith(
                            "What was not committed yet is not kept; start the write again from the stored state, and it takes the table as it is then.");
            assertThat(bench.told().states()).isEmpty();
        }
    }

    private static void assertLost(CommitBench bench, String line) {
        assertThatThrownBy(() -> bench.read(line))
                .isInstanceOf(SQLException.class)
                .hasMessage(DisturbedConnections.LOST);
    }
}
