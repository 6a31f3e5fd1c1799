package io.sqlcache.postgres.faults;

import static io.sqlcache.core.backend.LogicalType.INTEGER;
import static io.sqlcache.core.backend.LogicalType.STRING;
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
import io.sqlcache.api.RetryPolicy;
import io.sqlcache.api.StreamId;
import io.sqlcache.api.WriteListener;
import io.sqlcache.api.WriteRequest;
import io.sqlcache.api.WriteStrategy;
import io.sqlcache.api.WriteSummary;
import io.sqlcache.postgres.PostgresCache;
import io.sqlcache.postgres.config.PostgresConfig;
import io.sqlcache.postgres.testing.DisturbedServer;
import io.sqlcache.postgres.testing.Observer;
import io.sqlcache.testkit.Leftovers;
import io.sqlcache.testkit.MessageScript;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** How long a write tries, and where it ends if that does not help. */
@Timeout(120)
class RetryTest {

    private static final ConfiguredCatalog USERS =
            catalog(stream("users").field("id", INTEGER).field("name", STRING));

    private static DisturbedServer server;

    @TempDir
    private Path folder;

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
    void writeThatTriedForLongEnoughTellsWhatHappenedAndWhereTheNextOneResumes() {
        PostgresConfig config = server.fresh(Duration.ofSeconds(1));
        try (CacheBase cache = PostgresCache.open(config)) {
            WriteRequest request = request(policy(Duration.ofMillis(300), Duration.ofMillis(10), 1 << 20))
                    .listener(atTheMark(() -> server.server().killImmediately()))
                    .build();

            assertThatThrownBy(() -> cache.write(committedOnceThenLost().input(), request))
                    .isInstanceOfSatisfying(
                            CacheException.class, e -> assertThat(e.kind()).isEqualTo(CacheException.Kind.TRANSIENT))
                    .hasMessageMatching("(?s)Cannot write the streams of source \"shop\": .*Tried \\d+ times in \\d+ ms"
                            + " to go on; gave up\\. The last try said: .*The next write resumes from the last"
                            + " committed state: \"users\" after 1 records of this write\\.");
        } finally {
            server.server().restart();
        }
        assertResumable(config);
    }

    @Test
    void inputBeyondTheReplayLimitEndsTheWriteAtItsLastCommit() throws IOException {
        PostgresConfig config = server.fresh();
        try (CacheBase cache = PostgresCache.open(config)) {
            WriteRequest request = request(policy(Duration.ofSeconds(60), Duration.ofMillis(10), 100))
                    .listener(atTheMark(server::terminateAll))
                    .build();

            assertThatThrownBy(() -> cache.write(committedOnceThenLost().input(), request))
                    .isInstanceOfSatisfying(
                            CacheException.class, e -> assertThat(e.kind()).isEqualTo(CacheException.Kind.TRANSIENT))
                    .hasMessageContaining("more than could be kept (replay limit: 100 bytes)")
                    .hasMessageContaining("resumes from the last committed state: \"users\" after 1 records");
        }
        assertResumable(config);
        assertThat(files()).isEmpty();
    }

    @Test
    void inputBeyondTheReplayLimitIsNoFailureAsLongAsNothingIsLost() {
        PostgresConfig config = server.fresh();
        try (CacheBase cache = PostgresCache.open(config)) {
            WriteSummary summary = cache.write(
                    committedOnceThenLost().input(),
                    request(policy(Duration.ofSeconds(60), Duration.ofMillis(10), 100))
                            .build());
            assertThat(summary.outcome()).isEqualTo(WriteSummary.Outcome.SUCCEEDED);
            assertThat(cache.stream(StreamId.of("users")).count()).isEqualTo(3);
        }
    }

    @Test
    void inputThatDoesNotFitIntoMemoryIsReadAgainFromTheFileWhichLeavesNothing() {
        try (Observer observer = Observer.of(server.fresh())) {
            replayFromTheFile(observer);
        }
    }

