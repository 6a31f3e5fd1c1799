package io.sqlcache.testkit;

import static io.sqlcache.core.backend.LogicalType.INTEGER;
import static io.sqlcache.core.backend.LogicalType.STRING;
import static io.sqlcache.testkit.MessageScript.script;
import static io.sqlcache.testkit.StreamScript.catalog;
import static io.sqlcache.testkit.StreamScript.stream;
import static org.assertj.core.api.Assertions.assertThat;

import io.sqlcache.api.ConfiguredCatalog;
import io.sqlcache.api.RetryPolicy;
import io.sqlcache.api.StreamId;
import io.sqlcache.api.WriteRequest;
import io.sqlcache.api.WriteStrategy;
import io.sqlcache.api.WriteSummary;
import io.sqlcache.api.WriteSummary.Outcome;
import io.sqlcache.api.WriteSummary.StreamSummary;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A write that ends before its streams are complete ends at the last state of each, whatever came after it. */
abstract class EarlyEndContract extends EarlyEnds {

    private static final ConfiguredCatalog SHOP = catalog(
            stream("users").field("id", INTEGER),
            stream("orders").field("id", INTEGER).field("v", STRING).primaryKey("id"),
            stream("prices").field("id", INTEGER).destination("overwrite").generation(3, 3),
            stream("items").field("id", INTEGER),
            stream("visits").field("id", INTEGER));

    EarlyEndContract(CacheConformanceTest suite) {
        super(suite);
    }

    @ParameterizedTest
    @EnumSource(End.class)
    void everyStreamEndsAtItsLastState(End end) {
        Witness<Boolean> witness = Witness.ofStates();
        MessageScript messages = script().started("visits")
                .record("users", "id", 1)
                .record("orders", "id", 1, "v", "old")
                .record("prices", "id", 1)
                .record("items", "id", 1)
                .state("users", "{\"c\":1}")
                .record("users", "id", 2)
                .record("visits", "id", 1)
                .state("orders", "{\"c\":1}")
                .record("orders", "id", 1, "v", "new")
                .record("orders", "id", 2, "v", "one")
                .state("prices", "{\"c\":1}")
                .state("items", "{\"c\":1}")
                .record("prices", "id", 2)
                .state("users", "{\"c\":2}")
                .state("prices", "{\"c\":2}")
                .record("users", "id", 3)
                .state("orders", "{\"c\":2}")
                .record("orders", "id", 2, "v", "two")
                .record("prices", "id", 3)
                .record("visits", "id", 2);
        Optional<WriteSummary> summary = ended(
                end,
                WriteRequest.of(SHOP)
                        .strategy(WriteStrategy.FROM_CATALOG)
                        .strategy(StreamId.of("users"), WriteStrategy.APPEND)
                        .strategy(StreamId.of("orders"), WriteStrategy.MERGE)
                        .strategy(StreamId.of("items"), WriteStrategy.REPLACE)
                        .strategy(StreamId.of("visits"), WriteStrategy.APPEND)
                        .listener(witness),
                witness,
                messages);

        assertThat(values("users", "id")).containsExactlyInAnyOrder(1L, 2L);
        assertThat(values("orders", "v")).containsExactlyInAnyOrder("new", "one");
        assertThat(values("prices", "id")).isEmpty();
        assertThat(values("items", "id")).isEmpty();
        assertThat(values("visits", "id")).isEmpty();
        assertThat(storedState("users")).contains(json("{\"c\":2}"));
        assertThat(storedState("orders")).contains(json("{\"c\":2}"));
        assertThat(storedState("prices")).contains(json("{\"c\":2}"));
        assertThat(storedState("items")).isEmpty();
        assertThat(given(witness, "users")).containsExactly("{\"c\":1} of 1.0", "{\"c\":2} of 1.0");
        assertThat(given(witness, "orders")).containsExactly("{\"c\":1} of 1.0", "{\"c\":2} of 2.0");
        assertThat(given(witness, "prices")).containsExactly("{\"c\":1} of 1.0", "{\"c\":2} of 1.0");
        assertThat(witness.states()).hasSize(6);
        summary.ifPresent(known -> {
            assertThat(known.streams()).noneMatch(StreamSummary::complete);
            assertThat(known.streams()).extracting(StreamSummary::records).containsExactly(3L, 4L, 3L, 1L, 2L);
            assertThat(known.streams())
                    .extracting(StreamSummary::committedRecords)
                    .containsExactly(2L, 3L, 2L, 0L, 0L);
        });
        assertHiddenRowsAreContinued();
    }

