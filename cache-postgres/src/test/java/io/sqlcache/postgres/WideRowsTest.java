package io.sqlcache.postgres;

import static io.sqlcache.core.backend.LogicalType.INTEGER;
import static io.sqlcache.core.backend.LogicalType.STRING;
import static io.sqlcache.testkit.MessageScript.script;
import static io.sqlcache.testkit.StreamScript.catalog;
import static io.sqlcache.testkit.StreamScript.stream;
import static org.assertj.core.api.Assertions.assertThat;

import io.sqlcache.api.CacheBase;
import io.sqlcache.api.Row;
import io.sqlcache.api.WriteRequest;
import io.sqlcache.api.WriteStrategy;
import io.sqlcache.api.WriteSummary;
import io.sqlcache.api.WriteSummary.Outcome;
import io.sqlcache.core.backend.LogicalType;
import io.sqlcache.postgres.testing.TestSchema;
import io.sqlcache.testkit.MessageScript;
import io.sqlcache.testkit.StreamScript;
import java.util.List;
import java.util.UUID;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A row of PostgreSQL is on one page: what does not fit there is NULL, with an entry that says so. */
@Timeout(60)
class WideRowsTest {

    @RegisterExtension
    private final TestSchema schema = new TestSchema();

    @ParameterizedTest
    @EnumSource(
            value = WriteStrategy.class,
            names = {"APPEND", "MERGE", "REPLACE"})
    void widestValuesOfARowThatFitsNoPageAreNullAndToldButNeverKeyAndCursor(WriteStrategy strategy) {
        StreamScript wide = wide(500, STRING).primaryKey("f0").cursor("f499");
        for (int write = 0; write < 2; write++) {
            List<Row> rows = write(
                    wide,
                    strategy,
                    record(500, i -> "\"k" + "x".repeat(i % 499 == 0 ? 21 : 18 + i % 3) + "\""),
                    record(500, i -> i == 0 ? "\"other\"" : "\"short\""));

            assertThat(rows).hasSize(strategy == WriteStrategy.APPEND ? 2 * write + 2 : 2);
            Row row = rows.stream()
                    .filter(each -> String.valueOf(each.value("f0")).startsWith("kx"))
                    .findFirst()
                    .orElseThrow();
            long left = IntStream.range(0, 500)
                    .filter(i -> row.value("f" + i) == null)
                    .count();
            assertThat(left).as("fields that are null").isBetween(95L, 125L);
            assertThat(row.value("f0")).as("key").isNotNull();
            assertThat(row.value("f499")).as("cursor").isNotNull();
            assertThat(IntStream.range(1, 499).filter(i -> row.value("f" + i) == null))
                    .as("ranks of the fields that are null")
                    .allMatch(i -> i % 3 == 2);
            assertThat(String.valueOf(row.value("_airbyte_meta")).split("DESTINATION_RECORD_SIZE_LIMITATION", -1))
                    .hasSize((int) left + 1);
            assertThat(rows)
                    .filteredOn(each -> "other".equals(each.value("f0")))
                    .isNotEmpty()
                    .allSatisfy(each -> assertThat(each.value("f7")).isEqualTo("short"));
        }
    }

    @Test
    void numbersOfMoreColumnsThanAPageHasRoomForAreNullToo() {
        List<Row> rows = write(
                wide(1500, INTEGER).primaryKey("f0"),
                WriteStrategy.MERGE,
                record(1500, Integer::toString),
                record(10, i -> "7"));

        assertThat(rows).hasSize(2);
        Row row = rows.stream()
                .filter(each -> Long.valueOf(0).equals(each.value("f0")))
                .findFirst()
                .orElseThrow();
        assertThat(IntStream.range(0, 1500)
                        .filter(i -> row.value("f" + i) != null)
                        .count())
                .as("fields that are there")
                .isBetween(975L, 995L);
    }

    @Test
    void longTextsThatTheServerMovesOutOfTheRowAllStay() {
        List<Row> rows = write(
                wide(430, STRING),
                WriteStrategy.APPEND,
                record(430, i -> "\"" + UUID.randomUUID() + UUID.randomUUID() + "\""));

        assertThat(rows).singleElement().satisfies(row -> {
            assertThat(row.values().subList(0, 430)).doesNotContainNull();
            assertThat(String.valueOf(row.value("_airbyte_meta"))).doesNotContain("NULLED");
        });
    }

    private List<Row> write(StreamScript wide, WriteStrategy strategy, String... records) {
        try (CacheBase cache = PostgresCache.open(schema.config())) {
            MessageScript messages = script();
            Stream.of(records).forEach(record -> messages.record("wide", record));
            WriteSummary summary = cache.write(
                    messages.complete("wide").input(),
                    WriteRequest.of(catalog(wide)).strategy(strategy).build());
            assertThat(summary.outcome()).as(summary.toString()).isEqualTo(Outcome.SUCCEEDED);
            try (Stream<Row> rows = cache.stream("wide").records()) {
                return rows.toList();
            }
        }
    }

    private static StreamScript wide(int fields, LogicalType type) {
        StreamScript wide = stream("wide");
        IntStream.range(0, fields).forEach(i -> wide.field("f" + i, type));
        return wide;
    }

    private static String record(int fields, IntFunction<String> value) {
        return IntStream.range(0, fields)
                .mapToObj(i -> "\"f%d\":%s".formatted(i, value.apply(i)))
                .collect(Collectors.joining(",", "{", "}"));
    }
}
