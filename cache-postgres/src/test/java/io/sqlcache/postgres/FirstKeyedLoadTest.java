package io.sqlcache.postgres;

import static io.sqlcache.core.backend.LogicalType.INTEGER;
import static io.sqlcache.core.backend.LogicalType.STRING;
import static io.sqlcache.core.backend.LogicalType.TIMESTAMP_WITH_TIMEZONE;
import static io.sqlcache.testkit.MessageScript.script;
import static io.sqlcache.testkit.StreamScript.catalog;
import static io.sqlcache.testkit.StreamScript.stream;
import static org.assertj.core.api.Assertions.assertThat;

import io.sqlcache.api.CacheBase;
import io.sqlcache.api.CommitThrottle;
import io.sqlcache.api.CommittedState;
import io.sqlcache.api.ConfiguredCatalog;
import io.sqlcache.api.RetryPolicy;
import io.sqlcache.api.WriteListener;
import io.sqlcache.api.WriteRequest;
import io.sqlcache.api.WriteStrategy;
import io.sqlcache.api.WriteSummary;
import io.sqlcache.postgres.testing.TestSchema;
import io.sqlcache.testkit.MessageScript;
import io.sqlcache.testkit.StreamScript;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jooq.DSLContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/**
 * The rows of a keyed stream go straight into a table that is empty, as those of an append do; what has to be merged after all is
 * written again through staging.
 */
@Timeout(60)
class FirstKeyedLoadTest implements WriteListener {

    private static final String STAGING = "_sqlcache_staging";

    @RegisterExtension
    private final TestSchema schema = new TestSchema();

    @TempDir
    private Path folder;

    private final List<String> states = new ArrayList<>();
    private final List<String> aside = new ArrayList<>();
    private CacheBase cache;
    private DSLContext sql;

    @BeforeEach
    void open() throws SQLException {
        cache = PostgresCache.open(schema.config());
        sql = TestSchema.sql(schema.connect());
        sql.connection(connection -> connection.setAutoCommit(true));
    }

    @AfterEach
    void close() {
        cache.close();
    }

    /** Which tables readers do not see, whenever a state is committed. */
    @Override
    public void stateCommitted(CommittedState state) {
        states.add(state.message().replaceAll(".*\"c\":(\\d+).*", "$1"));
        aside.addAll(sql.fetch(
                        "select tablename from pg_tables where schemaname = ? and starts_with(tablename, '_sqlcache_')"
                                + " and tablename ~ '_(staging|new|generation)_'",
                        schema.config().schemaName())
                .getValues(0, String.class));
    }

    @Test
    void newKeysNeedNoStaging() {
        WriteSummary summary = write(
                request(users()),
                script().record("users", "id", 1, "v", "a")
                        .state("users", "{\"c\":1}")
                        .record("users", "id", 2, "v", "b")
                        .state("users", "{\"c\":2}")
                        .record("users", "id", "no integer", "v", "kept")
                        .record("users", "id", "none either", "v", "kept too")
                        .complete("users"));

        assertThat(rows()).containsExactly("1|a", "2|b", "null|kept", "null|kept too");
        assertThat(states).containsExactly("1", "2");
        assertThat(aside).isEmpty();
        assertThat(summary.streams())
                .singleElement()
                .extracting("committedRecords")
                .isEqualTo(4L);
    }

    @Test
    void secondRecordOfAKeyInAChunkIsMerged() {
        write(
                request(users()),
                script().record("users", "id", 1, "v", "a")
                        .record("users", "id", 2, "v", "b")
                        .record("users", "id", 1, "v", "c")
                        .state("users", "{\"c\":1}")
                        .record("users", "id", 3, "v", "d")
                        .state("users", "{\"c\":2}")
                        .complete("users"));

        assertThat(rows()).containsExactly("1|c", "2|b", "3|d");
        assertThat(states).containsExactly("1", "2");
        assertThat(aside).isNotEmpty().allMatch(table -> table.startsWith(STAGING));
    }

    @Test
    void secondRecordOfAKeyThatIsCommittedUpdatesItsRow() {
        write(
                request(users()),
                script().record("users", "id", 1, "v", "a")
                        .record("users", "id", 2, "v", "b")
                        .state("users", "{\"c\":1}")
                        .record("users", "id", 3, "v", "c")
                        .record("users", "id", 1, "v", "d")
                        .state("users", "{\"c\":2}")
                        .complete("users"));

        assertThat(rows()).containsExactly("1|d", "2|b", "3|c");
        assertThat(states).containsExactly("1", "2");
    }

    @Test
    void nullInTheKeyIsMerged() {
        write(
                request(users()),
                script().record("users", "id", 1, "v", "a")
                        .record("users", "id", null, "v", "b")
                        .record("users", "v", "c")
                        .state("users", "{\"c\":1}")
                        .complete("users"));

        assertThat(rows()).containsExactly("1|a", "null|c");
    }

