package io.sqlcache.testkit;

import static io.sqlcache.core.backend.LogicalType.INTEGER;
import static io.sqlcache.testkit.MessageScript.script;
import static io.sqlcache.testkit.StreamScript.catalog;
import static io.sqlcache.testkit.StreamScript.stream;
import static org.assertj.core.api.Assertions.assertThat;

import io.sqlcache.api.CommitThrottle;
import io.sqlcache.api.ConfiguredCatalog;
import io.sqlcache.api.StreamId;
import io.sqlcache.api.WriteRequest;
import io.sqlcache.api.WriteStrategy;
import io.sqlcache.api.WriteSummary;
import io.sqlcache.api.WriteSummary.Outcome;
import io.sqlcache.api.WriteSummary.StreamSummary;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Statuses: what ends a stream well, what does not, and what becomes of its rows. */
abstract class StatusContract extends CacheContract {

    private static final ConfiguredCatalog BOTH = catalog(
            stream("users").field("id", INTEGER).primaryKey("id"),
            stream("orders").field("id", INTEGER).primaryKey("id"));

    StatusContract(CacheConformanceTest suite) {
        super(suite);
    }

    @Test
    void writeSucceedsWhenEveryStreamIsComplete() {
        WriteSummary summary = append(script().started("users")
                .started("orders")
                .running("users")
                .record("users", "id", 1)
                .complete("orders")
                .complete("users"));

        assertThat(summary.outcome()).isEqualTo(Outcome.SUCCEEDED);
        assertThat(summary.streams())
                .extracting(StreamSummary::id)
                .containsExactly(StreamId.of("users"), StreamId.of("orders"));
        assertThat(summary.streams()).allSatisfy(stream -> {
            assertThat(stream.complete()).isTrue();
            assertThat(stream.reason()).isEmpty();
        });
        assertThat(summary.warnings()).isEmpty();
    }

    @Test
    void incompleteStreamFailsAndKeepsWhatItsLastStateCovers() {
        WriteSummary summary = append(script().started("users")
                .record("users", "id", 1)
                .state("users", "{\"c\":1}")
                .record("users", "id", 2)
                .incomplete("users")
                .record("orders", "id", 1)
                .complete("orders"));

        assertOnlyUsersFailed(summary);
        assertThat(summary.stream(StreamId.of("users")).orElseThrow().reason()).contains("INCOMPLETE");
    }

    @Test
    void streamThatStartedButNeverCompletedFails() {
        WriteSummary summary = append(script().started("users")
                .record("users", "id", 1)
                .state("users", "{\"c\":1}")
                .record("users", "id", 2)
                .record("orders", "id", 1)
                .complete("orders"));

        assertOnlyUsersFailed(summary);
        assertThat(summary.stream(StreamId.of("users")).orElseThrow().reason()).contains("COMPLETE");
    }

    @Test
    void runningWithoutCompleteFails() {
        assertOnlyUsersFailed(append(script().running("users")
                .record("users", "id", 1)
                .state("users", "{\"c\":1}")
                .record("orders", "id", 1)
                .complete("orders")));
    }

    @Test
    void errorOfAStreamFailsThatStreamAndIsTold() {
        WriteSummary summary = append(script().record("users", "id", 1)
                .state("users", "{\"c\":1}")
                .record("users", "id", 2)
                .error("users", "The token expired")
                .record("orders", "id", 1)
                .complete("orders"));

        assertOnlyUsersFailed(summary);
        assertThat(summary.stream(StreamId.of("users")).orElseThrow().reason()).contains("The token expired");
    }

    @Test
    void errorOfTheSourceFailsEveryStreamThatIsNotYetComplete() {
        WriteSummary summary = append(script().record("users", "id", 1)
                .state("users", "{\"c\":1}")
                .record("orders", "id", 1)
                .complete("orders")
                .error("The disk is full"));

        assertOnlyUsersFailed(summary);
        assertThat(summary.stream(StreamId.of("users")).orElseThrow().reason()).contains("The disk is full");
    }

    @Test
    void errorOfTheSourceFailsStreamsThatWereNeverMentioned() {
        WriteSummary summary = append(script().error("The disk is full"));

        assertThat(summary.outcome()).isEqualTo(Outcome.FAILED);
        assertThat(summary.streams()).hasSize(2).noneMatch(StreamSummary::complete);
    }

