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
import io.sqlcache.api.ConfiguredCatalog;
import io.sqlcache.api.RetryPolicy;
import io.sqlcache.api.StreamId;
import io.sqlcache.api.WriteRequest;
import io.sqlcache.api.WriteStrategy;
import io.sqlcache.api.WriteSummary;
import io.sqlcache.postgres.PostgresCache;
import io.sqlcache.postgres.config.PostgresConfig;
import io.sqlcache.postgres.testing.DisturbedServer;
import io.sqlcache.postgres.testing.PostgresMessages;
import io.sqlcache.postgres.testing.UnreliableCommits;
import io.sqlcache.testkit.MessageScript;
import io.sqlcache.testkit.fault.Direction;
import io.sqlcache.testkit.fault.Fault;
import io.sqlcache.testkit.fault.FaultProxy;
import io.sqlcache.testkit.fault.InjectedFault;
import io.sqlcache.testkit.fault.WireMessage;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A connection that is lost during COMMIT: what became of it is looked up, never guessed. */
@Timeout(120)
class LostCommitTest {

    private static final ConfiguredCatalog USERS =
            catalog(stream("users").field("id", INTEGER).primaryKey("id").cursor("id"));

    private static final Duration SLOW = Duration.ofSeconds(1);

    private static DisturbedServer server;

