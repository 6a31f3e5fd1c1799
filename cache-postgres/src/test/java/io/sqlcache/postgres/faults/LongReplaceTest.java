package io.sqlcache.postgres.faults;

import static io.sqlcache.core.backend.LogicalType.INTEGER;
import static io.sqlcache.core.backend.LogicalType.STRING;
import static io.sqlcache.testkit.MessageScript.script;
import static io.sqlcache.testkit.StreamScript.catalog;
import static io.sqlcache.testkit.StreamScript.stream;
import static org.assertj.core.api.Assertions.assertThat;

import io.sqlcache.api.CacheBase;
import io.sqlcache.api.CommitThrottle;
import io.sqlcache.api.ConfiguredCatalog;
import io.sqlcache.api.RetryPolicy;
import io.sqlcache.api.StreamId;
import io.sqlcache.api.WriteRequest;
import io.sqlcache.api.WriteStrategy;
import io.sqlcache.api.WriteSummary;
import io.sqlcache.api.WriteSummary.StreamSummary;
import io.sqlcache.postgres.PostgresCache;
import io.sqlcache.postgres.config.PostgresConfig;
import io.sqlcache.postgres.testing.DisturbedServer;
import io.sqlcache.postgres.testing.DisturbedServer.Outcome;
import io.sqlcache.postgres.testing.UnreliableCommits;
import io.sqlcache.testkit.MessageScript;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Streams that are replaced as a whole and are longer than what may be kept of the input. */
@Timeout(300)
class LongReplaceTest {

    private static final int LIMIT = 1 << 20;
    private static final int RECORDS = 3_000;
    private static final String PADDING = "x".repeat(700);

    private static final ConfiguredCatalog SHOP = catalog(
            stream("prices").field("id", INTEGER).field("v", STRING).destination("overwrite"),
            stream("stock")
                    .field("id", INTEGER)
                    .field("v", STRING)
                    .primaryKey("id")
                    .destination("append_dedup")
                    .generation(3, 3)
                    .notResumable(),
            stream("users").field("id", INTEGER).destination("append"),
            stream("orders")
                    .field("id", INTEGER)
                    .field("v", STRING)
                    .primaryKey("id")
                    .destination("append_dedup"));

    private static DisturbedServer server;
    private static Outcome undisturbed;

    @TempDir
    private Path folder;

