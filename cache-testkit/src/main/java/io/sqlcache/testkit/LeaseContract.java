package io.sqlcache.testkit;

import static io.sqlcache.core.backend.LogicalType.INTEGER;
import static io.sqlcache.testkit.MessageScript.script;
import static io.sqlcache.testkit.StreamScript.catalog;
import static io.sqlcache.testkit.StreamScript.stream;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.sqlcache.api.CacheBase;
import io.sqlcache.api.CacheException.Kind;
import io.sqlcache.api.CommitThrottle;
import io.sqlcache.api.LeasePolicy;
import io.sqlcache.api.QueryResult;
import io.sqlcache.api.WriteRequest;
import io.sqlcache.api.WriteStrategy;
import io.sqlcache.api.WriteSummary.Outcome;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Leases: one write at a time has a stream, and one that has lost it commits nothing. */
abstract class LeaseContract extends CacheContract {

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    /** Never renewed within a test: what a test makes of it stays. */
    private static final LeasePolicy LONG = new LeasePolicy(Duration.ofHours(1), Duration.ZERO);

    private static final LeasePolicy SHORT = new LeasePolicy(Duration.ofSeconds(1), Duration.ZERO);

    private final Workspace other;

    LeaseContract(CacheConformanceTest suite) {
        super(suite);
        this.other = Workspace.of(suite, workspace.config().schemaName());
    }

    @AfterEach
    final void closeTheOthersCaches() {
        other.closeCaches();
    }

    @Test
    void secondWriteOfAStreamIsRefusedNamingTheFirst() {
        try (BackgroundWrite first = underWay(WriteStrategy.APPEND, LONG)) {
            refused(Kind.TRANSIENT, () -> second(WriteStrategy.APPEND, LONG, script().record("users", "id", 2)))
                    .hasMessageContaining("Cannot write stream \"users\" of source \"source\": sync 1, which began at")
                    .hasMessageContaining("is writing it; waited for 0 ms")
                    .hasMessageContaining("its lease runs out in");
            first.send(script().complete("users"));
            assertThat(first.finish().summary().outcome()).isEqualTo(Outcome.SUCCEEDED);
        }
        assertThat(values("users", "id")).containsExactly(1L);
    }

    @Test
    void secondWriteWaitsUntilTheFirstHasEnded() {
        LeasePolicy patient = new LeasePolicy(Duration.ofHours(1), Duration.ofMinutes(1));
        try (BackgroundWrite first = underWay(WriteStrategy.MERGE, LONG);
                BackgroundWrite second = BackgroundWrite.start(
                        other.open(), request(WriteStrategy.MERGE, patient).build())) {
            second.send(script().record("users", "id", 2, "n", 2).complete("users"));
            second.close();
            first.send(script().record("users", "id", 2, "n", 1)
                    .state("users", "{\"c\":1}")
                    .complete("users"));
            assertThat(first.finish().summary().outcome()).isEqualTo(Outcome.SUCCEEDED);
            assertThat(second.await().summary().outcome()).isEqualTo(Outcome.SUCCEEDED);
        }
        assertThat(values("users", "n")).containsExactlyInAnyOrder(1L, 2L);
    }

    @Test
    void whoWaitedForANewStateDoesNotAppendWhatMayBeThereAlready() {
        write(
                request(WriteStrategy.APPEND, LONG),
                script().state("users", "{\"c\":0}").complete("users"));
        LeasePolicy patient = new LeasePolicy(Duration.ofHours(1), Duration.ofMinutes(1));
        try (BackgroundWrite first = underWay(WriteStrategy.APPEND, LONG);
                BackgroundWrite second = BackgroundWrite.start(
                        other.open(), request(WriteStrategy.APPEND, patient).build())) {
            await().pollDelay(Duration.ofMillis(500)).until(() -> true); // it waits by now
            first.send(script().state("users", "{\"c\":1}").complete("users"));
            first.finish();
            assertThatThrownBy(second::await)
                    .hasMessageContaining("Cannot append to stream \"users\": while this write waited for sync 2")
                    .hasMessageContaining("Start the source again from the stored state");
        }
        assertThat(values("users", "id")).containsExactly(1L);
        write(
                request(WriteStrategy.APPEND, SHORT),
                script().record("users", "id", 5).complete("users"));
        assertThat(values("users", "id")).containsExactlyInAnyOrder(1L, 5L);
    }

