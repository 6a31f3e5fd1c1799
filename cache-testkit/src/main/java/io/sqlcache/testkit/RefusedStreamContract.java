package io.sqlcache.testkit;

import static io.sqlcache.core.backend.LogicalType.INTEGER;
import static io.sqlcache.testkit.MessageScript.script;
import static io.sqlcache.testkit.Rows.row;
import static io.sqlcache.testkit.StreamScript.catalog;
import static io.sqlcache.testkit.StreamScript.stream;
import static org.assertj.core.api.Assertions.assertThat;

import io.sqlcache.api.CacheException;
import io.sqlcache.api.CommittedState;
import io.sqlcache.api.ConfiguredCatalog;
import io.sqlcache.api.StreamId;
import io.sqlcache.api.WriteRequest;
import io.sqlcache.api.WriteStrategy;
import io.sqlcache.api.WriteSummary;
import io.sqlcache.api.WriteSummary.Outcome;
import io.sqlcache.api.WriteSummary.StreamOutcome;
import io.sqlcache.api.WriteSummary.StreamSummary;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.AbstractStringAssert;
import org.jooq.impl.SQLDataType;
import org.junit.jupiter.api.Test;

/** A stream that cannot be written as things are is left out; the others land as if it were not there. */
abstract class RefusedStreamContract extends CacheContract {

    private static final StreamId USERS_ID = StreamId.of("users");
    private static final StreamScript USERS = stream("users").field("id", INTEGER);
    private static final StreamScript CURSOR_NOWHERE =
            stream("orders").field("id", INTEGER).primaryKey("id").cursor("updated_at");
    private static final StreamScript EMPTY_KEY_PATH =
            stream("orders").field("id", INTEGER).nestedKey();

    private final Witness<Boolean> witness = Witness.ofStates();

    RefusedStreamContract(CacheConformanceTest suite) {
        super(suite);
    }

    @Test
    void streamWithACursorOutsideOfItsSchemaIsLeftOut() {
        assertLeftOut(CURSOR_NOWHERE, WriteStrategy.MERGE)
                .contains("its cursor \"updated_at\" is not among the properties of its schema");
    }

    @Test
    void streamWithAnEmptyKeyPathIsLeftOut() {
        assertLeftOut(EMPTY_KEY_PATH, WriteStrategy.APPEND)
                .contains("stream \"orders\" has a primary key with an empty path");
    }

    @Test
    void streamThatTheCatalogListsTwiceIsLeftOut() {
        StreamScript orders = stream("orders").field("id", INTEGER);
        WriteSummary summary = writeBoth(catalog(orders, USERS, orders), WriteStrategy.APPEND);

        assertThat(summary.streams()).extracting(StreamSummary::id).containsExactly(StreamId.of("orders"), USERS_ID);
        assertThat(reason(summary)).contains("stream \"orders\" is listed twice");
        assertThat(rows("users")).containsExactly(row("id", 1L));
    }

    @Test
    void streamWhoseNameNoDatabaseCanStoreIsLeftOut() {
        StreamId orders = new StreamId("n\0", "orders");
        WriteSummary summary = write(
                catalog(stream(orders).field("id", INTEGER), USERS),
                script().record(orders, "{\"id\":1}")
                        .record("users", "id", 1)
                        .status(orders, "COMPLETE")
                        .complete("users"));

        assertThat(summary.stream(orders).orElseThrow().reason()).contains("has a NUL or half a character in it");
        assertThat(rows("users")).containsExactly(row("id", 1L));
    }

    @Test
    void streamOfAnotherSourceIsLeftOut() {
        write(
                WriteRequest.of(catalog(stream("orders").field("id", INTEGER)))
                        .sourceName("bank")
                        .strategy(WriteStrategy.APPEND),
                script().record("orders", "id", 7).complete("orders"));

        assertLeftOut(stream("orders").field("id", INTEGER), WriteStrategy.APPEND)
                .contains("its table \"orders\" belongs to source \"bank\"");
        assertThat(rows("orders")).containsExactly(row("id", 7L));
    }

    @Test
    void streamWhoseTableIsAViewIsLeftOut() {
        write(
                catalog(USERS),
                WriteStrategy.APPEND,
                script().record("users", "id", 0).complete("users"));
        cache().execute("create view " + workspace.quoted("orders") + " as select * from " + table("users"));

        WriteSummary summary = writeBoth(catalog(stream("orders").field("id", INTEGER), USERS), WriteStrategy.APPEND);
        assertThat(reason(summary)).contains("it is a view, not a table");
        assertThat(values("users", "id")).containsExactlyInAnyOrder(0L, 1L);
        cache().execute("drop view " + workspace.quoted("orders"));
    }

    @Test
    void streamWithAColumnThatOurValuesDoNotFitIsLeftOut() {
        cache().check(); // makes the schema
        workspace.createTable("orders", Map.of("_airbyte_raw_id", SQLDataType.BIGINT));

        assertLeftOut(stream("orders").field("id", INTEGER), WriteStrategy.APPEND)
                .contains("Cannot write _airbyte_raw_id into a column of type");
    }

