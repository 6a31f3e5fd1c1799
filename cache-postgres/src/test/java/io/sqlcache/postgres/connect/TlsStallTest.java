package io.sqlcache.postgres.connect;

import static io.sqlcache.core.backend.LogicalType.INTEGER;
import static io.sqlcache.core.backend.LogicalType.STRING;
import static io.sqlcache.testkit.MessageScript.script;
import static io.sqlcache.testkit.StreamScript.catalog;
import static io.sqlcache.testkit.StreamScript.stream;
import static org.assertj.core.api.Assertions.assertThat;

import io.sqlcache.api.CacheBase;
import io.sqlcache.api.StreamId;
import io.sqlcache.api.WriteRequest;
import io.sqlcache.api.WriteStrategy;
import io.sqlcache.api.WriteSummary;
import io.sqlcache.postgres.PostgresCache;
import io.sqlcache.postgres.config.PostgresConfig;
import io.sqlcache.postgres.config.SslMode;
import io.sqlcache.postgres.testing.DisturbedServer;
import io.sqlcache.postgres.testing.TestAuthority;
import io.sqlcache.postgres.testing.TlsServer;
import io.sqlcache.testkit.MessageScript;
import io.sqlcache.testkit.fault.Direction;
import io.sqlcache.testkit.fault.Fault;
import io.sqlcache.testkit.fault.FaultProxy;
import io.sqlcache.testkit.fault.InjectedFault;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** An encrypted connection whose server takes nothing more: closing it would say goodbye first, behind what is not taken. */
@Tag("slow")
@Timeout(120)
class TlsStallTest {

    /** More than what the sockets of both sides of a proxy take in. */
    private static final int MANY = 3_000;

    private static final String PADDING = "x".repeat(10_000);

    private static TlsServer server;

    @BeforeAll
    static void start() throws Exception {
        TestAuthority authority = new TestAuthority("the authority");
        server = TlsServer.start(authority);
        server.show(authority.issue("server", "localhost"));
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @ParameterizedTest
    @EnumSource(names = {"TO_SERVER", "TO_CLIENT"})
    void serverThatTakesNoMoreRowsIsGivenUpAndItsConnectionClosed(Direction way) {
        PostgresConfig direct = server.settings(TlsServer.ENCRYPTED).build();
        List<InjectedFault> injected = new ArrayList<>();
        try (FaultProxy proxy = FaultProxy.to(direct.host(), direct.port());
                CacheBase cache = PostgresCache.open(server.settings(TlsServer.ENCRYPTED)
                        .host(proxy.host())
                        .port(proxy.port())
                        .schemaName("stalled_" + way.ordinal())
                        .sslMode(new SslMode.Require())
                        .connectTimeout(Duration.ofSeconds(2))
                        .socketTimeout(Duration.ofSeconds(1))
                        .build())) {
            Fault stall = Fault.stall(way).afterBytes(way == Direction.TO_SERVER ? 2 << 20 : 0);
            WriteSummary summary = cache.write(
                    rows(script().mark(DisturbedServer.MARK)).input(),
                    WriteRequest.of(catalog(stream("users").field("id", INTEGER).field("v", STRING)))
                            .strategy(WriteStrategy.APPEND)
                            .retry(DisturbedServer.QUICK)
                            .listener(DisturbedServer.listener(
                                    new ArrayList<>(), () -> injected.add(proxy.inject(stall))))
                            .build());

            assertThat(injected.get(0).count()).isOne();
            assertThat(summary.outcome()).isEqualTo(WriteSummary.Outcome.SUCCEEDED);
            assertThat(summary.elapsed()).isLessThan(Duration.ofSeconds(60));
            assertThat(cache.stream(StreamId.of("users")).count()).isEqualTo(MANY);
            // Still stalled: whoever waits for the server waits for ever.
            Awaitility.await().untilAsserted(() -> assertThat(threadsOfCopies()).isEmpty());
        }
    }

    private static MessageScript rows(MessageScript messages) {
        for (int id = 1; id <= MANY; id++) {
            messages.record("users", "id", id, "v", PADDING);
        }
        return messages.complete("users");
    }

    private static List<String> threadsOfCopies() {
        return Thread.getAllStackTraces().keySet().stream()
                .map(Thread::getName)
                .filter(name -> name.equals("sqlcache-copy") || name.equals("sqlcache-abort"))
                .toList();
    }
}
