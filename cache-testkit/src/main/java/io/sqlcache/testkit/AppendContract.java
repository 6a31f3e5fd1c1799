package io.sqlcache.testkit;

import static io.sqlcache.core.backend.LogicalType.INTEGER;
import static io.sqlcache.core.backend.LogicalType.STRING;
import static io.sqlcache.testkit.MessageScript.script;
import static io.sqlcache.testkit.Rows.row;
import static io.sqlcache.testkit.StreamScript.catalog;
import static io.sqlcache.testkit.StreamScript.stream;
import static org.assertj.core.api.Assertions.assertThat;

import io.sqlcache.api.ConfiguredCatalog;
import io.sqlcache.api.Row;
import io.sqlcache.api.StreamId;
import io.sqlcache.api.WriteRequest;
import io.sqlcache.api.WriteStrategy;
import io.sqlcache.api.WriteSummary;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** APPEND: every record becomes a row. */
abstract class AppendContract extends CacheContract {

    private static final ConfiguredCatalog USERS = catalog(users());

    AppendContract(CacheConformanceTest suite) {
        super(suite);
    }

    @Test
    void everyRecordBecomesARow() {
        WriteSummary summary = append(script().started("users")
                .record("users", "id", 1, "name", "Ada")
                .record("users", "id", 2, "name", "Bob")
                .complete("users"));

        assertThat(rows("users")).containsExactlyInAnyOrder(row("id", 1L, "name", "Ada"), row("id", 2L, "name", "Bob"));
        assertThat(summary.outcome()).isEqualTo(WriteSummary.Outcome.SUCCEEDED);
        assertThat(summary.stream(StreamId.of("users")))
                .get()
                .extracting("strategy", "complete", "records", "committedRecords", "reason")
                .containsExactly(WriteStrategy.APPEND, true, 2L, 2L, "");
    }

    @Test
    void equalRecordsBecomeRowsOfTheirOwnEvenWithAKey() {
        write(
                catalog(users().primaryKey("id")),
                WriteStrategy.APPEND,
                script().record("users", "id", 1, "name", "a")
                        .record("users", "id", 1, "name", "a")
                        .complete("users"));

        assertThat(rows("users")).containsExactly(row("id", 1L, "name", "a"), row("id", 1L, "name", "a"));
    }

    @Test
    void laterWriteAddsToTheRowsOfEarlierOnes() {
        append(script().record("users", "id", 1).complete("users"));
        append(script().record("users", "id", 2).complete("users"));
        workspace.closeCaches();
        append(script().record("users", "id", 3).complete("users"));

        assertThat(values("users", "id")).containsExactlyInAnyOrder(1L, 2L, 3L);
    }

    @Test
    void columnsAreThoseOfTheSchemaInItsOrderAndThenOurs() {
        append(script().record("users", "name", "Ada", "id", 1).complete("users"));

        assertThat(allColumns(StreamId.of("users")))
                .singleElement()
                .satisfies(row -> assertThat(row.columns())
                        .containsExactly(
                                "id",
                                "name",
                                "_airbyte_raw_id",
                                "_airbyte_extracted_at",
                                "_airbyte_meta",
                                "_airbyte_generation_id"));
    }

    @Test
    void everyColumnMayBeNullAndNoneIsAKey() {
        append(catalog(users().primaryKey("id")), script().complete("users"));
        cache().execute("insert into %s (%s) values (null)".formatted(table("users"), column("id")));
        cache().execute("insert into %s (%s) values (null)".formatted(table("users"), column("id")));

        assertThat(allColumns(StreamId.of("users")))
                .hasSize(2)
                .allSatisfy(row -> assertThat(row.values()).containsOnlyNulls());
    }