    @ParameterizedTest
    @EnumSource(
            value = WriteStrategy.class,
            names = {"APPEND", "MERGE"})
    void streamWithoutAnyStatusIsCompleteAtACleanEnd(WriteStrategy strategy) {
        WriteSummary summary = write(
                BOTH,
                strategy,
                script().record("users", "id", 1).state("users", "{\"c\":1}").record("users", "id", 2));

        assertThat(summary.outcome()).isEqualTo(Outcome.SUCCEEDED);
        assertThat(values("users", "id")).containsExactlyInAnyOrder(1L, 2L);
        assertThat(storedState("users")).contains(json("{\"c\":1}"));
    }

    @ParameterizedTest
    @EnumSource(
            value = WriteStrategy.class,
            names = {"APPEND", "MERGE"})
    void streamWithoutAnyStatusIsCompleteAtTheEndUnlessItIsReplaced(WriteStrategy strategy) {
        WriteSummary summary = write(
                catalog(stream("users").field("id", INTEGER).primaryKey("id")),
                strategy,
                script().record("users", "id", 1).state("users", "{\"c\":1}").record("users", "id", 2));

        assertThat(summary.outcome()).isEqualTo(WriteSummary.Outcome.SUCCEEDED);
        assertThat(summary.streams().get(0).complete()).isTrue();
        assertThat(values("users", "id")).containsExactlyInAnyOrder(1L, 2L);
    }

    @Test
    void completeTwiceIsOnce() {
        WriteSummary summary = append(script().record("users", "id", 1)
                .complete("users")
                .complete("users")
                .complete("orders"));

        assertThat(summary.outcome()).isEqualTo(Outcome.SUCCEEDED);
        assertThat(values("users", "id")).containsExactly(1L);
    }

    @Test
    void statusOfAStreamOutsideTheCatalogIsSkippedAndCounted() {
        WriteSummary summary = append(script().started("ghosts").incomplete("ghosts"));

        assertThat(summary.outcome()).isEqualTo(Outcome.SUCCEEDED);
        assertThat(summary.warnings().values().stream()
                        .mapToLong(Long::longValue)
                        .sum())
                .isEqualTo(2);
    }

    @Test
    void recordsAreCountedWhateverBecameOfThem() {
        WriteSummary summary = append(script().started("users")
                .record("users", "id", 1)
                .state("users", "{\"c\":1}")
                .record("users", "id", 2)
                .record("users", "id", 3)
                .record("orders", "id", 1)
                .complete("orders"));

        assertThat(summary.streams()).extracting(StreamSummary::records).isEqualTo(List.of(3L, 1L));
        assertThat(summary.streams())
                .extracting(StreamSummary::committedRecords)
                .isEqualTo(List.of(1L, 1L));
        assertThat(summary.totalRecords()).isEqualTo(4);
        assertThat(summary.inputBytes()).isPositive();
    }

    @Test
    void failedStreamIsContinuedByTheNextWrite() {
        append(script().started("users")
                .record("users", "id", 1)
                .state("users", "{\"c\":1}")
                .record("users", "id", 2)
                .incomplete("users"));
        WriteSummary summary = append(script().started("users")
                .record("users", "id", 2)
                .state("users", "{\"c\":2}")
                .complete("users"));

        assertThat(summary.stream(StreamId.of("users")).orElseThrow().complete())
                .isTrue();
        assertThat(values("users", "id")).containsExactlyInAnyOrder(1L, 2L);
    }

    /** One row of each stream, the one of users covered by its state. */
    private void assertOnlyUsersFailed(WriteSummary summary) {
        assertThat(summary.outcome()).isEqualTo(Outcome.FAILED);
        StreamSummary users = summary.stream(StreamId.of("users")).orElseThrow();
        assertThat(users.complete()).isFalse();
        assertThat(users.reason()).isNotEmpty();
        assertThat(summary.stream(StreamId.of("orders")).orElseThrow().complete())
                .isTrue();
        assertThat(values("users", "id")).containsExactly(1L);
        assertThat(storedState("users")).contains(json("{\"c\":1}"));
        assertThat(values("orders", "id")).containsExactly(1L);
    }

    private WriteSummary append(MessageScript messages) {
        return write(WriteRequest.of(BOTH).strategy(WriteStrategy.APPEND).throttle(CommitThrottle.NONE), messages);
    }
}
