package io.sqlcache.postgres.copy;

import static io.sqlcache.core.backend.LogicalType.INTEGER;
import static io.sqlcache.core.backend.LogicalType.STRING;
import static io.sqlcache.postgres.testing.PostgresMessages.copyData;
import static io.sqlcache.postgres.testing.PostgresMessages.done;
import static io.sqlcache.postgres.testing.PostgresMessages.statement;
import static io.sqlcache.testkit.MessageScript.script;
import static io.sqlcache.testkit.StreamScript.catalog;
import static io.sqlcache.testkit.StreamScript.stream;
import static io.sqlcache.testkit.fault.Direction.TO_CLIENT;
import static io.sqlcache.testkit.fault.Direction.TO_SERVER;
import static org.assertj.core.api.Assertions.assertThat;

import io.sqlcache.api.CacheBase;
import io.sqlcache.api.CommitThrottle;
import io.sqlcache.api.StreamId;
import io.sqlcache.api.WriteRequest;
import io.sqlcache.api.WriteStrategy;
import io.sqlcache.api.WriteSummary;
import io.sqlcache.postgres.PostgresCache;
import io.sqlcache.postgres.config.PostgresConfig;
import io.sqlcache.postgres.testing.DisturbedServer;
import io.sqlcache.postgres.testing.PostgresMessages;
import io.sqlcache.testkit.MessageScript;
import io.sqlcache.testkit.fault.Fault;
import io.sqlcache.testkit.fault.FaultProxy;
import io.sqlcache.testkit.fault.InjectedFault;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Connections that stay open and are silent: a frozen server, a network that loses everything. */
@Timeout(120)
class StallTest {

    /** More than what the sockets of both sides of a proxy take in. */
    private static final int MANY = 3_000;

    private static final String PADDING = "x".repeat(10_000);

    private static DisturbedServer server;

    private FaultProxy proxy;
    private PostgresConfig config;
    private final List<String> given = new ArrayList<>();

    @BeforeAll
    static void start() {
        server = new DisturbedServer();
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @BeforeEach
    void connect() {
        PostgresConfig direct = server.fresh();
        proxy = FaultProxy.to(direct.host(), direct.port(), PostgresMessages::new);
        config = PostgresConfig.builder()
                .host(proxy.host())
                .port(proxy.port())
                .database(direct.database())
                .username(direct.username())
                .schemaName(direct.schemaName())
                .connectTimeout(Duration.ofSeconds(2))
                .lockTimeout(Duration.ofSeconds(1))
                .socketTimeout(Duration.ofSeconds(1))
                .build();
    }

    @AfterEach
    void close() {
        proxy.close();
    }

    @Test
    void serverThatTakesNoMoreRowsIsGivenUp() {
        assertRowsAreThereOnce(MANY, Fault.stall(TO_SERVER).after(copyData()));
    }

    @Test
    void networkThatLosesTheRowsIsGivenUp() {
        assertRowsAreThereOnce(MANY, Fault.drop(TO_SERVER).after(copyData()));
    }

    @Test
    void serverThatDoesNotAnswerInACopyIsGivenUp() {
        assertRowsAreThereOnce(MANY, Fault.stall(TO_CLIENT).before(done("COPY")));
    }

    @Test
    void commitThatIsNotAnsweredIsLookedUp() {
        assertRowsAreThereOnce(10, Fault.stall(TO_CLIENT).before(done("COMMIT")));
    }

    @Test
    void commitThatArrivesLateIsWaitedFor() {
        assertRowsAreThereOnce(10, Fault.delay(TO_SERVER, Duration.ofSeconds(3)).before(statement("commit")));
    }

    @Test
    void commitThatNeverArrivesIsDoneAgainOnceTheServerKnowsThatItsClientIsGone() {
        CompletableFuture.delayedExecutor(3, TimeUnit.SECONDS)
                .execute(() -> server.query("select pg_terminate_backend(pid) from pg_stat_activity"
                        + " where state like 'idle in transaction%'"));
        assertRowsAreThereOnce(10, Fault.stall(TO_SERVER).before(statement("commit")));
    }

    private void assertRowsAreThereOnce(int records, Fault fault) {
        List<InjectedFault> injected = new ArrayList<>();
        MessageScript messages = script().mark(DisturbedServer.MARK);
        for (int id = 1; id <= records; id++) {
            messages.record("users", "id", id, "v", PADDING);
        }
        try (CacheBase cache = PostgresCache.open(config)) {
            WriteSummary summary = cache.write(
                    messages.state("users", "{\"c\":" + records + "}")
                            .complete("users")
                            .input(),
                    WriteRequest.of(catalog(stream("users").field("id", INTEGER).field("v", STRING)))
                            .sourceName("shop")
                            .strategy(WriteStrategy.APPEND)
                            .throttle(CommitThrottle.NONE)
                            .retry(DisturbedServer.QUICK)
                            .listener(DisturbedServer.listener(given, () -> injected.add(proxy.inject(fault))))
                            .build());

            assertThat(injected)
                    .singleElement()
                    .satisfies(once -> assertThat(once.count()).isOne());
            assertThat(summary.outcome()).isEqualTo(WriteSummary.Outcome.SUCCEEDED);
            assertThat(summary.elapsed()).isLessThan(Duration.ofSeconds(60));
            assertThat(given).hasSize(1);
            assertThat(cache.state("shop").orElseThrow()).contains("{\"c\":" + records + "}");
            assertThat(cache.stream(StreamId.of("users")).count()).isEqualTo(records);
            assertThat(server.query("select count(distinct id) from " + config.schemaName() + ".users")
                            .get(0)
                            .get(0, Integer.class))
                    .isEqualTo(records);
        }
    }
}
