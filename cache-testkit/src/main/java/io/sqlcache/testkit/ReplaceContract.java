package io.sqlcache.testkit;

import static io.sqlcache.core.backend.LogicalType.INTEGER;
import static io.sqlcache.core.backend.LogicalType.STRING;
import static io.sqlcache.testkit.MessageScript.script;
import static io.sqlcache.testkit.Rows.row;
import static io.sqlcache.testkit.StreamScript.catalog;
import static io.sqlcache.testkit.StreamScript.stream;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sqlcache.api.CacheException;
import io.sqlcache.api.CommitThrottle;
import io.sqlcache.api.ConfiguredCatalog;
import io.sqlcache.api.QueryResult;
import io.sqlcache.api.StreamId;
import io.sqlcache.api.WriteRequest;
import io.sqlcache.api.WriteStrategy;
import io.sqlcache.api.WriteSummary;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** REPLACE: all new rows at once when the stream is COMPLETE, else the old ones stay. */
abstract class ReplaceContract extends CacheContract {

    private static final ConfiguredCatalog USERS =
            catalog(stream("users").field("id", INTEGER).field("name", STRING));

    ReplaceContract(CacheConformanceTest suite) {
        super(suite);
    }

    @Test
    void newRowsTakeThePlaceOfTheOldOnes() {
        replaceWith(1, 2);
        WriteSummary summary = replaceWith(2, 3, 4);

        assertThat(values("users", "id")).containsExactlyInAnyOrder(2L, 3L, 4L);
        assertThat(summary.stream(StreamId.of("users")))
                .get()
                .extracting("strategy", "complete", "committedRecords")
                .containsExactly(WriteStrategy.REPLACE, true, 3L);
    }

    @Test
    void oldRowsAreSeenUntilTheStreamIsComplete() {
        replaceWith(1);
        Witness<List<Object>> witness = new Witness<>(() -> values("users", "id"));
        write(
                request().listener(witness),
                script().started("users")
                        .record("users", "id", 2)
                        .state("users", "{\"c\":2}")
                        .mark("loading")
                        .record("users", "id", 3)
                        .complete("users")
                        .mark("complete"));

        assertThat(witness.at("loading")).containsExactly(1L);
        assertThat(witness.at("complete")).containsExactlyInAnyOrder(2L, 3L);
    }

    @Test
    void completeStreamWithoutRecordsEmptiesTheTable() {
        replaceWith(1, 2);
        WriteSummary summary = replace(script().started("users").complete("users"));

        assertThat(summary.outcome()).isEqualTo(WriteSummary.Outcome.SUCCEEDED);
        assertThat(rows("users")).isEmpty();
        assertThat(cache().stream("users").count()).isZero();
    }

    @Test
    void statesAreGivenBackAndStoredWithTheSwap() {
        write(
                USERS,
                WriteStrategy.REPLACE,
                script().record("users", "id", 1).state("users", "{\"c\":1}").complete("users"));
        Witness<String> witness = new Witness<>(this::storedCursor);
        write(
                request().listener(witness),
                script().started("users")
                        .record("users", "id", 2)
                        .state("users", "{\"c\":2}")
                        .mark("loading")
                        .record("users", "id", 3)
                        .state("users", "{\"c\":3}")
                        .mark("loaded")
                        .complete("users"));

        assertThat(witness.at("loading")).isEqualTo("1");
        assertThat(witness.at("loaded")).isEqualTo("1");
        assertThat(witness.states()).hasSize(2);
        assertThat(witness.atStates()).containsExactly("3", "3");
        assertThat(values("users", "id")).containsExactlyInAnyOrder(2L, 3L);
    }

    @Test
    void failedReplaceLeavesTheStoredState() {
        write(
                USERS,
                WriteStrategy.REPLACE,
                script().record("users", "id", 1).state("users", "{\"c\":1}").complete("users"));
        Witness<Boolean> witness = Witness.ofStates();
        write(
                request().listener(witness),
                script().started("users")
                        .record("users", "id", 2)
                        .state("users", "{\"c\":2}")
                        .incomplete("users"));

        assertThat(storedCursor()).isEqualTo("1");
        assertThat(witness.states()).isEmpty();
    }

    @Test
    void dependentViewSurvivesAndShowsTheNewRows() {
        replaceWith(1);
        String view = workspace.quoted("users_seen");
        cache().execute("create view %s as select %s from %s".formatted(view, column("id"), table("users")));
        replaceWith(2, 3);

        try (QueryResult result = cache().query("select * from " + view)) {
            assertThat(result.rows()).containsExactlyInAnyOrder(row("id", 2L), row("id", 3L));
        }
    }

    @Test
    void indexOfTheUserSurvives() {
        replaceWith(1);
        cache().execute("create unique index %s on %s (%s)"
                .formatted(column("users_by_id"), table("users"), column("id")));
        replaceWith(2, 3);

        assertThat(values("users", "id")).containsExactlyInAnyOrder(2L, 3L);
        assertThatThrownBy(
                        () -> cache().execute("insert into %s (%s) values (2)".formatted(table("users"), column("id"))))
                .isInstanceOf(CacheException.class);
    }

    @Test
    void repeatedReplacesLeaveNoTablesBehind() {
        replaceWith(1);
        List<Object> tables = tables();
        replaceWith(2);
        replace(script().started("users").record("users", "id", 9).incomplete("users"));
        replaceWith(3, 4);

        assertThat(tables()).isEqualTo(tables);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 5_000})
    void interleavedStreamsAreReplacedEachAtItsOwnComplete(int records) {
        ConfiguredCatalog both =
                catalog(stream("users").field("id", INTEGER), stream("orders").field("id", INTEGER));
        write(both, WriteStrategy.REPLACE, oneEach(0).complete("users").complete("orders"));
        MessageScript messages = script();
        for (int id = 1; id <= records; id++) {
            messages.record("users", "id", id).record("orders", "id", id);
        }
        Witness<List<Long>> witness = new Witness<>(() -> List.of(
                cache().stream("users").count(), cache().stream("orders").count()));
        messages.complete("orders").mark("orders").complete("users");
        write(
                WriteRequest.of(both)
                        .strategy(WriteStrategy.REPLACE)
                        .throttle(CommitThrottle.NONE)
                        .listener(witness),
                messages);

        assertThat(witness.at("orders")).containsExactly(1L, (long) records);
        assertThat(cache().stream("users").count()).isEqualTo(records);
        assertThat(cache().stream("orders").count()).isEqualTo(records);
    }

    private WriteSummary replaceWith(int... ids) {
        MessageScript messages = script().started("users");
        for (int id : ids) {
            messages.record("users", "id", id);
        }
        return replace(messages.complete("users"));
    }

    private WriteSummary replace(MessageScript messages) {
        return write(USERS, WriteStrategy.REPLACE, messages);
    }

    private static WriteRequest.Builder request() {
        return WriteRequest.of(USERS).strategy(WriteStrategy.REPLACE).throttle(CommitThrottle.NONE);
    }

    private static MessageScript oneEach(int id) {
        return script().record("users", "id", id).record("orders", "id", id);
    }

    private String storedCursor() {
        return storedState("users").map(state -> state.path("c").asText()).orElse("none");
    }

    private List<Object> tables() {
        try (QueryResult result = cache().query(
                        "select table_name as name from information_schema.tables where table_schema = ? order by table_name",
                        workspace.config().schemaName())) {
            return result.rows().map(row -> (Object) row.values().toString()).toList();
        }
    }
}
