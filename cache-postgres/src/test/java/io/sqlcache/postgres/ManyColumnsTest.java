package io.sqlcache.postgres;

import static io.sqlcache.core.backend.LogicalType.INTEGER;
import static io.sqlcache.testkit.MessageScript.script;
import static io.sqlcache.testkit.StreamScript.catalog;
import static io.sqlcache.testkit.StreamScript.stream;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sqlcache.api.CacheBase;
import io.sqlcache.api.CacheException;
import io.sqlcache.api.Row;
import io.sqlcache.api.WriteRequest;
import io.sqlcache.api.WriteStrategy;
import io.sqlcache.api.WriteSummary;
import io.sqlcache.api.WriteSummary.Outcome;
import io.sqlcache.postgres.testing.TestSchema;
import io.sqlcache.testkit.MessageScript;
import io.sqlcache.testkit.StreamScript;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jooq.DSLContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A table of PostgreSQL has at most 1,600 columns, whatever way its rows come. */
@Timeout(60)
class ManyColumnsTest {

    /** Four columns are ours. */
    private static final int MOST_FIELDS = 1600 - 4;

    @RegisterExtension
    private final TestSchema schema = new TestSchema();

    @ParameterizedTest
    @EnumSource(
            value = WriteStrategy.class,
            names = {"APPEND", "MERGE", "REPLACE"})
    void everyStrategyTakesAsManyFieldsAsATableHasColumns(WriteStrategy strategy) {
        try (CacheBase cache = PostgresCache.open(schema.config())) {
            StreamScript wide = wide(MOST_FIELDS).primaryKey("f0").cursor("f1");
            write(cache, wide.generation(1, 0), strategy, records(1));
            write(cache, wide.generation(2, 0), strategy, records(2));

            try (Stream<Row> rows = cache.stream("wide").records()) {
                List<Row> all = rows.toList();
                assertThat(all).hasSize(strategy == WriteStrategy.APPEND ? 4 : 2);
                assertThat(all.get(all.size() - 1).values()).hasSize(1600);
                assertThat(all)
                        .filteredOn(row -> Long.valueOf(2).equals(row.value("f%d".formatted(MOST_FIELDS - 1))))
                        .hasSize(2)
                        .allSatisfy(row ->
                                assertThat(row.value("_airbyte_generation_id")).isEqualTo(2L));
            }
        }
    }

    @Test
    void oneFieldMoreIsRefusedWithBothNumbers() {
        try (CacheBase cache = PostgresCache.open(schema.config())) {
            for (WriteStrategy strategy : List.of(WriteStrategy.APPEND, WriteStrategy.MERGE, WriteStrategy.REPLACE)) {
                assertThatThrownBy(() -> write(cache, wide(MOST_FIELDS + 1).primaryKey("f0"), strategy, records(1)))
                        .isInstanceOfSatisfying(
                                CacheException.class, e -> assertThat(e.kind()).isEqualTo(CacheException.Kind.CONFIG))
                        .hasMessageStartingWith("Cannot write stream \"wide\": table \"")
                        .hasMessageEndingWith(
                                ".wide\" would have 1601 columns, and the database takes at most 1600. Leave fields out of the stream's schema in the catalog.");
            }
        }
    }

    @Test
    void columnsThatWereDroppedCount() throws SQLException {
        try (CacheBase cache = PostgresCache.open(schema.config())) {
            write(cache, wide(1000), WriteStrategy.APPEND, script().complete("wide"));
            DSLContext sql = TestSchema.sql(schema.connect());
            schema.execute(
                    sql,
                    IntStream.range(500, 1000)
                            .mapToObj("drop column f%d"::formatted)
                            .collect(Collectors.joining(", ", "alter table {0} ", "")),
                    "wide");
            sql.connection(Connection::commit);
            StreamScript more = wide(500);
            IntStream.range(0, 597).forEach(field -> more.field("g" + field, INTEGER));

            assertThatThrownBy(() -> write(cache, more, WriteStrategy.APPEND, script().complete("wide")))
                    .hasMessageContaining(
                            "would have 1601 columns, and the database takes at most 1600, among which 500 that were dropped count.")
                    .hasMessageEndingWith(
                            "or rename the table to have it made anew without the columns of former fields.");
        }
    }

    private static void write(CacheBase cache, StreamScript stream, WriteStrategy strategy, MessageScript messages) {
        WriteSummary summary = cache.write(
                messages.input(),
                WriteRequest.of(catalog(stream)).strategy(strategy).build());
        assertThat(summary.outcome()).as(summary.toString()).isEqualTo(Outcome.SUCCEEDED);
    }

    private static StreamScript wide(int fields) {
        StreamScript wide = stream("wide");
        IntStream.range(0, fields).forEach(field -> wide.field("f" + field, INTEGER));
        return wide;
    }

    /** Two keys, and one of them again: with the value in the last field. */
    private static MessageScript records(int value) {
        String last = "\"f%d\":%d".formatted(MOST_FIELDS - 1, value);
        return script().record("wide", "{\"f0\":1,\"f1\":%d,%s}".formatted(value, last))
                .record("wide", "{\"f0\":2,\"f1\":%d,%s}".formatted(value, last))
                .complete("wide");
    }
}
