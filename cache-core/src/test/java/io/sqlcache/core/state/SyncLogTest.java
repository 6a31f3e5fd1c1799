package io.sqlcache.core.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sqlcache.api.CacheException;
import io.sqlcache.api.StreamId;
import io.sqlcache.api.WriteSummary.Outcome;
import io.sqlcache.core.backend.SqlBackend;
import io.sqlcache.core.state.SyncLog.Beginning;
import io.sqlcache.core.state.SyncLog.Sync;
import io.sqlcache.core.state.SyncLog.Taken;
import io.sqlcache.core.testing.Database;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Which write has which streams, and what it may still do once another one has them. */
class SyncLogTest {

    private static final Duration TERM = Duration.ofMinutes(1);
    private static final StreamId USERS = StreamId.of("users");
    private static final StreamId OTHER = StreamId.of("other");

    private final Database database = new Database();
    private final SqlBackend backend = database.backend();
    private final Remembered remembered = Remembered.in(backend, database.config());
    private final SyncLog log = remembered.syncs();

    @AfterEach
    void close() {
        backend.close();
        database.close();
    }

    private Beginning begin(String writer, StreamId... streams) {
        return log.begin("source", writer, List.of(streams), TERM);
    }

    private Sync begun(String writer, StreamId... streams) {
        return (Sync) begin(writer, streams);
    }

    private void letRunOut(Sync sync) {
        database.sql()
                .execute(
                        "update \"cache\".\"_sqlcache_syncs\" set \"leased_until\" = current_timestamp - interval '1' second where \"sync_number\" = ?",
                        sync.number());
    }

    private void advance(Sync sync, long commit) {
        remembered.transactions().run("commit", sql -> {
            log.advance(sql, sync, commit);
            return true;
        });
    }

    private void end(Sync sync, Outcome outcome) {
        log.end(new Lease(log, sync), outcome);
    }

    private String outcome(Sync sync) {
        return database.sql()
                .fetch("select \"outcome\" from \"cache\".\"_sqlcache_syncs\" where \"sync_number\" = ?", sync.number())
                .get(0)
                .get(0, String.class);
    }

    private static void refused(String reason, ThrowingCallable commit) {
        assertThatThrownBy(commit)
                .isInstanceOfSatisfying(
                        CacheException.class,
                        failure -> assertThat(failure.kind()).isEqualTo(CacheException.Kind.TRANSIENT))
                .hasMessage("Cannot commit: " + reason + ". Start the source again from the stored state.");
    }

    @Test
    void numbersOfWritesRise() {
        assertThat(begun("one", USERS).number()).isEqualTo(1);
        assertThat(begun("two", OTHER).number()).isEqualTo(2);
    }

    @Test
    void beginningThatIsTriedAgainIsTheSameWrite() {
        Sync first = begun("one", USERS);
        assertThat(begin("one", USERS)).isEqualTo(first);
    }

    @Test
    void streamOfALivingWriteIsNotGivenToAnother() {
        Sync first = begun("one", USERS, OTHER);
        assertThat(begin("two", USERS)).isInstanceOfSatisfying(Taken.class, taken -> {
            assertThat(taken.by().stream()).isEqualTo(USERS);
            assertThat(taken.by().syncNumber()).isEqualTo(first.number());
            assertThat(taken.by().source()).isEqualTo("source");
            assertThat(taken.by().left()).isBetween(Duration.ofSeconds(30), TERM);
        });
    }

    @Test
    void streamOfTheSameNameUnderAnotherPrefixIsAnother() {
        begun("one", USERS);
        Remembered prefixed = Remembered.in(backend, database.config("p_"));
        assertThat(prefixed.syncs().begin("source", "two", List.of(USERS), TERM))
                .isInstanceOf(Sync.class);
    }

    @Test
    void endGivesTheStreamsBack() {
        Sync first = begun("one", USERS);
        end(first, Outcome.SUCCEEDED);
        assertThat(begin("two", USERS)).isInstanceOf(Sync.class);
        assertThat(outcome(first)).isEqualTo("SUCCEEDED");
    }

    @Test
    void leaseThatHasRunOutIsTakenOver() {
        Sync first = begun("one", USERS);
        advance(first, 1);
        letRunOut(first);
        assertThat(begin("two", USERS)).isInstanceOf(Sync.class);
        assertThat(outcome(first)).isEqualTo(Leases.ABANDONED);
        refused(
                "sync 1 did not renew its lease in time, and another write has taken its streams over, after 1 of its commits",
                () -> advance(first, 2));
    }

    @Test
    void leaseThatHasRunOutIsItsWritesUntilSomebodyTakesItOver() {
        Sync first = begun("one", USERS);
        letRunOut(first);
        advance(first, 1);
        assertThat(log.commits(first)).isEqualTo(1);
    }

