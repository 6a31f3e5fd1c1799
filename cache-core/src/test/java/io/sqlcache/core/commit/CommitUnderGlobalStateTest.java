package io.sqlcache.core.commit;

import static io.sqlcache.core.testing.SmallCache.SELDOM;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sqlcache.api.CacheException;
import io.sqlcache.api.CommitThrottle;
import io.sqlcache.api.StreamId;
import io.sqlcache.core.message.Message.StateKind;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Streams that one state covers become visible together. */
class CommitUnderGlobalStateTest {

    @Test
    void allStreamsOfTheStateBecomeVisibleTogether() throws Exception {
        try (CommitBench bench = new CommitBench(CommitThrottle.NONE, "users APPEND", "other APPEND")) {
            bench.read("record users 1", "record other 1", "record other 2");
            assertThat(bench.ids("users")).isEmpty();
            bench.read("global 5 users other");
            assertThat(bench.told().states()).containsExactly("all 5 over 3");
            assertThat(bench.ids("users")).containsExactly(1L);
            assertThat(bench.ids("other")).containsExactly(1L, 2L);
            assertThat(bench.decision().commits()).isEqualTo(1);
        }
    }

    @Test
    void stateThatListsNoStreamsCoversAll() throws Exception {
        try (CommitBench bench = new CommitBench(CommitThrottle.NONE, "users APPEND", "other APPEND")) {
            bench.read("record users 1", "record other 1", "legacy 5");
            assertThat(bench.told().states()).containsExactly("all 5 over 2");
            assertThat(bench.ids("other")).containsExactly(1L);
        }
    }

    @Test
    void streamJoinsWithTheStateThatListsItFirst() throws Exception {
        try (CommitBench bench = new CommitBench(CommitThrottle.NONE, "users APPEND", "other APPEND")) {
            bench.read("record users 1", "record other 1", "global 1 users");
            assertThat(bench.ids("users")).containsExactly(1L);
            assertThat(bench.ids("other")).isEmpty();
            bench.read("global 2 users other");
            assertThat(bench.told().states()).containsExactly("all 1 over 1", "all 2 over 1");
            assertThat(bench.ids("other")).containsExactly(1L);
        }
    }

    @Test
    void streamThatTheStoredStateSeemedToCoverLeavesWhenTheFirstOneDoesNotListIt() throws Exception {
        Optional<StateKind> stored = Optional.of(StateKind.GLOBAL);
        try (CommitBench bench = new CommitBench(CommitThrottle.NONE, stored, "users APPEND", "other APPEND")) {
            bench.read("record users 1", "record other 1", "global 1 users");
            assertThat(bench.ids("users")).containsExactly(1L);
            assertThat(bench.ids("other")).isEmpty();
            bench.read("complete other");
            assertThat(bench.ids("other")).containsExactly(1L);
        }
    }

    @Test
    void completeStreamWaitsForTheStateThatCoversIt() throws Exception {
        try (CommitBench bench = new CommitBench(SELDOM, "users APPEND", "other APPEND")) {
            bench.read("record users 1", "global 1 users other", "record users 2", "complete users");
            assertThat(bench.ids("users")).isEmpty();
            bench.read("global 2 users other", "complete other");
            bench.decision().inputEnded(List.of(), List.of(bench.load("users"), bench.load("other")));
            assertThat(bench.ids("users")).containsExactly(1L, 2L);
            assertThat(bench.told().states()).containsExactly("all 1 over 1", "all 2 over 1");
        }
    }

    @Test
    void oneStreamThatIsNotCompleteKeepsTheRestOfAllBack() throws Exception {
        try (CommitBench bench = new CommitBench(SELDOM, "users APPEND", "other APPEND")) {
            bench.read("record users 1", "global 1 users other", "record users 2");
            bench.decision().inputEnded(List.of(), List.of(bench.load("users")));
            assertThat(bench.ids("users")).isEmpty();
            assertThat(bench.told().states()).isEmpty();
        }
    }

    @Test
    void replacedStreamIsRefused() throws Exception {
        try (CommitBench bench = new CommitBench(CommitThrottle.NONE, "users REPLACE", "other APPEND")) {
            bench.read("record users 1");
            assertThatThrownBy(() -> bench.read("global 1 users other"))
                    .isInstanceOfSatisfying(
                            CacheException.class,
                            failure -> assertThat(failure.kind()).isEqualTo(CacheException.Kind.CONFIG))
                    .hasMessage(
                            "Cannot replace stream \"users\": the source covers it by one GLOBAL state of many streams, which cannot wait until this one is complete; use APPEND or MERGE, or a catalog with a generation_id.");
            assertThat(bench.told().states()).isEmpty();
            assertThat(bench.stored()).isEmpty();
        }
    }

    @Test
    void generationThatTheStateHasCoveredIsShownWithoutWaitingForOthers() throws Exception {
        try (CommitBench bench = new CommitBench(CommitThrottle.NONE, "users generation 2 REPLACE", "other APPEND")) {
            bench.read("record users 1", "global 1 users other", "record other 1");
            assertThat(bench.ids("users")).isEmpty();
            bench.read("complete users");
            assertThat(bench.ids("users")).containsExactly(1L);
            assertThat(bench.ids("other")).isEmpty();
            bench.read("global 2 users other");
            assertThat(bench.ids("other")).containsExactly(1L);
        }
    }

    @Test
    void stateIsRefusedWhileAnEarlierWriteOfTheSourceHasOtherStreams() throws Exception {
        try (CommitBench bench = new CommitBench(CommitThrottle.NONE, "users APPEND")) {
            long earlier = bench.sync().number() - 1;
            bench.remembered()
                    .syncs()
                    .begin("source", "another writer", List.of(StreamId.of("other")), Duration.ofMinutes(1));
            bench.database()
                    .sql()
                    .execute(
                            "update \"cache\".\"_sqlcache_syncs\" set \"sync_number\" = ? where \"writer_id\" = ?",
                            earlier,
                            "another writer");
            bench.database()
                    .sql()
                    .execute(
                            "update \"cache\".\"_sqlcache_leases\" set \"sync_number\" = ? where \"stream_name\" = ?",
                            earlier,
                            "other");
            bench.read("record users 1");
            assertThatThrownBy(() -> bench.read("global 1 users"))
                    .hasMessage(
                            "Cannot store the state of source \"source\": it is one for all its streams, and sync 0 is writing others of them. Write all streams of this source at once, or start it again when that sync has ended.");
            assertThat(bench.ids("users")).isEmpty();
        }
    }
}