    @Test
    void ourColumnsSayWhereTheRowCameFrom() {
        Instant emitted = Instant.parse("2023-11-14T22:13:20.123Z");
        append(
                catalog(users().syncId(41).generation(7, 0)),
                script().emittedAt(emitted).record("users", "id", 1).complete("users"));

        Row row = allColumns(StreamId.of("users")).get(0);
        assertThat(String.valueOf(row.value("_airbyte_raw_id")))
                .matches("[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}");
        assertThat(row.value("_airbyte_extracted_at")).isEqualTo(OffsetDateTime.ofInstant(emitted, ZoneOffset.UTC));
        assertThat(json(String.valueOf(row.value("_airbyte_meta"))))
                .isEqualTo(json(quoted("{'sync_id':41,'changes':[]}")));
        assertThat(row.value("_airbyte_generation_id")).isEqualTo(7L);
    }

    @Test
    void withoutASyncIdRowsCarryTheNumberOfTheWrite() {
        append(script().record("users", "id", 1).record("users", "id", 2).complete("users"));
        append(script().record("users", "id", 3).complete("users"));

        List<Long> numbers = values("users", "_airbyte_meta").stream()
                .map(meta -> json(String.valueOf(meta)).path("sync_id").asLong())
                .toList();
        assertThat(numbers).hasSize(3).doesNotContain(0L);
        assertThat(numbers.stream().distinct()).hasSize(2);
    }

    @Test
    void everyRowHasAnIdOfItsOwn() {
        append(numbered(1, 1_000).complete("users"));

        assertThat(values("users", "_airbyte_raw_id")).hasSize(1_000).doesNotHaveDuplicates();
    }

    @Test
    void whatARecordLacksIsNullAndWhatTheSchemaLacksIsLeftOut() {
        append(script().record("users", "id", 1, "extra", "x").complete("users"));

        assertThat(rows("users")).containsExactly(row("id", 1L, "name", null));
    }

    @Test
    void emptyStringIsNotNull() {
        append(script().record("users", "id", 1, "name", "")
                .record("users", "id", 2, "name", null)
                .complete("users"));

        assertThat(rows("users")).containsExactlyInAnyOrder(row("id", 1L, "name", ""), row("id", 2L, "name", null));
    }

    @Test
    void streamThatCompletesWithoutRecordsHasAnEmptyTable() {
        WriteSummary summary = append(script().started("users").complete("users"));

        assertThat(summary.outcome()).isEqualTo(WriteSummary.Outcome.SUCCEEDED);
        assertThat(cache().stream("users").count()).isZero();
    }

    @Test
    void manyRecordsAllArrive() {
        append(numbered(1, 20_000).complete("users"));

        assertThat(values("users", "id"))
                .containsExactlyInAnyOrderElementsOf(
                        LongStream.rangeClosed(1, 20_000).boxed().toList());
    }

    @Test
    void rowsLargerThanAnyBufferArriveBetweenSmallOnes() {
        String large = "x".repeat(3 << 20);
        append(script().record("users", "id", 1, "name", "small")
                .record("users", "id", 2, "name", large)
                .record("users", "id", 3, "name", large)
                .record("users", "id", 4, "name", "small")
                .complete("users"));

        assertThat(rows("users"))
                .containsExactlyInAnyOrder(
                        row("id", 1L, "name", "small"),
                        row("id", 2L, "name", large),
                        row("id", 3L, "name", large),
                        row("id", 4L, "name", "small"));
    }

    @Test
    void writesOfTwoCachesAddUp() {
        append(script().record("users", "id", 1).complete("users"));
        workspace
                .open()
                .write(
                        script().record("users", "id", 2).complete("users").input(),
                        WriteRequest.of(USERS).strategy(WriteStrategy.APPEND).build());

        assertThat(values("users", "id")).containsExactlyInAnyOrder(1L, 2L);
    }

    private WriteSummary append(MessageScript messages) {
        return append(USERS, messages);
    }

    private WriteSummary append(ConfiguredCatalog catalog, MessageScript messages) {
        return write(catalog, WriteStrategy.APPEND, messages);
    }

    private static MessageScript numbered(int from, int to) {
        MessageScript messages = script();
        for (int id = from; id <= to; id++) {
            messages.record("users", "id", id, "name", "user " + id);
        }
        return messages;
    }

    private static StreamScript users() {
        return stream("users").field("id", INTEGER).field("name", STRING);
    }
}
