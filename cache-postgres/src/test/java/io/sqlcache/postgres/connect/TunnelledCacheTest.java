package io.sqlcache.postgres.connect;

import static io.sqlcache.testkit.MessageScript.script;
import static io.sqlcache.testkit.StreamScript.catalog;
import static io.sqlcache.testkit.StreamScript.stream;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sqlcache.api.CacheBase;
import io.sqlcache.api.WriteListener;
import io.sqlcache.api.WriteRequest;
import io.sqlcache.api.WriteStrategy;
import io.sqlcache.core.backend.LogicalType;
import io.sqlcache.core.backend.SqlBackend;
import io.sqlcache.postgres.Backends;
import io.sqlcache.postgres.PostgresCache;
import io.sqlcache.postgres.config.HostKeyCheck;
import io.sqlcache.postgres.config.PostgresConfig;
import io.sqlcache.postgres.config.PostgresConfigBuilder;
import io.sqlcache.postgres.config.SslMode;
import io.sqlcache.postgres.config.TunnelMethod;
import io.sqlcache.postgres.testing.TestAuthority;
import io.sqlcache.postgres.testing.TestBastion;
import io.sqlcache.postgres.testing.TestServer;
import io.sqlcache.postgres.testing.TlsServer;
import io.sqlcache.testkit.MessageScript;
import java.io.IOException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.postgresql.ds.PGSimpleDataSource;

/** A whole cache at the far end of a tunnel, encrypted or not. */
@Timeout(120)
class TunnelledCacheTest {

    private static final int ROWS = 5_000;

    private TestBastion bastion;

    @BeforeEach
    void start() throws IOException {
        bastion = TestBastion.start();
    }

    @AfterEach
    void stop() throws IOException {
        bastion.close();
    }

    private TunnelMethod tunnel() {
        return bastion.withPassword(
                TestBastion.PASSWORD, new HostKeyCheck.Pinned(HostKeyVerifier.fingerprint(bastion.hostKey())));
    }

    private static MessageScript records(MessageScript script, int from, int to) {
        MessageScript longer = script;
        for (int id = from; id < to; id++) {
            longer = longer.record("users", "id", id, "name", "name ".repeat(20) + id);
        }
        return longer;
    }

    private static WriteRequest.Builder request() {
        return WriteRequest.of(
                        catalog(stream("users").field("id", LogicalType.INTEGER).field("name", LogicalType.STRING)))
                .strategy(WriteStrategy.APPEND);
    }

    private static void assertHoldsEachRowOnce(CacheBase cache) {
        try (var rows = cache.query("select count(*) as rows, count(distinct id) as ids from tunnelled.users")
                .rows()) {
            assertThat(rows.map(row -> row.value("rows") + " " + row.value("ids")))
                    .containsExactly(ROWS + " " + ROWS);
        }
        cache.execute("drop schema tunnelled cascade");
    }

    @Test
    void aWriteGoesOnWhenTheTunnelIsLost() {
        PostgresConfig config =
                TestServer.settings().schemaName("tunnelled").tunnel(tunnel()).build();
        try (CacheBase cache = PostgresCache.open(config)) {
            cache.write(
                    records(records(script(), 0, ROWS / 2).log("INFO", "the tunnel ends here"), ROWS / 2, ROWS)
                            .complete("users")
                            .input(),
                    request()
                            .listener(new WriteListener() {
                                @Override
                                public void sourceLogged(String level, String message) {
                                    bastion.drop();
                                }
                            })
                            .build());

            assertThat(bastion.sessionsEver()).isEqualTo(2);
            assertHoldsEachRowOnce(cache);
        }
    }

    @Test
    void closingTheCacheEndsTheSessionAndItsThreads() {
        CacheBase cache =
                PostgresCache.open(TestServer.settings().tunnel(tunnel()).build());
        try (cache) {
            assertThat(bastion.sessionsNow()).isOne();
            assertThat(TestBastion.tunnelThreads()).isNotEmpty();
        }
        cache.close();

        Awaitility.await().atMost(Duration.ofSeconds(5)).untilAsserted(() -> {
            assertThat(bastion.sessionsNow()).isZero();
            assertThat(TestBastion.tunnelThreads()).isEmpty();
        });
    }

    @Test
    void connectionsFromElsewhereGoNoWayOfOurs() {
        PostgresConfig config = TestServer.settings()
                .tunnel(tunnel())
                .sslMode(new SslMode.Require())
                .build();
        assertThatThrownBy(() -> PostgresCache.open(config, new PGSimpleDataSource()))
                .hasMessage("Cannot use connections from elsewhere with these PostgreSQL settings:"
                        + " the ssl mode require is given; set it where the data source is made;"
                        + " an SSH tunnel is given; let the data source connect through one of its own.");
    }

    @Test
    @Tag("slow")
    void tlsChecksTheNameOfTheDatabaseAndNotOfTheWayThere() throws Exception {
        TestAuthority authority = new TestAuthority("authority");
        try (TlsServer server = TlsServer.start(authority)) {
            server.show(authority.issue("server", "localhost"));
            TestAuthority.Issued client = authority.issue(TlsServer.CERTIFIED);
            SslMode mode = new SslMode.VerifyFull(
                    authority.certificate(), client.secretCertificate(), client.secretKey(), null);
            PostgresConfigBuilder settings = server.settings(TlsServer.CERTIFIED)
                    .schemaName("tunnelled")
                    .sslMode(mode)
                    .tunnel(tunnel());

            try (CacheBase cache = PostgresCache.open(settings.build())) {
                cache.write(
                        records(script(), 0, ROWS).complete("users").input(),
                        request().build());
                try (var rows = cache.query("select client_dn from pg_stat_ssl where pid = pg_backend_pid()")
                        .rows()) {
                    assertThat(rows.map(row -> row.value("client_dn"))).containsExactly("/CN=certified");
                }
                assertHoldsEachRowOnce(cache);
            }
            assertThatThrownBy(
                            () -> PostgresCache.open(settings.host("127.0.0.1").build()))
                    .hasMessageContaining("the server's certificate is not for \"127.0.0.1\"");
        }
    }

    /** The driver gives a silent server up by a timeout of the socket, which a tunnel has to keep. */
    @Test
    void aServerThatFallsSilentIsGivenUp() throws Exception {
        PostgresConfig config = TestServer.settings()
                .socketTimeout(Duration.ofSeconds(1))
                .tunnel(tunnel())
                .build();
        try (SqlBackend backend = Backends.connect(config);
                Connection connection = backend.dataSource().getConnection();
                Statement statement = connection.createStatement()) {
            long start = System.nanoTime();
            assertThatThrownBy(() -> statement.execute("select pg_sleep(60)")).hasRootCauseMessage("Read timed out");
            assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(20));
        }
    }

    @Test
    void aStatementCanBeCancelledThroughTheTunnel() throws Exception {
        PostgresConfig config = TestServer.settings().tunnel(tunnel()).build();
        try (SqlBackend backend = Backends.connect(config);
                Connection connection = backend.dataSource().getConnection();
                Statement statement = connection.createStatement()) {
            statement.setQueryTimeout(1);
            assertThatThrownBy(() -> statement.execute("select pg_sleep(60)")).hasMessageContaining("cancel");
            try (ResultSet answer = statement.executeQuery("select 1")) {
                assertThat(answer.next()).isTrue();
            }
        }
    }
}