    @BeforeAll
    static void start() {
        server = new DisturbedServer();
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @ParameterizedTest
    @CsvSource({
        "APPEND, HAPPENS",
        "APPEND, HAPPENS_LATER",
        "APPEND, IS_ROLLED_BACK",
        "MERGE, HAPPENS",
        "MERGE, IS_ROLLED_BACK",
        "REPLACE, HAPPENS",
        "REPLACE, HAPPENS_LATER",
        "REPLACE, IS_ROLLED_BACK"
    })
    void rowsAndStateAreThereOnceWhateverBecameOfTheCommit(WriteStrategy strategy, UnreliableCommits.Fate fate) {
        PostgresConfig config = server.fresh();
        UnreliableCommits pool = new UnreliableCommits(server.server().jdbcUrl());
        List<String> given = new ArrayList<>();
        MessageScript messages = script().started("users")
                .record("users", "id", 1)
                .record("users", "id", 2)
                .mark(DisturbedServer.MARK)
                .state("users", "{\"c\":2}")
                .complete("users")
                .log("INFO", "the end");
        try (CacheBase cache = PostgresCache.open(config, pool)) {
            WriteSummary summary = cache.write(
                    messages.input(),
                    request(strategy, DisturbedServer.QUICK)
                            .listener(DisturbedServer.listener(given, () -> pool.loseNextCommit(fate)))
                            .build());

            assertThat(pool.lost()).isOne();
            assertThat(summary.outcome()).isEqualTo(WriteSummary.Outcome.SUCCEEDED);
            assertThat(summary.streams())
                    .singleElement()
                    .satisfies(users -> assertThat(users.committedRecords()).isEqualTo(2));
            assertThat(given).singleElement().asString().contains("{\"c\":2}", "\"recordCount\":2");
            assertThat(cache.state("shop").orElseThrow()).contains("{\"c\":2}");
            assertThat(cache.stream(StreamId.of("users")).count()).isEqualTo(2);
            assertThat(server.query("select commits, outcome from " + config.schemaName() + "._sqlcache_syncs"))
                    .singleElement()
                    .satisfies(sync -> assertThat(sync.valuesRow().toString())
                            .contains("1")
                            .contains("SUCCEEDED"));
            assertThat(server.tables(config.schemaName()).keySet()).noneMatch(name -> name.startsWith("_sqlcache_new"));
        }
    }

    @Test
    void commitThatTheServerIsStillDoingIsWaitedFor() {
        PostgresConfig config = server.fresh();
        List<String> given = new ArrayList<>();
        List<InjectedFault> cuts = new ArrayList<>();
        AtomicLong armed = new AtomicLong();
        MessageScript messages = script().record("users", "id", 1)
                .mark(DisturbedServer.MARK)
                .state("users", "{\"c\":1}")
                .complete("users");
        try (FaultProxy proxy = FaultProxy.to(config.host(), config.port(), PostgresMessages::new);
                CacheBase cache = PostgresCache.open(through(proxy, config))) {
            Predicate<WireMessage> commit = PostgresMessages.endOfStatement("commit");
            cache.write(
                    messages.input(),
                    request(WriteStrategy.APPEND, DisturbedServer.QUICK)
                            .listener(DisturbedServer.listener(given, () -> {
                                makeCommitsSlow(config.schemaName());
                                armed.set(System.nanoTime());
                                cuts.add(proxy.inject(
                                        Fault.cut(Direction.TO_SERVER).after(commit)));
                            }))
                            .build());
        }

        assertThat(cuts)
                .singleElement()
                .satisfies(cut -> assertThat(cut.count()).isOne());
        assertThat(Duration.ofNanos(System.nanoTime() - armed.get())).isGreaterThanOrEqualTo(SLOW);
        assertThat(given).singleElement().asString().contains("{\"c\":1}");
        assertThat(server.tables(config.schemaName()).get("users")).hasSize(1);
        assertThat(server.query("select commits from " + config.schemaName() + "._sqlcache_syncs"))
                .singleElement()
                .satisfies(sync -> assertThat(sync.get(0)).isEqualTo(1L));
    }

    /** What a commit of a large transaction, or one that waits for a replica, looks like to another connection. */
    private static void makeCommitsSlow(String schema) {
        server.execute(("create function %1$s.sleep() returns trigger language plpgsql as"
                        + " $$ begin perform pg_sleep(%2$d); return null; end $$;"
                        + " create constraint trigger slow after update on %1$s._sqlcache_syncs deferrable initially deferred"
                        + " for each row when (old.commits <> new.commits) execute function %1$s.sleep()")
                .formatted(schema, SLOW.toSeconds()));
    }

    private static PostgresConfig through(FaultProxy proxy, PostgresConfig config) {
        return PostgresConfig.builder()
                .host(proxy.host())
                .port(proxy.port())
                .database(config.database())
                .username(config.username())
                .schemaName(config.schemaName())
                .build();
    }

    @ParameterizedTest
    @ValueSource(strings = {"delete from %s._sqlcache_syncs", "update %s._sqlcache_syncs set writer_id = 'another'"})
    void commitOfAWriterWhoseRowOfTheSyncLogIsGoneDoesNotHappen(String change) {
        PostgresConfig config = server.fresh();
        List<String> given = new ArrayList<>();
        MessageScript messages = script().record("users", "id", 1)
                .mark(DisturbedServer.MARK)
                .state("users", "{\"c\":1}")
                .complete("users");
        try (CacheBase cache = PostgresCache.open(config)) {
            WriteRequest request = request(WriteStrategy.APPEND, DisturbedServer.QUICK)
                    .listener(DisturbedServer.listener(
                            given, () -> server.execute(change.formatted(config.schemaName()))))
                    .build();

            assertThatThrownBy(() -> cache.write(messages.input(), request))
                    .isInstanceOfSatisfying(
                            CacheException.class, e -> assertThat(e.kind()).isEqualTo(CacheException.Kind.TRANSIENT))
                    .hasMessageContaining("row 1 of _sqlcache_syncs, which belongs to this write, is gone");
            assertThat(given).isEmpty();
            assertThat(cache.state("shop")).isEmpty();
            assertThat(cache.stream(StreamId.of("users")).count()).isZero();
        }
    }

    /** As after a failover to a server that lags behind. */
    @Test
    void commitThatTheDatabaseHasNotAnyMoreIsFoundOutByTheNextOne() {
        PostgresConfig config = server.fresh();
        List<String> given = new ArrayList<>();
        MessageScript messages = script().record("users", "id", 1)
                .state("users", "{\"c\":1}")
                .mark(DisturbedServer.MARK)
                .record("users", "id", 2)
                .state("users", "{\"c\":2}")
                .complete("users");
        try (CacheBase cache = PostgresCache.open(config)) {
            WriteRequest request = request(WriteStrategy.APPEND, DisturbedServer.QUICK)
                    .listener(DisturbedServer.listener(
                            given,
                            () -> server.execute("update %s._sqlcache_syncs set commits = commits - 1"
                                    .formatted(config.schemaName()))))
                    .build();

            assertThatThrownBy(() -> cache.write(messages.input(), request))
                    .hasMessageContaining("the database says that 0 commits of this write happened, where 1 are known");
            assertThat(given).hasSize(1);
            assertThat(cache.state("shop").orElseThrow()).contains("{\"c\":1}");
        }
    }

    @Test
    void commitThatCannotBeLookedUpIsToldAsUnknown() {
        UnreliableCommits pool = new UnreliableCommits(server.server().jdbcUrl());
        RetryPolicy brief = new RetryPolicy(
                Duration.ofMillis(200),
                Duration.ofMillis(10),
                Duration.ofMillis(50),
                1 << 20,
                RetryPolicy.DEFAULT.cacheDir());
        MessageScript messages = script().record("users", "id", 1)
                .mark(DisturbedServer.MARK)
                .state("users", "{\"c\":1}")
                .complete("users");
        try (CacheBase cache = PostgresCache.open(server.fresh(), pool)) {
            WriteRequest request = request(WriteStrategy.APPEND, brief)
                    .listener(DisturbedServer.listener(new ArrayList<>(), () -> {
                        pool.loseNextCommit(UnreliableCommits.Fate.HAPPENS);
                        pool.refuseConnectionsAfterThat();
                    }))
                    .build();

            assertThatThrownBy(() -> cache.write(messages.input(), request))
                    .isInstanceOfSatisfying(
                            CacheException.class,
                            e -> assertThat(e.kind()).isEqualTo(CacheException.Kind.COMMIT_UNKNOWN))
                    .hasMessageStartingWith("Cannot write the streams of source \"shop\": the connection is gone")
                    .hasMessageContaining("what became of that is not known")
                    .hasMessageContaining("\"users\" where it was before");
        }
    }

    /** The connection that was lost may keep its locks on the server. */
    @Test
    @Tag("slow")
    void commitThatIsUnknownIsToldAlthoughItsRowOfTheSyncLogIsLocked() throws SQLException {
        PostgresConfig config = server.fresh();
        UnreliableCommits pool = new UnreliableCommits(server.server().jdbcUrl());
        MessageScript messages =
                script().record("users", "id", 1).mark(DisturbedServer.MARK).state("users", "{\"c\":1}");
        try (CacheBase cache = PostgresCache.open(config, pool);
                Connection lock = DriverManager.getConnection(server.server().jdbcUrl())) {
            lock.setAutoCommit(false);
            WriteRequest request = request(WriteStrategy.APPEND, RetryPolicy.NONE)
                    .listener(DisturbedServer.listener(new ArrayList<>(), () -> {
                        pool.loseNextCommit(UnreliableCommits.Fate.IS_ROLLED_BACK);
                        pool.onLoss(() -> lockSyncs(lock, config.schemaName()));
                    }))
                    .build();

            long start = System.nanoTime();
            assertThatThrownBy(() -> cache.write(messages.input(), request))
                    .isInstanceOfSatisfying(
                            CacheException.class,
                            e -> assertThat(e.kind()).isEqualTo(CacheException.Kind.COMMIT_UNKNOWN));
            assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(45));
        }
    }

