package io.sqlcache.postgres.failure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sqlcache.api.CacheException;
import io.sqlcache.api.CacheException.Kind;
import io.sqlcache.embedded.EmbeddedServer;
import io.sqlcache.postgres.Backends;
import io.sqlcache.postgres.config.PostgresConfig;
import io.sqlcache.postgres.config.PostgresConfigBuilder;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.SimpleTimeZone;
import java.util.TimeZone;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Against a server that asks some users for a password and lets others not in at all. */
@Tag("server-version")
@Timeout(60)
class ConnectFailureTest {

    private static EmbeddedServer server;

    @BeforeAll
    static void start() throws SQLException, IOException {
        server = EmbeddedServer.start();
        Path rules = server.dataDirectory().resolve("pg_hba.conf");
        Files.writeString(rules, """
                host all secretive 127.0.0.1/32 scram-sha-256
                host all unwanted 127.0.0.1/32 reject
                %s""".formatted(Files.readString(rules)));
        try (Connection connection = DriverManager.getConnection(server.jdbcUrl());
                var statement = connection.createStatement()) {
            statement.execute("create role secretive login password 'right'");
            statement.execute("create role unwanted login");
            statement.execute("create role crowded login connection limit 0");
            statement.execute("create role stranger login");
            statement.execute("create database closed");
            statement.execute("revoke connect on database closed from public");
            statement.execute("select pg_reload_conf()");
        }
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    private static PostgresConfigBuilder settings() {
        return PostgresConfig.builder()
                .host(server.host())
                .port(server.port())
                .database(server.database())
                .username(server.username());
    }

    private static void assertFailure(PostgresConfigBuilder settings, Kind kind, String reason) {
        PostgresConfig config = settings.build();
        assertThatThrownBy(() -> Backends.connect(config))
                .isInstanceOfSatisfying(
                        CacheException.class, e -> assertThat(e.kind()).isEqualTo(kind))
                .hasMessage("Cannot connect to PostgreSQL at %s:%d, database \"%s\", as user \"%s\": %s"
                        .formatted(config.host(), config.port(), config.database(), config.username(), reason));
    }

    @Test
    void theRightPasswordConnects() {
        Backends.connect(settings().username("secretive").password("right").build())
                .close();
    }

    @Test
    void aWrongPassword() {
        assertFailure(
                settings().username("secretive").password("s3cret-wrong"),
                Kind.CONFIG,
                "the password is wrong, or there is no such user; check user and password.");
    }

    @Test
    void noPassword() {
        assertFailure(
                settings().username("secretive"),
                Kind.CONFIG,
                "the server wants a password and none is set; set the password.");
    }

    @Test
    void emptyPasswordIsToldAsThat() {
        assertFailure(
                settings().username("secretive").password(""),
                Kind.CONFIG,
                "the server wants a password and the one that is set is empty; set the password.");
    }

    @Test
    void noSuchUser() {
        assertFailure(
                settings().username("no\"body"),
                Kind.CONFIG,
                "there is no such user, or it may not log in; check the user, or CREATE ROLE \"no\"\"body\" LOGIN.");
    }

    @Test
    void aUserThatIsNotLetIn() {
        PostgresConfig config = settings().username("unwanted").build();
        assertThatThrownBy(() -> Backends.connect(config))
                .hasMessageContaining(
                        "the server does not let this user in from here (pg_hba.conf rejects connection for host \"127.0.0.1\"")
                .hasMessageEndingWith("allow it in the server's pg_hba.conf.");
    }

    @Test
    void noSuchDatabase() {
        assertFailure(
                settings().database("no/where"),
                Kind.CONFIG,
                "there is no such database; check its name, or create it: CREATE DATABASE \"no/where\".");
    }

    @Test
    void aDatabaseThatIsClosedToTheUser() {
        assertFailure(
                settings().username("stranger").database("closed"),
                Kind.CONFIG,
                "the user may not connect to this database; GRANT CONNECT ON DATABASE \"closed\" TO \"stranger\".");
    }

    @Test
    void tooManyConnections() {
        assertFailure(
                settings().username("crowded"),
                Kind.TRANSIENT,
                "the server has no connection left for this user; close some, raise its limit, or try again later.");
    }

    @Test
    void nobodyListens() throws IOException {
        int port;
        try (ServerSocket socket = new ServerSocket(0)) {
            port = socket.getLocalPort();
        }
        assertFailure(
                settings().port(port),
                Kind.TRANSIENT,
                "the connection was refused; check that the server is running and listens on this host and port.");
    }

    @Test
    void aServerThatDoesNotAnswer() throws IOException {
        try (ServerSocket silent = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            long start = System.nanoTime();
            assertFailure(
                    settings().port(silent.getLocalPort()).connectTimeout(Duration.ofSeconds(1)),
                    Kind.TRANSIENT,
                    "there was no answer within 1 s; check host, port and firewall, or raise the connect timeout.");
            assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(20));
        }
    }

    @Test
    void anUnknownHost() {
        assertFailure(
                settings().host("nowhere.invalid"),
                Kind.CONFIG,
                "the host name \"nowhere.invalid\" is unknown; check the host.");
    }

    @Test
    void aTimeZoneOfJavaThatTheServerDoesNotKnow() {
        TimeZone before = TimeZone.getDefault();
        try {
            TimeZone.setDefault(new SimpleTimeZone(3_600_000, "Middle/Earth"));
            PostgresConfig config = settings().build();
            assertThatThrownBy(() -> Backends.connect(config))
                    .hasMessageContaining(
                            "Java's time zone is \"Middle/Earth\", and if the server does not know it, start Java with -Duser.timezone=UTC.");
        } finally {
            TimeZone.setDefault(before);
        }
    }
}