    private void assertHiddenRowsAreContinued() {
        write(
                WriteRequest.of(SHOP).strategy(WriteStrategy.FROM_CATALOG),
                script().record("prices", "id", 3).complete("prices"));
        assertThat(values("prices", "id")).containsExactlyInAnyOrder(1L, 2L, 3L);
    }

    @Test
    void writeThatKeepsNoInputEndsAtItsLastCommit() {
        Witness<Boolean> witness = Witness.ofStates();
        ended(
                End.INTERRUPT,
                WriteRequest.of(SHOP)
                        .strategy(WriteStrategy.APPEND)
                        .retry(RetryPolicy.NONE)
                        .listener(witness),
                witness,
                script().record("users", "id", 1)
                        .state("users", "{\"c\":1}")
                        .record("visits", "id", 1)
                        .state("visits", "{\"c\":1}")
                        .record("users", "id", 2));

        assertThat(values("users", "id")).isEmpty();
        assertThat(storedState("users")).isEmpty();
        assertThat(values("visits", "id")).containsExactly(1L);
        assertThat(storedState("visits")).contains(json("{\"c\":1}"));
    }

    @Test
    void secondInterruptEndsTheWriteAtOnceAtItsLastCommits() {
        // Passing the mark is the first interrupt, giving the first state back the second one.
        Witness<Boolean> witness = new Witness<>(() -> {
            Thread.currentThread().interrupt();
            return true;
        });
        MessageScript messages = script().record("users", "id", 1)
                .record("visits", "id", 1)
                .state("users", "{\"c\":1}")
                .state("visits", "{\"c\":1}")
                .record("users", "id", 2)
                .record("visits", "id", 2)
                .mark("read");
        WriteSummary summary = write(
                WriteRequest.of(SHOP)
                        .strategy(WriteStrategy.APPEND)
                        .throttle(NEVER)
                        .listener(witness),
                messages);

        assertThat(Thread.interrupted()).isTrue();
        assertThat(summary.outcome()).isEqualTo(Outcome.CANCELLED);
        assertThat(witness.states())
                .singleElement()
                .satisfies(state -> assertThat(state.stream()).isEqualTo(StreamId.of("users")));
        assertThat(summary.streams()).extracting(StreamSummary::records).containsExactly(2L, 0L, 0L, 0L, 2L);
        assertThat(values("users", "id")).containsExactly(1L);
        assertThat(values("visits", "id")).isEmpty();
        assertThat(storedState("users")).contains(json("{\"c\":1}"));
        assertThat(storedState("visits")).isEmpty();
    }

    @Test
    void endIsReachedAlsoWithManyRecordsBehindTheLastState() {
        Witness<Boolean> witness = Witness.ofStates();
        MessageScript messages = script();
        for (int id = 1; id <= 20_000; id++) {
            messages.record("users", "id", id);
            if (id % 1_000 == 0 && id <= 15_000) {
                messages.state("users", "{\"c\":" + id + "}");
            }
        }
        ended(
                End.INTERRUPT,
                WriteRequest.of(SHOP).strategy(WriteStrategy.APPEND).listener(witness),
                witness,
                messages);

        assertThat(values("users", "id")).hasSize(15_000).doesNotHaveDuplicates();
        assertThat(storedState("users")).contains(json("{\"c\":15000}"));
        assertThat(witness.states()).hasSize(15);
    }

    private static List<String> given(Witness<Boolean> witness, String stream) {
        return witness.states().stream()
                .filter(state -> StreamId.of(stream).equals(state.stream()))
                .map(state -> json(state.message()).path("state"))
                .map(state -> state.at("/stream/stream_state") + " of "
                        + state.at("/destinationStats/recordCount").asText())
                .toList();
    }
}