    private static void lockSyncs(Connection connection, String schema) {
        try (Statement statement = connection.createStatement()) {
            statement.execute("select * from %s._sqlcache_syncs for update".formatted(schema));
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void writeWithoutRetriesTellsThatItsCommitIsUnknown() {
        UnreliableCommits pool = new UnreliableCommits(server.server().jdbcUrl());
        MessageScript messages =
                script().record("users", "id", 1).mark(DisturbedServer.MARK).state("users", "{\"c\":1}");
        try (CacheBase cache = PostgresCache.open(server.fresh(), pool)) {
            WriteRequest request = request(WriteStrategy.APPEND, RetryPolicy.NONE)
                    .listener(DisturbedServer.listener(
                            new ArrayList<>(), () -> pool.loseNextCommit(UnreliableCommits.Fate.HAPPENS)))
                    .build();

            assertThatThrownBy(() -> cache.write(messages.input(), request))
                    .isInstanceOfSatisfying(
                            CacheException.class,
                            e -> assertThat(e.kind()).isEqualTo(CacheException.Kind.COMMIT_UNKNOWN));
            assertThat(cache.state("shop").orElseThrow()).contains("{\"c\":1}");
        }
    }

    @Test
    void commitThatIsRefusedForGoodIsNotTriedAgain() {
        UnreliableCommits pool = new UnreliableCommits(server.server().jdbcUrl());
        MessageScript messages = script().record("users", "id", 1)
                .mark(DisturbedServer.MARK)
                .state("users", "{\"c\":1}")
                .complete("users");
        try (CacheBase cache = PostgresCache.open(server.fresh(), pool)) {
            WriteRequest request = request(WriteStrategy.APPEND, RetryPolicy.DEFAULT)
                    .listener(DisturbedServer.listener(
                            new ArrayList<>(), () -> pool.loseNextCommit(UnreliableCommits.Fate.IS_FORBIDDEN)))
                    .build();

            assertThatThrownBy(() -> cache.write(messages.input(), request))
                    .isInstanceOfSatisfying(
                            CacheException.class, e -> assertThat(e.kind()).isEqualTo(CacheException.Kind.CONFIG));
            assertThat(pool.lost()).isOne();
            assertThat(cache.state("shop")).isEmpty();
        }
    }

    private static WriteRequest.Builder request(WriteStrategy strategy, RetryPolicy retry) {
        return WriteRequest.of(USERS)
                .sourceName("shop")
                .strategy(strategy)
                .throttle(CommitThrottle.NONE)
                .retry(retry);
    }
}
