package io.sqlcache.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;

/** One server's life, with temporary data. Tests leave the server running. */
@TestInstance(Lifecycle.PER_CLASS)
final class EmbeddedServerTest {

    private EmbeddedServer server;

    @BeforeAll
    void start() {
        server = EmbeddedServer.start(ServerOptions.defaults()
                .with(Map.of("timezone", "Asia/Tokyo", "application_name", "it's \\ 'quoted'")));
    }

    @AfterAll
    void close() {
        server.close();
    }

    @Test
    void answersOnItsUrl() throws SQLException {
        assertThat(Sql.query(server, "select 1")).isEqualTo("1");
        assertThat(server.jdbcUrl())
                .isEqualTo("jdbc:postgresql://%s:%d/%s?user=%s", server.host(), server.port(), "postgres", "postgres");
        assertThat(server.database()).isEqualTo(Sql.query(server, "select current_database()"));
        assertThat(server.username()).isEqualTo(Sql.query(server, "select current_user"));
    }

    @Test
    void isTheVersionThatTheBuildAsksFor() throws SQLException {
        String version = System.getProperty("sqlcache.server.version");
        assumeThat(version != null || System.getenv("CI") != null)
                .as("the build says which version")
                .isTrue();

        assertThat(Sql.query(server, "show server_version") + ".0").isEqualTo(version);
    }

    @Test
    void respectsSettingsWhateverCharactersTheyHave() throws SQLException {
        assertThat(Sql.query(
                        server, "select setting from pg_file_settings where name = 'timezone' order by seqno desc"))
                .isEqualTo("Asia/Tokyo");
        assertThat(Sql.query(server, "select boot_val || '|' || reset_val from pg_settings where name = 'TimeZone'"))
                .startsWith("GMT|");
        assertThat(Sql.query(
                        server,
                        "select setting from pg_file_settings where name = 'application_name' order by seqno desc"))
                .isEqualTo("it's \\ 'quoted'");
    }

    @Test
    void listensToThisMachineOnlyAndMakesNoSocketFile() throws SQLException {
        assertThat(Sql.query(server, "show listen_addresses")).isEqualTo("127.0.0.1");
        assertThat(Sql.query(server, "show unix_socket_directories")).isEmpty();
    }

    @Test
    void sortsByCodePointAndStoresUtf8() throws SQLException {
        assertThat(Sql.query(server, "select string_agg(x, '' order by x) from unnest(array['é', 'b', 'B', 'a']) x"))
                .isEqualTo("Babé");
        assertThat(Sql.query(server, "show server_encoding")).isEqualTo("UTF8");
    }

    @Test
    void restartKeepsDataAndPortAndGivesANewProcess() throws SQLException {
        Sql.execute(server, "create table kept_by_restart as select 42 as answer");
        int port = server.port();
        long pid = server.pid();

        server.restart();

        assertThat(Sql.query(server, "select answer from kept_by_restart")).isEqualTo("42");
        assertThat(server.port()).isEqualTo(port);
        assertThat(server.pid()).isNotEqualTo(pid);
    }

    @Test
    void whatIsCommittedSurvivesAKillAndWhatIsNotDoesNot() throws SQLException {
        Sql.execute(server, "create table survivors (n int); insert into survivors values (1)");
        try (Connection open = DriverManager.getConnection(server.jdbcUrl());
                Statement statement = open.createStatement()) {
            open.setAutoCommit(false);
            statement.execute("insert into survivors values (2)");

            server.killImmediately();

            assertThatThrownBy(() -> statement.execute("select 1")).isInstanceOf(SQLException.class);
        }
        server.restart();
        assertThat(Sql.query(server, "select string_agg(n::text, ',') from survivors"))
                .isEqualTo("1");
        assertThat(server.dataDirectory().resolveSibling("server.log"))
                .content()
                .contains("database system was not properly shut down; automatic recovery in progress");
    }

    @Test
    void aStoppedServerRefusesConnectionsAndHasNoProcess() {
        server.stop();
        server.stop();

        assertThatThrownBy(() -> Sql.query(server, "select 1")).hasMessageContaining("refused");
        assertThatThrownBy(server::pid)
                .isInstanceOf(EmbeddedServerException.class)
                .hasMessage(
                        "No process number: PostgreSQL in %s is stopped; restart() it first", server.dataDirectory());

        server.restart();
    }

    @Test
    void serversSideBySideShareNothing() throws SQLException {
        try (EmbeddedServer other = EmbeddedServer.start()) {
            Sql.execute(server, "create table only_here ()");

            assertThat(other.port()).isNotEqualTo(server.port());
            assertThat(Sql.query(other, "select to_regclass('only_here') is null"))
                    .isEqualTo("t");
            assertThat(Sql.query(server, "select to_regclass('only_here') is null"))
                    .isEqualTo("f");
        }
        assertThat(Sql.query(server, "select 1")).isEqualTo("1");
    }

    @Test
    void closeEndsTheProcessAndDeletesTheDataOnce() {
        EmbeddedServer other = EmbeddedServer.start();
        ProcessHandle process = ProcessHandle.of(other.pid()).orElseThrow();
        Path log = other.dataDirectory().resolveSibling("server.log");
        assertThat(log).exists();

        other.close();
        other.close();

        assertThat(Cluster.runs(process)).isFalse();
        assertThat(other.dataDirectory()).doesNotExist();
        assertThat(log).doesNotExist();
        assertThatThrownBy(other::restart)
                .isInstanceOf(IllegalStateException.class)
                .hasMessageStartingWith("This server is closed: ");
    }

    @Test
    void anInterruptedThreadStartsNoServer() {
        Thread.currentThread().interrupt();
        try {
            assertThatThrownBy(EmbeddedServer::start)
                    .isInstanceOf(EmbeddedServerException.class)
                    .hasMessage("Cannot start PostgreSQL: this thread was interrupted");
        } finally {
            assertThat(Thread.interrupted()).isTrue();
        }
    }

    @Test
    void anInterruptedThreadStillClosesItsServer() {
        EmbeddedServer other = EmbeddedServer.start();
        ProcessHandle process = ProcessHandle.of(other.pid()).orElseThrow();
        Thread.currentThread().interrupt();
        try {
            other.close();
        } finally {
            assertThat(Thread.interrupted()).isTrue();
        }
        assertThat(Cluster.runs(process)).isFalse();
        assertThat(other.dataDirectory()).doesNotExist();
    }
}