    @Test
    void streamThatAnotherSourceIsWritingIsRefusedNamingBoth() {
        LeasePolicy patient = new LeasePolicy(Duration.ofHours(1), Duration.ofMinutes(1));
        try (BackgroundWrite first = underWay(WriteStrategy.APPEND, LONG)) {
            WriteRequest.Builder request =
                    request(WriteStrategy.APPEND, patient).sourceName("shop");
            refused(Kind.CONFIG, () -> other.open().write(script().input(), request.build()))
                    .hasMessageContaining(
                            "Cannot write stream \"users\" of source \"shop\": sync 1 of source \"source\" is writing it");
            first.send(script().complete("users"));
            first.finish();
        }
    }

    @Test
    void leaseOfAWriteThatIsSilentIsRenewed() {
        try (BackgroundWrite first = underWay(WriteStrategy.APPEND, SHORT)) {
            await().pollDelay(SHORT.term().multipliedBy(3)).atMost(PATIENCE).until(() -> true);

            refused(Kind.TRANSIENT, () -> second(WriteStrategy.APPEND, SHORT, script()))
                    .hasMessageContaining("sync 1");
            first.send(script().complete("users"));
            assertThat(first.finish().summary().outcome()).isEqualTo(Outcome.SUCCEEDED);
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = WriteStrategy.class,
            names = {"APPEND", "MERGE", "REPLACE"})
    void writerThatLostItsLeaseCannotCommit(WriteStrategy strategy) {
        try (BackgroundWrite first = underWay(strategy, LONG)) {
            letTheLeaseRunOut();
            second(
                    strategy,
                    LONG,
                    script().started("users")
                            .record("users", "id", 2, "n", 2)
                            .state("users", "{\"c\":2}")
                            .complete("users"));
            first.send(script().record("users", "id", 3, "n", 3)
                    .state("users", "{\"c\":3}")
                    .complete("users"));

            assertThatThrownBy(first::finish)
                    .hasMessageContaining(
                            "Cannot commit: sync 1 did not renew its lease in time, and another write has taken its streams over")
                    .hasMessageContaining("after 0 of its commits. Start the source again from the stored state");
        }
        assertThat(values("users", "id")).containsExactly(2L);
        assertThat(storedState("users")).contains(json("{\"c\":2}"));
        assertThat(tablesAside()).isEmpty();
        assertThat(outcomes()).containsExactly("ABANDONED", "SUCCEEDED");
    }

    @Test
    void stateOfAllStreamsIsRefusedWhileAnotherWriteOfTheSourceIsUnderWay() {
        WriteRequest.Builder others = WriteRequest.of(catalog(stream("orders").field("id", INTEGER)))
                .strategy(WriteStrategy.APPEND)
                .throttle(CommitThrottle.NONE);
        MessageScript messages = script().record("orders", "id", 1)
                .global("{\"lsn\":2}", "orders", "{}")
                .complete("orders");
        try (BackgroundWrite first = underWay(WriteStrategy.APPEND, LONG)) {
            refused(Kind.TRANSIENT, () -> other.open().write(messages.input(), others.build()))
                    .hasMessageContaining(
                            "Cannot store the state of source \"source\": it is one for all its streams, and sync 1 is writing others of them");
            first.send(script().global("{\"lsn\":1}", "users", "{}").complete("users"));
            assertThat(first.finish().summary().outcome()).isEqualTo(Outcome.SUCCEEDED);
        }
        other.open().write(messages.input(), others.build());
        assertThat(values("users", "id")).containsExactly(1L);
        assertThat(values("orders", "id")).containsExactly(1L);
    }

    @Test
    void tablesAsideOfAWriteThatLivesStay() {
        // An empty table needs none.
        second(
                WriteStrategy.MERGE,
                LONG,
                script().record("users", "id", 0, "n", 0).complete("users"));
        try (BackgroundWrite first = underWay(WriteStrategy.MERGE, LONG)) {
            refused(Kind.TRANSIENT, () -> second(WriteStrategy.MERGE, LONG, script()));
            WriteRequest.Builder others = WriteRequest.of(
                    catalog(stream("orders").field("id", INTEGER).primaryKey("id")));
            other.open()
                    .write(script().record("orders", "id", 1).complete("orders").input(), others.build());
            assertThat(tablesAside()).singleElement().asString().startsWith("_sqlcache_staging_2");

            first.send(script().record("users", "id", 1, "n", 2).complete("users"));
            first.finish();
        }
        assertThat(values("users", "n")).containsExactlyInAnyOrder(0L, 2L);
        assertThat(tablesAside()).isEmpty();
    }

    @Test
    void writerThatLostItsLeaseLeavesTheHiddenRowsOfItsSuccessorAlone() {
        WriteRequest.Builder refresh = generation(LONG);
        try (BackgroundWrite first =
                BackgroundWrite.start(cache(), generation(LONG).build())) {
            await().atMost(PATIENCE).ignoreExceptions().until(() -> outcomes().size() == 1);
            letTheLeaseRunOut();
            other.open()
                    .write(
                            script().started("users")
                                    .record("users", "id", 2, "n", 2)
                                    .state("users", "{\"c\":2}")
                                    .incomplete("users")
                                    .input(),
                            refresh.build());
            first.send(script().started("users")
                    .record("users", "id", 1, "n", 1)
                    .state("users", "{\"c\":1}")
                    .complete("users"));
            assertThatThrownBy(first::finish).hasMessageContaining("has taken its streams over");
        }
        write(generation(SHORT), script().record("users", "id", 3, "n", 3).complete("users"));
        assertThat(values("users", "id")).containsExactlyInAnyOrder(2L, 3L);
    }

    @Test
    void writeThatEndedLeavesNoLease() {
        write(
                request(WriteStrategy.MERGE, LONG),
                script().record("users", "id", 1).complete("users"));
        write(request(WriteStrategy.MERGE, LONG), script().incomplete("users"));

        assertThat(rowsOf("select count(*) from " + workspace.quoted("_sqlcache_leases")))
                .containsExactly("0");
    }

    /** A write that has read one record and waits for more. */
    private BackgroundWrite underWay(WriteStrategy strategy, LeasePolicy lease) {
        Witness<Boolean> witness = Witness.ofStates();
        BackgroundWrite write = BackgroundWrite.start(
                cache(), request(strategy, lease).listener(witness).build());
        write.send(script().started("users").record("users", "id", 1, "n", 1).mark("under way"));
        await().atMost(PATIENCE).until(() -> witness.passed("under way"));
        return write;
    }

    private void second(WriteStrategy strategy, LeasePolicy lease, MessageScript messages) {
        CacheBase cache = other.open();
        assertThat(cache.write(messages.input(), request(strategy, lease).build())
                        .outcome())
                .isEqualTo(Outcome.SUCCEEDED);
    }

    /** As if the first write had hung for longer than its term. */
    private void letTheLeaseRunOut() {
        cache().execute("update %s set %s = %s"
                .formatted(workspace.quoted("_sqlcache_syncs"), column("leased_until"), column("started_at")));
    }

    private List<String> outcomes() {
        return rowsOf("select coalesce(%s, 'RUNNING') from %s order by %s"
                .formatted(column("outcome"), workspace.quoted("_sqlcache_syncs"), column("sync_number")));
    }

    private List<String> rowsOf(String query) {
        try (QueryResult result = cache().query(query)) {
            return result.rows().map(row -> String.valueOf(row.values().get(0))).toList();
        }
    }

    private Set<String> tablesAside() {
        return rowsOf("select table_name from information_schema.tables where table_schema = '%s'"
                        .formatted(workspace.config().schemaName()))
                .stream()
                .filter(name -> name.startsWith("_sqlcache_new") || name.startsWith("_sqlcache_staging"))
                .collect(Collectors.toSet());
    }

    private static WriteRequest.Builder request(WriteStrategy strategy, LeasePolicy lease) {
        return WriteRequest.of(catalog(users())).strategy(strategy).lease(lease).throttle(CommitThrottle.NONE);
    }

    private static WriteRequest.Builder generation(LeasePolicy lease) {
        return WriteRequest.of(catalog(users().destination("overwrite").generation(2, 2)))
                .strategy(WriteStrategy.FROM_CATALOG)
                .lease(lease)
                .throttle(CommitThrottle.NONE);
    }

    private static StreamScript users() {
        return stream("users").field("id", INTEGER).field("n", INTEGER).primaryKey("id");
    }
}