    private void replayFromTheFile(Observer observer) {
        int records = 24_000;
        MessageScript messages = script();
        for (int i = 0; i < records; i++) {
            messages.record("users", "id", i, "name", "x".repeat(1000));
        }
        messages.mark(DisturbedServer.MARK).complete("users");
        Leftovers leftovers = new Leftovers(observer, Observer.CONNECTION_COUNT, folder);
        try (CacheBase cache = PostgresCache.open(server.fresh())) {
            WriteSummary summary = cache.write(
                    messages.input(),
                    request(policy(Duration.ofSeconds(60), Duration.ofMillis(10), 1 << 30))
                            .listener(atTheMark(server::terminateAll))
                            .build());

            assertThat(summary.streams())
                    .singleElement()
                    .satisfies(users -> assertThat(users.records()).isEqualTo(records));
            try (var ids = cache.query(
                    "select count(distinct id), count(*) from " + cache.config().schemaName() + ".users")) {
                assertThat(ids.rows().findFirst().orElseThrow().values())
                        .containsExactly((long) records, (long) records);
            }
        }
        leftovers.assertNothingIsLeft();
    }

    @Test
    void interruptDuringAPauseEndsTheWriteAtItsLastCommit() {
        PostgresConfig config = server.fresh();
        Thread writer = Thread.currentThread();
        try (CacheBase cache = PostgresCache.open(config)) {
            WriteRequest request = request(policy(Duration.ofHours(1), Duration.ofHours(1), 1 << 20))
                    .listener(atTheMark(() -> {
                        server.terminateAll();
                        interruptSoon(writer);
                    }))
                    .build();
            WriteSummary summary = cache.write(committedOnceThenLost().input(), request);

            assertThat(Thread.interrupted()).isTrue();
            assertThat(summary.outcome()).isEqualTo(WriteSummary.Outcome.CANCELLED);
            assertThat(summary.streams()).singleElement().satisfies(users -> {
                assertThat(users.complete()).isFalse();
                assertThat(users.committedRecords()).isOne();
            });
        }
        assertResumable(config);
    }

    private static void interruptSoon(Thread writer) {
        Thread thread = new Thread(() -> {
            try {
                Thread.sleep(1500);
            } catch (InterruptedException e) {
                return;
            }
            writer.interrupt();
        });
        thread.setDaemon(true);
        thread.start();
    }

    @Test
    void failureOfTheListenerIsNotTriedAgainWhateverItLooksLike() {
        CacheException failure = new CacheException(
                CacheException.Kind.TRANSIENT, "the pipe is closed", new SQLException("lost", "08006"));
        WriteListener broken = new WriteListener() {
            @Override
            public void stateCommitted(CommittedState state) {
                given.add(state.message());
                throw failure;
            }
        };
        try (CacheBase cache = PostgresCache.open(server.fresh())) {
            assertThatThrownBy(() -> cache.write(
                            committedOnceThenLost().input(),
                            request(RetryPolicy.DEFAULT).listener(broken).build()))
                    .isSameAs(failure);
            assertThat(given).hasSize(1);
        }
    }

    private void assertResumable(PostgresConfig config) {
        assertThat(given).hasSize(1);
        try (CacheBase cache = PostgresCache.open(config)) {
            assertThat(cache.state("shop").orElseThrow()).contains("{\"c\":1}");
            assertThat(cache.stream(StreamId.of("users")).count()).isOne();
        }
    }

    private static MessageScript committedOnceThenLost() {
        return script().record("users", "id", 1)
                .state("users", "{\"c\":1}")
                .record("users", "id", 2)
                .record("users", "id", 3)
                .mark(DisturbedServer.MARK)
                .state("users", "{\"c\":3}")
                .complete("users");
    }

    private WriteListener atTheMark(Runnable action) {
        return DisturbedServer.listener(given, action);
    }

    private RetryPolicy policy(Duration retryFor, Duration firstPause, long replayLimit) {
        return new RetryPolicy(retryFor, firstPause, firstPause, replayLimit, folder);
    }

    private static WriteRequest.Builder request(RetryPolicy retry) {
        return WriteRequest.of(USERS)
                .sourceName("shop")
                .strategy(WriteStrategy.APPEND)
                .throttle(CommitThrottle.NONE)
                .retry(retry);
    }

    private List<Path> files() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.toList();
        }
    }
}
