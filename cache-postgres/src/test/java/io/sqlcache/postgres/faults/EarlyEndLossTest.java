package io.sqlcache.postgres.faults;

import static io.sqlcache.core.backend.LogicalType.INTEGER;
import static io.sqlcache.testkit.MessageScript.script;
import static io.sqlcache.testkit.StreamScript.catalog;
import static io.sqlcache.testkit.StreamScript.stream;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sqlcache.api.CacheBase;
import io.sqlcache.api.CacheException;
import io.sqlcache.api.CommitThrottle;
import io.sqlcache.api.CommittedState;
import io.sqlcache.api.ConfiguredCatalog;
import io.sqlcache.api.StreamId;
import io.sqlcache.api.WriteListener;
import io.sqlcache.api.WriteRequest;
import io.sqlcache.api.WriteStrategy;
import io.sqlcache.api.WriteSummary;
import io.sqlcache.api.WriteSummary.Outcome;
import io.sqlcache.postgres.PostgresCache;
import io.sqlcache.postgres.config.PostgresConfig;
import io.sqlcache.postgres.testing.DisturbedServer;
import io.sqlcache.postgres.testing.UnreliableCommits;
import io.sqlcache.testkit.MessageScript;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A connection that is lost while a write that ends early is brought to its last states. */
@Timeout(120)
class EarlyEndLossTest {

    private static final ConfiguredCatalog BOTH =
            catalog(stream("users").field("id", INTEGER), stream("visits").field("id", INTEGER));

    private static DisturbedServer server;

    private final List<String> given = new ArrayList<>();