    @Test
    void recordsOfAStreamThatIsLeftOutAreCountedAndNeitherTheyNorItsStatusAreAWarning() {
        WriteSummary summary = writeBoth(catalog(CURSOR_NOWHERE, USERS), WriteStrategy.MERGE);

        assertThat(summary.warnings()).isEmpty();
        assertThat(summary.stream(StreamId.of("orders")).orElseThrow())
                .extracting(StreamSummary::records, StreamSummary::committedRecords, StreamSummary::tableName)
                .containsExactly(2L, 0L, "");
    }

    @Test
    void streamThatIsLeftOutLandsOnceItCanBeWritten() {
        writeBoth(catalog(CURSOR_NOWHERE, USERS), WriteStrategy.MERGE);
        WriteSummary summary =
                writeBoth(catalog(stream("orders").field("id", INTEGER).primaryKey("id"), USERS), WriteStrategy.AUTO);

        assertThat(summary.outcome()).isEqualTo(Outcome.SUCCEEDED);
        assertThat(rows("orders")).containsExactly(row("id", 1L), row("id", 2L));
        assertThat(storedState("orders")).contains(json("{\"at\":2}"));
    }

    @Test
    void stateOfTheWholeSourceIsNotStoredWhileItCoversAStreamThatIsLeftOut() {
        for (String state : List.of("GLOBAL", "LEGACY")) {
            MessageScript messages = script().record("orders", "id", 1).record("users", "id", 1);
            if (state.equals("GLOBAL")) {
                messages.global("{\"lsn\":5}", "users", "{}", "orders", "{}");
            } else {
                messages.legacy("{\"lsn\":5}");
            }
            refused(
                            CacheException.Kind.CONFIG,
                            () -> write(
                                    WriteRequest.of(catalog(CURSOR_NOWHERE, USERS.incremental()))
                                            .listener(witness),
                                    messages.complete("users").complete("orders")))
                    .hasMessageContaining(
                            "Cannot store the source's %s state: it covers stream \"orders\" too".formatted(state))
                    .hasMessageContaining("its cursor \"updated_at\" is not among the properties");
        }
        assertThat(witness.states()).isEmpty();
        assertThat(states(SOURCE)).isEmpty();
        assertThat(rows("users")).isEmpty();
    }

    @Test
    void stateOfTheWholeSourceThatDoesNotCoverAStreamThatIsLeftOutIsStored() {
        WriteSummary summary = write(
                WriteRequest.of(catalog(CURSOR_NOWHERE, USERS))
                        .strategy(WriteStrategy.MERGE)
                        .strategy(USERS_ID, WriteStrategy.APPEND)
                        .listener(witness),
                script().record("orders", "id", 1)
                        .record("users", "id", 1)
                        .global("{\"lsn\":5}", "users", "{}")
                        .complete("users"));

        assertThat(summary.outcome()).isEqualTo(Outcome.FAILED);
        assertThat(witness.states()).hasSize(1);
        assertThat(rows("users")).containsExactly(row("id", 1L));
    }

    @Test
    void whenNoStreamCanBeWrittenTheWriteIsRefusedBeforeItReads() {
        StreamScript other = stream("other").field("id", INTEGER).primaryKey("no");
        refused(
                        CacheException.Kind.CONFIG,
                        () -> write(catalog(CURSOR_NOWHERE, other), WriteStrategy.MERGE, script().line("{broken")))
                .hasMessageContaining("Cannot merge stream \"orders\": its cursor \"updated_at\"")
                .hasMessageContaining("Cannot merge stream \"other\": its primary key \"no\"");
    }

    private AbstractStringAssert<?> assertLeftOut(StreamScript orders, WriteStrategy strategy) {
        WriteSummary summary = writeBoth(catalog(orders, USERS), strategy);

        assertThat(summary.outcome()).isEqualTo(Outcome.FAILED);
        assertThat(summary.streams())
                .extracting(StreamSummary::outcome)
                .containsExactly(StreamOutcome.FAILED, StreamOutcome.COMPLETE);
        assertThat(rows("users")).containsExactly(row("id", 1L));
        assertThat(witness.states())
                .as("states given back")
                .extracting(CommittedState::stream)
                .containsExactly(USERS_ID);
        assertThat(storedState("users")).isPresent();
        assertThat(storedState("orders")).isEmpty();
        return assertThat(reason(summary));
    }

    private static String reason(WriteSummary summary) {
        return summary.stream(StreamId.of("orders")).orElseThrow().reason();
    }

    /** Two records of orders and one of users, each with a state. */
    private WriteSummary writeBoth(ConfiguredCatalog catalog, WriteStrategy strategy) {
        return write(
                WriteRequest.of(catalog)
                        .strategy(strategy)
                        .strategy(USERS_ID, WriteStrategy.APPEND)
                        .listener(witness),
                script().record("orders", "id", 1)
                        .record("orders", "id", 2)
                        .state("orders", "{\"at\":2}")
                        .record("users", "id", 1)
                        .state("users", "{\"at\":1}")
                        .complete("orders")
                        .complete("users"));
    }
}