    @BeforeAll
    static void start() {
        server = new DisturbedServer();
        undisturbed = server.write(request(), messages(Set.of()).input(), () -> {});
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @Test
    void connectionsLostAgainAndAgainChangeNothing() {
        assertNothingChanges(messages(Set.of(200, 701, 1_000, 1_650, 2_222, 2_999)), server::terminateAll);
    }

    @Test
    void serverThatCrashesChangesNothing() {
        assertNothingChanges(messages(Set.of(1_777)), () -> {
            server.server().killImmediately();
            server.server().restart();
        });
    }

    @ParameterizedTest
    @Tag("slow")
    @ValueSource(longs = {1, 2})
    void connectionsLostAtRandomChangeNothing(long seed) {
        Random random = new Random(seed);
        Set<Integer> marks = new HashSet<>();
        for (int i = 0; i < 10; i++) {
            marks.add(random.nextInt(RECORDS));
        }
        assertNothingChanges(messages(marks), server::terminateAll);
    }

    private void assertNothingChanges(MessageScript messages, Runnable atTheMark) {
        AtomicInteger marks = new AtomicInteger();
        Outcome disturbed = server.write(request(), policy(LIMIT), messages.input(), () -> {
            marks.incrementAndGet();
            atTheMark.run();
        });

        assertThat(marks).hasPositiveValue();
        disturbed.assertSameAs(undisturbed, "disturbed %d times".formatted(marks.get()));
        assertThat(disturbed.given()).hasSize(4 * (RECORDS / 100)).doesNotHaveDuplicates();
    }

    @ParameterizedTest
    @EnumSource(
            value = UnreliableCommits.Fate.class,
            names = {"HAPPENS", "HAPPENS_LATER", "IS_ROLLED_BACK"})
    void commitOfHiddenRowsThatIsLostIsLookedUp(UnreliableCommits.Fate fate) {
        PostgresConfig config = server.fresh();
        UnreliableCommits pool = new UnreliableCommits(server.server().jdbcUrl());
        List<String> given = new ArrayList<>();
        MessageScript messages = script();
        for (int id = 1; id <= 3_000; id++) {
            messages.record("prices", "id", id, "v", PADDING);
            if (id == 5 || id == 1_500) {
                messages.mark(DisturbedServer.MARK).state("prices", "{\"c\":" + id + "}");
            }
        }
        try (CacheBase cache = PostgresCache.open(config, pool)) {
            WriteSummary summary = cache.write(
                    messages.complete("prices")
                            .complete("stock")
                            .complete("users")
                            .complete("orders")
                            .input(),
                    request()
                            .retry(policy(LIMIT))
                            .listener(DisturbedServer.listener(given, () -> pool.loseNextCommit(fate)))
                            .build());

            assertThat(pool.lost()).isEqualTo(2);
            assertThat(summary.outcome()).isEqualTo(WriteSummary.Outcome.SUCCEEDED);
            assertThat(given).hasSize(2);
            assertThat(ids(config, "prices")).isEqualTo("3000 of 3000");
        }
    }

    @Test
    void statesTooLargeForMemoryComeBackOnceAndInOrder() {
        MessageScript messages = script();
        List<String> sent = new ArrayList<>();
        for (int i = 1; i <= 100; i++) {
            String state = "{\"c\":%d,\"large\":\"%s\"}".formatted(i, "x".repeat(100_000));
            messages.record("prices", "id", i, "v", PADDING).state("prices", state);
            sent.add(state);
            if (i == 30 || i == 77 || i == 100) {
                messages.mark(DisturbedServer.MARK);
            }
        }
        Outcome outcome = server.write(
                request(), policy(LIMIT), messages.complete("prices").input(), server::terminateAll);

        assertThat(outcome.given())
                .hasSameSizeAs(sent)
                .zipSatisfy(
                        sent,
                        (given, state) -> assertThat(given).contains(state).contains("\"recordCount\":1.0"));
        assertThat(outcome.storedState()).contains(sent.get(99)).doesNotContain(sent.get(98));
        assertThat(outcome.tables().get("prices")).hasSize(100);
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void nothingIsSeenOrGivenBackBeforeTheStreamIsComplete() {
        PostgresConfig config = server.fresh();
        List<String> given = new ArrayList<>();
        MessageScript old = script();
        MessageScript messages = script();
        old.record("prices", "id", -1).state("prices", "{\"c\":0}").complete("prices");
        for (int id = 1; id <= 2_000; id++) {
            messages.record("prices", "id", id, "v", PADDING).record("stock", "id", id, "v", PADDING);
        }
        messages.state("prices", "{\"c\":2000}")
                .mark(DisturbedServer.MARK)
                .incomplete("prices")
                .incomplete("stock");
        try (CacheBase cache = PostgresCache.open(config)) {
            cache.write(old.input(), request().build());
            WriteSummary summary = cache.write(
                    messages.input(),
                    request()
                            .retry(policy(LIMIT))
                            .listener(DisturbedServer.listener(given, () -> {
                                assertThat(ids(config, "prices")).isEqualTo("1 of 1");
                                assertThat(server.query("select commits from " + config.schemaName()
                                                        + "._sqlcache_syncs order by sync_number desc")
                                                .get(0)
                                                .get(0, Long.class))
                                        .isGreaterThan(2);
                            }))
                            .build());

            assertThat(given).isEmpty();
            assertThat(summary.streams())
                    .extracting(StreamSummary::committedRecords)
                    .containsOnly(0L);
            assertThat(summary.stream(StreamId.of("prices")).orElseThrow().records())
                    .isEqualTo(2_000);
            assertThat(cache.state("shop").orElseThrow()).contains("{\"c\":0}");
            assertThat(ids(config, "prices")).isEqualTo("1 of 1");
            assertThat(server.tables(config.schemaName()).keySet())
                    .noneMatch(name -> name.startsWith("_sqlcache_new") || name.startsWith("_sqlcache_staging"));
        }
    }

    private static MessageScript messages(Set<Integer> marks) {
        MessageScript messages = script();
        for (int i = 0; i < RECORDS; i++) {
            messages.record("prices", "id", i, "v", PADDING)
                    .record("stock", "id", i % 1_000, "v", PADDING + i)
                    .record("users", "id", i)
                    .record("orders", "id", i % 7, "v", "" + i);
            if (marks.contains(i)) {
                messages.mark(DisturbedServer.MARK);
            }
            if (i % 100 == 99) {
                for (String stream : List.of("prices", "stock", "users", "orders")) {
                    messages.state(stream, "{\"c\":" + i + "}");
                }
            }
        }
        return messages.complete("prices").complete("stock").complete("users").complete("orders");
    }

    private RetryPolicy policy(long limit) {
        RetryPolicy quick = DisturbedServer.QUICK;
        return new RetryPolicy(quick.retryFor(), quick.firstPause(), Duration.ofMillis(10), limit, folder);
    }

    private static WriteRequest.Builder request() {
        return WriteRequest.of(SHOP)
                .sourceName("shop")
                .strategy(WriteStrategy.FROM_CATALOG)
                .throttle(CommitThrottle.NONE);
    }

    /** How many different ids there are, and how many rows. */
    private static String ids(PostgresConfig config, String table) {
        return server.query("select count(distinct id) || ' of ' || count(*) from " + config.schemaName() + "." + table)
                .get(0)
                .get(0, String.class);
    }
}
