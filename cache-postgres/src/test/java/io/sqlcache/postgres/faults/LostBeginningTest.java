package io.sqlcache.postgres.faults;

import static io.sqlcache.core.backend.LogicalType.INTEGER;
import static io.sqlcache.testkit.MessageScript.script;
import static io.sqlcache.testkit.StreamScript.catalog;
import static io.sqlcache.testkit.StreamScript.stream;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sqlcache.api.CacheBase;
import io.sqlcache.api.CacheException;
import io.sqlcache.api.RetryPolicy;
import io.sqlcache.api.StreamId;
import io.sqlcache.api.WriteRequest;
import io.sqlcache.api.WriteStrategy;
import io.sqlcache.api.WriteSummary;
import io.sqlcache.postgres.PostgresCache;
import io.sqlcache.postgres.config.PostgresConfig;
import io.sqlcache.postgres.testing.DisturbedServer;
import io.sqlcache.postgres.testing.UnreliableCommits;
import io.sqlcache.testkit.MessageScript;
import io.sqlcache.testkit.StreamScript;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A database that is lost before a write has read its first line. */
@Timeout(180)
class LostBeginningTest {

    private static DisturbedServer server;

    @BeforeAll
    static void start() {
        server = new DisturbedServer();
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @Test
    void writeWaitsForAServerThatIsRestarting() {
        try (CacheBase cache = PostgresCache.open(server.fresh())) {
            server.server().killImmediately();
            CompletableFuture<Void> restart = CompletableFuture.runAsync(
                    server.server()::restart, CompletableFuture.delayedExecutor(1500, TimeUnit.MILLISECONDS));
            WriteSummary summary = cache.write(users(1, 2).complete("users").input(), append(DisturbedServer.QUICK));

            restart.join();
            assertThat(summary.outcome()).isEqualTo(WriteSummary.Outcome.SUCCEEDED);
            assertThat(cache.stream(StreamId.of("users")).count()).isEqualTo(2);
        }
    }

    @Test
    void writeThatWaitedForLongEnoughTellsSo() {
        RetryPolicy brief = new RetryPolicy(
                Duration.ofMillis(300),
                Duration.ofMillis(10),
                Duration.ofMillis(50),
                1 << 20,
                DisturbedServer.QUICK.cacheDir());
        try (CacheBase cache = PostgresCache.open(server.fresh(Duration.ofSeconds(1)))) {
            server.server().killImmediately();
            assertThatThrownBy(() -> cache.write(users(1, 2).input(), append(brief)))
                    .isInstanceOfSatisfying(
                            CacheException.class, e -> assertThat(e.kind()).isEqualTo(CacheException.Kind.TRANSIENT))
                    .hasMessageMatching(
                            "(?s)Cannot (prepare|look into) the schema .* Tried \\d+ times in \\d+ ms; gave up\\."
                                    + " Nothing of the input was read\\.");
        } finally {
            server.server().restart();
        }
    }

    @Test
    void interruptEndsTheWaiting() {
        Thread writer = Thread.currentThread();
        try (CacheBase cache = PostgresCache.open(server.fresh(Duration.ofSeconds(1)))) {
            server.server().killImmediately();
            CompletableFuture.delayedExecutor(2, TimeUnit.SECONDS).execute(writer::interrupt);
            assertThatThrownBy(() -> cache.write(users(1, 2).input(), append(DisturbedServer.PATIENT)))
                    .hasMessageMatching("(?s)Cannot (prepare|look into) the schema .*");
            assertThat(Thread.interrupted()).isTrue();
        } finally {
            server.server().restart();
        }
    }

    @ParameterizedTest
    @Tag("sample")
    @CsvSource({"HAPPENS, MERGE, 3, 4", "HAPPENS_LATER, APPEND, 9, 9", "IS_ROLLED_BACK, APPEND, 6, 7"})
    void someCommitsBeforeTheFirstLineMayBeLost(
            UnreliableCommits.Fate fate, WriteStrategy strategy, int first, int last) {
        anyCommitBeforeTheFirstLineMayBeLost(fate, strategy, first, last);
    }

    @ParameterizedTest
    @Tag("slow")
    @CsvSource({"HAPPENS, MERGE, 1, 12", "HAPPENS_LATER, APPEND, 8, 10", "IS_ROLLED_BACK, APPEND, 1, 10"})
    void anyCommitBeforeTheFirstLineMayBeLost(
            UnreliableCommits.Fate fate, WriteStrategy strategy, int first, int last) {
        for (int number = first; number <= last; number++) {
            assertNothingChanges(number, fate, strategy);
        }
    }

    /** A refresh was given up, so that there are rows to settle. */
    private static void assertNothingChanges(int number, UnreliableCommits.Fate fate, WriteStrategy strategy) {
        PostgresConfig config = server.fresh();
        UnreliableCommits pool = new UnreliableCommits(server.server().jdbcUrl());
        try (CacheBase cache = PostgresCache.open(config, pool)) {
            cache.write(
                    users(1, 3).state("users", "{\"c\":3}").input(),
                    WriteRequest.of(catalog(users().destination("overwrite").generation(2, 2)))
                            .sourceName("shop")
                            .strategy(WriteStrategy.FROM_CATALOG)
                            .build());
            assertThat(cache.stream(StreamId.of("users")).count()).isZero();
            pool.loseCommit(number, fate);
            WriteSummary summary = cache.write(
                    users(4, 5).complete("users").input(),
                    WriteRequest.of(catalog(users()))
                            .sourceName("shop")
                            .strategy(strategy)
                            .retry(DisturbedServer.QUICK)
                            .build());

            assertThat(pool.lost()).isOne();
            assertThat(summary.outcome()).isEqualTo(WriteSummary.Outcome.SUCCEEDED);
            assertThat(server.query("select count(distinct id) || ' of ' || count(*) from " + config.schemaName()
                                    + ".users")
                            .get(0)
                            .get(0, String.class))
                    .as("commit %d %s, %s", number, fate, strategy)
                    .isEqualTo("5 of 5");
            assertThat(server.query("select 1 from " + config.schemaName() + "._sqlcache_syncs"))
                    .hasSize(2);
            assertThat(server.tables(config.schemaName()).keySet())
                    .noneMatch(name -> name.startsWith("_sqlcache_new") || name.startsWith("_sqlcache_staging"));
        }
    }

    private static WriteRequest append(RetryPolicy retry) {
        return WriteRequest.of(catalog(users()))
                .sourceName("shop")
                .strategy(WriteStrategy.APPEND)
                .retry(retry)
                .build();
    }

    private static StreamScript users() {
        return stream("users").field("id", INTEGER).primaryKey("id");
    }

    private static MessageScript users(int from, int to) {
        MessageScript messages = script();
        for (int id = from; id <= to; id++) {
            messages.record("users", "id", id);
        }
        return messages;
    }
}
