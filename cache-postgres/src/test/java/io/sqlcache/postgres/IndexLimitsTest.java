package io.sqlcache.postgres;

import static io.sqlcache.core.backend.LogicalType.STRING;
import static io.sqlcache.testkit.MessageScript.script;
import static io.sqlcache.testkit.StreamScript.catalog;
import static io.sqlcache.testkit.StreamScript.stream;
import static org.assertj.core.api.Assertions.assertThat;

import io.sqlcache.api.CacheBase;
import io.sqlcache.api.WriteRequest;
import io.sqlcache.api.WriteStrategy;
import io.sqlcache.api.WriteSummary;
import io.sqlcache.api.WriteSummary.Outcome;
import io.sqlcache.postgres.testing.TestSchema;
import io.sqlcache.testkit.StreamScript;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** An index of PostgreSQL has at most 32 columns and rows of a third of a page; a key may have more of both. */
@Timeout(60)
class IndexLimitsTest {

    @RegisterExtension
    private final TestSchema schema = new TestSchema();

    @Test
    void keyOfMorePartsThanAnIndexHasColumnsIsMerged() {
        StreamScript parts = stream("parts");
        IntStream.range(0, 33).forEach(i -> parts.field("k" + i, STRING).primaryKey("k" + i));
        String same = IntStream.range(0, 33)
                .mapToObj(i -> "\"k%d\":\"x\"".formatted(i))
                .collect(Collectors.joining(",", "{", "}"));

        assertOneRow(parts, same, same);
    }

    @Test
    void keyThatIsLongerThanAnIndexTakesIsMerged() {
        StreamScript texts =
                stream("texts").field("id", STRING).field("v", STRING).primaryKey("id");
        String id =
                new Random(1).ints(9000, 'a', 'z').mapToObj(Character::toString).collect(Collectors.joining());
        assertOneRow(texts, "{\"id\":\"%s\",\"v\":\"1\"}".formatted(id), "{\"id\":\"%s\",\"v\":\"2\"}".formatted(id));
    }

    @Test
    void prefixThatMakesNamesTooLongLeavesStreamsTablesOfTheirOwn() {
        try (CacheBase cache = PostgresCache.open(
                schema.config().toBuilder().tablePrefix("p".repeat(40)).build())) {
            String begin = "s".repeat(30);
            WriteSummary summary = cache.write(
                    script().record(begin + "a", "{\"v\":\"a\"}")
                            .record(begin + "b", "{\"v\":\"b\"}")
                            .complete(begin + "a")
                            .complete(begin + "b")
                            .input(),
                    WriteRequest.of(catalog(
                                    stream(begin + "a").field("v", STRING),
                                    stream(begin + "b").field("v", STRING)))
                            .build());

            assertThat(summary.outcome()).as(summary.toString()).isEqualTo(Outcome.SUCCEEDED);
            assertThat(cache.stream(begin + "a").count()).isEqualTo(1);
            assertThat(cache.stream(begin + "a").tableName())
                    .isNotEqualTo(cache.stream(begin + "b").tableName())
                    .hasSizeLessThanOrEqualTo(63);
        }
    }

    /** Merges two records of one key in one write, and the second one again in another. */
    private void assertOneRow(StreamScript stream, String first, String second) {
        String name = stream.json().replaceFirst("(?s).*\"name\":\"(\\w+)\".*", "$1");
        try (CacheBase cache = PostgresCache.open(schema.config())) {
            for (int write = 0; write < 2; write++) {
                WriteSummary summary = cache.write(
                        script().record(name, first)
                                .record(name, second)
                                .complete(name)
                                .input(),
                        WriteRequest.of(catalog(stream))
                                .strategy(WriteStrategy.MERGE)
                                .build());
                assertThat(summary.outcome()).as(summary.toString()).isEqualTo(Outcome.SUCCEEDED);
                assertThat(cache.stream(name).count()).isEqualTo(1);
            }
        }
    }
}