    @Test
    void nothingIsTakenOverWhereOneOfTheStreamsIsStillHeld() {
        Sync dead = begun("one", USERS);
        begun("two", OTHER);
        letRunOut(dead);
        assertThat(begin("three", USERS, OTHER)).isInstanceOf(Taken.class);
        assertThat(outcome(dead)).isNull();
        advance(dead, 1);
    }

    @Test
    void renewedLeaseLastsForAnotherTerm() {
        Sync first = begun("one", USERS);
        letRunOut(first);
        assertThat(log.renew(first, TERM)).isTrue();
        assertThat(begin("two", USERS)).isInstanceOf(Taken.class);
    }

    @Test
    void leaseThatWasTakenOverIsNotRenewed() {
        Sync first = begun("one", USERS);
        letRunOut(first);
        begun("two", USERS);
        assertThat(log.renew(first, TERM)).isFalse();
    }

    @Test
    void endOfAWriteThatWasTakenOverChangesNothing() {
        Sync first = begun("one", USERS);
        letRunOut(first);
        begun("two", USERS);
        end(first, Outcome.SUCCEEDED);
        assertThat(outcome(first)).isEqualTo(Leases.ABANDONED);
    }

    @Test
    void commitOutOfTurnIsRefused() {
        Sync first = begun("one", USERS);
        advance(first, 1);
        assertThatThrownBy(() -> advance(first, 3))
                .hasMessage(
                        "Cannot go on writing: the database says that 1 commits of this write happened, where 2 are known; it is not the one that was written to. Start the sync again.");
        assertThat(log.commits(first)).isEqualTo(1);
    }

    @Test
    void commitAfterTheEndIsRefused() {
        Sync first = begun("one", USERS);
        end(first, Outcome.FAILED);
        refused("sync 1 has ended", () -> advance(first, 1));
    }

    @Test
    void commitWithoutARowIsRefused() {
        Sync first = begun("one", USERS);
        database.sql().execute("delete from \"cache\".\"_sqlcache_syncs\"");
        refused(
                "row 1 of _sqlcache_syncs, which belongs to this write, is gone or another writer's",
                () -> advance(first, 1));
        refused(
                "row 1 of _sqlcache_syncs, which belongs to this write, is gone or another writer's",
                () -> log.commits(first));
    }

    @Test
    void endThatTheDatabaseDidNotHearOfIsNotedBeforeTheNextWrite() {
        Sync first = begun("one", USERS);
        database.connections().goDown();
        assertThatThrownBy(() -> end(first, Outcome.SUCCEEDED))
                .hasMessage("Cannot note the end of a sync: The database is down (SQLSTATE 08001)");
        database.connections().comeBack();
        assertThat(begin("two", USERS)).isInstanceOf(Sync.class);
        assertThat(outcome(first)).isEqualTo("SUCCEEDED");
    }

    @Test
    void whatDeadWritesLeftIsRememberedUntilItIsSwept() {
        Sync first = begun("one", USERS, OTHER);
        assertThat(remembered.leases().leftBehind()).as("of a living write").isEmpty();
        end(first, Outcome.FAILED);
        assertThat(remembered.leases().leftBehind()).isEqualTo(Map.of(USERS, List.of(1L), OTHER, List.of(1L)));

        remembered.transactions().run("sweep", sql -> {
            remembered.leases().swept(sql, USERS, 1);
            return true;
        });
        assertThat(remembered.leases().leftBehind()).isEqualTo(Map.of(OTHER, List.of(1L)));
    }

    @Test
    void writeThatLeavesNothingIsForgotten() {
        Sync first = begun("one", USERS);
        Lease lease = new Lease(log, first);
        lease.leavesNothing();
        log.end(lease, Outcome.SUCCEEDED);
        assertThat(remembered.leases().leftBehind()).isEmpty();
    }

    @Test
    void lossOfALeaseExplainsAFailure() {
        Sync first = begun("one", USERS);
        Lease lease = new Lease(log, first);
        IllegalStateException noticed = new IllegalStateException("table is gone");
        assertThat(lease.loss(noticed)).isEmpty();
        letRunOut(first);
        begun("two", USERS);
        assertThat(lease.loss(noticed))
                .hasValueSatisfying(loss -> assertThat(loss)
                        .hasMessageContaining("another write has taken its streams over")
                        .hasSuppressedException(noticed));
    }

    @Test
    void lossThatCannotBeFoundOutExplainsNothing() {
        Lease lease = new Lease(log, begun("one", USERS));
        database.connections().goDown();
        assertThat(lease.loss(new IllegalStateException("lost"))).isEmpty();
    }
}