    @BeforeAll
    static void start() {
        server = new DisturbedServer();
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @Test
    void failedSourceEndsAtItsLastStatesAllTheSame() {
        PostgresConfig config = server.fresh();
        WriteSummary summary;
        try (CacheBase cache = PostgresCache.open(config)) {
            summary = cache.write(
                    bothWithRecordsAfterTheirStates().error("gone").input(), request(server::terminateAll, () -> {}));
        }

        assertThat(summary.outcome()).isEqualTo(Outcome.FAILED);
        assertEndsAt(config, 1, 1);
        assertThat(given).hasSize(2);
    }

    @Test
    void brokenLineEndsAtTheLastStatesAllTheSame() {
        PostgresConfig config = server.fresh();
        try (CacheBase cache = PostgresCache.open(config)) {
            assertThatThrownBy(() -> cache.write(
                            bothWithRecordsAfterTheirStates().line("{").input(),
                            request(server::terminateAll, () -> {})))
                    .hasMessageStartingWith("Cannot read line 8 of the input: ");
        }

        assertEndsAt(config, 1, 1);
        assertThat(given).hasSize(2);
    }

    @Test
    void cancelledWriteDoesNotWaitForTheDatabase() {
        PostgresConfig config = server.fresh();
        WriteSummary summary;
        try (CacheBase cache = PostgresCache.open(config)) {
            Thread writer = Thread.currentThread();
            summary = cache.write(
                    bothWithRecordsAfterTheirStates().input(), request(server::terminateAll, writer::interrupt));
        }

        assertThat(Thread.interrupted()).isTrue();
        assertThat(summary.outcome()).isEqualTo(Outcome.CANCELLED);
        assertThat(summary.elapsed()).isLessThan(Duration.ofSeconds(20));
        assertEndsAt(config, 1, 0);
        assertThat(given).hasSize(1);
    }

    @ParameterizedTest
    @EnumSource(
            value = UnreliableCommits.Fate.class,
            names = {"HAPPENS", "HAPPENS_LATER", "IS_ROLLED_BACK"})
    void commitThatIsLostWhenTheWriteIsCancelledIsLookedUp(UnreliableCommits.Fate fate) {
        PostgresConfig config = server.fresh();
        UnreliableCommits pool = new UnreliableCommits(server.server().jdbcUrl());
        Thread writer = Thread.currentThread();
        try (CacheBase cache = PostgresCache.open(config, pool)) {
            WriteSummary summary = cache.write(usersWithARecordAfterTheirState().input(), request(() -> {}, () -> {
                pool.loseNextCommit(fate);
                writer.interrupt();
            }));

            assertThat(Thread.interrupted()).isTrue();
            assertThat(pool.lost()).isOne();
            assertThat(summary.outcome()).isEqualTo(Outcome.CANCELLED);
        }
        int users = fate == UnreliableCommits.Fate.IS_ROLLED_BACK ? 0 : 1;
        assertEndsAt(config, users, 0);
        assertThat(given).hasSize(users);
    }

    @ParameterizedTest
    @EnumSource(
            value = UnreliableCommits.Fate.class,
            names = {"HAPPENS", "IS_ROLLED_BACK"})
    void commitThatIsInDoubtWhenAPauseIsInterruptedIsLookedUp(UnreliableCommits.Fate fate) {
        PostgresConfig config = server.fresh();
        UnreliableCommits pool = new UnreliableCommits(server.server().jdbcUrl());
        Thread writer = Thread.currentThread();
        WriteListener listener = DisturbedServer.listener(given, () -> {
            pool.loseNextCommit(fate);
            pool.onLoss(
                    () -> CompletableFuture.delayedExecutor(1, TimeUnit.SECONDS).execute(writer::interrupt));
        });
        try (CacheBase cache = PostgresCache.open(config, pool)) {
            WriteSummary summary = cache.write(
                    script().record("users", "id", 1)
                            .mark(DisturbedServer.MARK)
                            .state("users", "{\"c\":1}")
                            .record("users", "id", 2)
                            .input(),
                    WriteRequest.of(BOTH)
                            .sourceName("shop")
                            .strategy(WriteStrategy.APPEND)
                            .throttle(CommitThrottle.NONE)
                            .retry(DisturbedServer.PATIENT)
                            .listener(listener)
                            .build());

            assertThat(Thread.interrupted()).isTrue();
            assertThat(summary.outcome()).isEqualTo(Outcome.CANCELLED);
        }
        int users = fate == UnreliableCommits.Fate.IS_ROLLED_BACK ? 0 : 1;
        assertThat(given).hasSize(users);
        assertEndsAt(config, users, 0);
    }

    @Test
    void commitThatCannotBeLookedUpWhenTheWriteIsCancelledIsToldAsUnknown() {
        UnreliableCommits pool = new UnreliableCommits(server.server().jdbcUrl());
        Thread writer = Thread.currentThread();
        try (CacheBase cache = PostgresCache.open(server.fresh(), pool)) {
            assertThatThrownBy(() ->
                            cache.write(usersWithARecordAfterTheirState().input(), request(() -> {}, () -> {
                                pool.loseNextCommit(UnreliableCommits.Fate.HAPPENS);
                                pool.refuseConnectionsAfterThat();
                                writer.interrupt();
                            })))
                    .isInstanceOfSatisfying(
                            CacheException.class,
                            e -> assertThat(e.kind()).isEqualTo(CacheException.Kind.COMMIT_UNKNOWN));
        } finally {
            Thread.interrupted();
        }
    }

    private WriteRequest request(Runnable atTheFirstState, Runnable atTheMark) {
        WriteListener listener = new WriteListener() {
            @Override
            public void stateCommitted(CommittedState state) {
                given.add(state.message());
                if (given.size() == 1) {
                    atTheFirstState.run();
                }
            }

            @Override
            public void sourceLogged(String level, String message) {
                atTheMark.run();
            }
        };
        return WriteRequest.of(BOTH)
                .sourceName("shop")
                .strategy(WriteStrategy.APPEND)
                .throttle(new CommitThrottle(Long.MAX_VALUE, Duration.ofDays(1), Long.MAX_VALUE))
                .retry(DisturbedServer.QUICK)
                .listener(listener)
                .build();
    }

    private static MessageScript bothWithRecordsAfterTheirStates() {
        return script().record("users", "id", 1)
                .record("visits", "id", 1)
                .state("users", "{\"c\":1}")
                .state("visits", "{\"c\":1}")
                .record("users", "id", 2)
                .record("visits", "id", 2)
                .mark(DisturbedServer.MARK);
    }

    private static MessageScript usersWithARecordAfterTheirState() {
        return script().record("users", "id", 1)
                .state("users", "{\"c\":1}")
                .record("users", "id", 2)
                .mark(DisturbedServer.MARK);
    }

    private static void assertEndsAt(PostgresConfig config, int users, int visits) {
        try (CacheBase cache = PostgresCache.open(config)) {
            assertThat(cache.stream(StreamId.of("users")).count()).isEqualTo(users);
            assertThat(cache.stream(StreamId.of("visits")).count()).isEqualTo(visits);
            String state = cache.state("shop").orElse("");
            assertThat(state.contains("\"users\"")).isEqualTo(users > 0);
            assertThat(state.contains("\"visits\"")).isEqualTo(visits > 0);
        }
    }
}