    @Test
    void staleRecordOfTheSameChunkDoesNotWin() {
        ConfiguredCatalog byCursor = catalog(users().field("at", INTEGER).cursor("at"));
        write(
                request(byCursor),
                script().record("users", "id", 1, "v", "new", "at", 2)
                        .record("users", "id", 1, "v", "stale", "at", 1)
                        .complete("users"));

        assertThat(rows()).containsExactly("1|new");
    }

    @Test
    void deletionIsMerged() {
        ConfiguredCatalog captured = catalog(users().field("_ab_cdc_deleted_at", TIMESTAMP_WITH_TIMEZONE));
        String at = "2024-01-01T00:00:00Z";
        write(
                request(captured),
                script().record("users", "id", 1, "v", "a")
                        .record("users", "id", 2, "v", "b")
                        .record("users", "id", 1, "_ab_cdc_deleted_at", at)
                        .record("users", "id", 3, "_ab_cdc_deleted_at", at)
                        .state("users", "{\"c\":1}")
                        .complete("users"));

        assertThat(rows()).containsExactly("2|b");
        assertThat(states).containsExactly("1");
    }

    @Test
    void replaceWithAKeyNeedsNoStagingEither() {
        for (int generation = 1; generation <= 2; generation++) {
            write(
                    request(catalog(users().destination("append_dedup").generation(generation, generation)))
                            .strategy(WriteStrategy.FROM_CATALOG),
                    script().record("users", "id", 1, "v", "" + generation)
                            .record("users", "id", 2, "v", "" + generation)
                            .state("users", "{\"c\":1}")
                            .complete("users"));
        }
        assertThat(rows()).containsExactly("1|2", "2|2");
        assertThat(aside).noneMatch(table -> table.startsWith(STAGING));
    }

    @Test
    void oneStreamWithASecondRecordLeavesTheOthersAsTheyAre() {
        List<StreamScript> streams = new ArrayList<>();
        MessageScript messages = script();
        for (int i = 0; i < 12; i++) {
            streams.add(stream("s" + i).field("id", INTEGER).field("v", STRING).primaryKey("id"));
        }
        String[] covered = new String[24];
        for (int i = 0; i < 12; i++) {
            covered[2 * i] = "s" + i;
            covered[2 * i + 1] = "{}";
        }
        for (int round = 0; round < 2; round++) {
            for (int i = 0; i < 12; i++) {
                messages.record("s" + i, "id", i == 5 ? 1 : round, "v", "round " + round);
            }
            messages.global("{\"c\":" + round + "}", covered);
        }
        for (int i = 0; i < 12; i++) {
            messages.complete("s" + i);
        }
        write(request(catalog(streams.toArray(StreamScript[]::new))), messages);

        for (int i = 0; i < 12; i++) {
            assertThat(cache.stream("s" + i).count()).isEqualTo(i == 5 ? 1 : 2);
        }
    }

    @Test
    void moreInputThanIsKeptIsNoHindrance() {
        MessageScript messages = script();
        for (int id = 0; id < 2_000; id++) {
            messages.record("users", "id", id, "v", "x".repeat(200));
        }
        messages.record("users", "id", 7, "v", "later");
        RetryPolicy little =
                new RetryPolicy(Duration.ofSeconds(20), Duration.ofMillis(10), Duration.ofSeconds(1), 100_000, folder);
        write(
                request(users()).retry(little),
                messages.state("users", "{\"c\":1}").complete("users"));

        assertThat(cache.stream("users").count()).isEqualTo(2_000);
        assertThat(rows()).contains("7|later");
        assertThat(states).containsExactly("1");
    }

    @Test
    void writeThatKeepsNoInputMerges() {
        write(
                request(users()).retry(RetryPolicy.NONE),
                script().record("users", "id", 1, "v", "a")
                        .record("users", "id", 1, "v", "b")
                        .state("users", "{\"c\":1}")
                        .complete("users"));

        assertThat(rows()).containsExactly("1|b");
    }

    @Test
    void tableWithRowsIsMergedInto() {
        write(request(users()), script().record("users", "id", 1, "v", "a").complete("users"));
        write(
                request(users()),
                script().record("users", "id", 2, "v", "b")
                        .state("users", "{\"c\":1}")
                        .complete("users"));

        assertThat(rows()).containsExactly("1|a", "2|b");
        assertThat(aside).isNotEmpty().allMatch(table -> table.startsWith(STAGING));
    }

    private static StreamScript users() {
        return stream("users").field("id", INTEGER).field("v", STRING).primaryKey("id");
    }

    private WriteRequest.Builder request(StreamScript stream) {
        return request(catalog(stream));
    }

    private WriteRequest.Builder request(ConfiguredCatalog catalog) {
        return WriteRequest.of(catalog)
                .strategy(WriteStrategy.MERGE)
                .throttle(CommitThrottle.NONE)
                .listener(this);
    }

    private WriteSummary write(WriteRequest.Builder request, MessageScript messages) {
        return cache.write(messages.input(), request.build());
    }

    private List<String> rows() {
        return sql.fetch(
                        "select coalesce(id::text, 'null') || '|' || v from {0} order by id, v",
                        schema.name("users").qualified())
                .getValues(0, String.class);
    }
}
