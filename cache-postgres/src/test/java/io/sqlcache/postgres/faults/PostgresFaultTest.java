package io.sqlcache.postgres.faults;

import static io.sqlcache.postgres.testing.PostgresMessages.copyData;
import static io.sqlcache.postgres.testing.PostgresMessages.done;
import static io.sqlcache.postgres.testing.PostgresMessages.statement;
import static io.sqlcache.testkit.fault.Direction.EITHER;
import static io.sqlcache.testkit.fault.Direction.TO_CLIENT;
import static io.sqlcache.testkit.fault.Direction.TO_SERVER;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sqlcache.postgres.config.PostgresConfig;
import io.sqlcache.postgres.testing.PostgresMessages;
import io.sqlcache.postgres.testing.TestServer;
import io.sqlcache.testkit.fault.Fault;
import io.sqlcache.testkit.fault.FaultProxy;
import io.sqlcache.testkit.fault.InjectedFault;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.ConnectException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.postgresql.PGConnection;
import org.postgresql.ds.PGSimpleDataSource;
import org.postgresql.jdbc.PreferQueryMode;

/** The driver's conversation with a real server through a proxy that fails at chosen messages. */
@Tag("server-version")
@Timeout(60)
class PostgresFaultTest {

    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final PostgresConfig config = TestServer.config("public");
    private final FaultProxy proxy = FaultProxy.to(config.host(), config.port(), PostgresMessages::new);
    private final String table = "faults_" + Long.toUnsignedString(System.nanoTime(), 36);

    @BeforeEach
    void createTable() throws SQLException {
        execute("create table " + table + " (id int)");
    }

    @AfterEach
    void drop() throws SQLException {
        proxy.close();
        execute("drop table " + table);
    }

    private PGSimpleDataSource direct() {
        PGSimpleDataSource driver = new PGSimpleDataSource();
        driver.setServerNames(new String[] {config.host()});
        driver.setPortNumbers(new int[] {config.port()});
        driver.setDatabaseName(config.database());
        driver.setUser(config.username());
        if (config.password() != null) {
            driver.setPassword(config.password().reveal());
        }
        return driver;
    }

    private PGSimpleDataSource proxied() {
        PGSimpleDataSource driver = direct();
        driver.setServerNames(new String[] {proxy.host()});
        driver.setPortNumbers(new int[] {proxy.port()});
        return driver;
    }

    private void execute(String sql) throws SQLException {
        try (Connection connection = direct().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private long rows() throws SQLException {
        try (Connection connection = direct().getConnection();
                var statement = connection.createStatement();
                var result = statement.executeQuery("select count(*) from " + table)) {
            result.next();
            return result.getLong(1);
        }
    }

    private Connection withARow() throws SQLException {
        return withARow(proxied());
    }

    private Connection withARow(PGSimpleDataSource driver) throws SQLException {
        Connection connection = driver.getConnection();
        connection.setAutoCommit(false);
        try (Statement statement = connection.createStatement()) {
            statement.execute("insert into " + table + " values (1)");
        }
        return connection;
    }

    private static void assertConnectionIsLost(Throwable failure) {
        assertThat(failure)
                .isInstanceOfSatisfying(
                        SQLException.class, e -> assertThat(e.getSQLState()).startsWith("08"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"simple", "extended"})
    void commitThatIsCutOffBeforeTheServerHearsOfItChangesNothing(String mode) throws Exception {
        InjectedFault cut = proxy.inject(Fault.cut(TO_SERVER).before(statement("commit")));
        PGSimpleDataSource driver = proxied();
        driver.setPreferQueryMode(PreferQueryMode.of(mode));
        try (Connection connection = withARow(driver)) {
            assertThatThrownBy(connection::commit).satisfies(PostgresFaultTest::assertConnectionIsLost);
        }
        assertThat(cut.count()).isOne();
        assertThat(rows()).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"simple", "extended"})
    void commitThatTheServerHasDoneStandsAlsoIfTheClientNeverHearsOfIt(String mode) throws Exception {
        InjectedFault cut = proxy.inject(Fault.cut(TO_CLIENT).before(done("COMMIT")));
        PGSimpleDataSource driver = proxied();
        driver.setPreferQueryMode(PreferQueryMode.of(mode));
        try (Connection connection = withARow(driver)) {
            assertThatThrownBy(connection::commit).satisfies(PostgresFaultTest::assertConnectionIsLost);
        }
        assertThat(cut.count()).isOne();
        assertThat(rows()).isOne();
    }

    @Test
    void commitCanBeHeldOnItsWayToTheServer() throws Exception {
        InjectedFault stall = proxy.inject(Fault.stall(TO_SERVER).before(statement("commit")));
        try (Connection connection = withARow()) {
            CompletableFuture<Void> commit = CompletableFuture.runAsync(() -> {
                try {
                    connection.commit();
                } catch (SQLException e) {
                    throw new IllegalStateException(e);
                }
            });
            assertThat(stall.await(PATIENCE)).isTrue();
            assertThat(rows()).isZero();
            assertThat(commit).isNotDone();

            proxy.resume();
            commit.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        }
        assertThat(rows()).isOne();
    }

    @Test
    void commitCanBeLateOnItsWayToTheServer() throws Exception {
        Duration late = Duration.ofMillis(500);
        proxy.inject(Fault.delay(TO_SERVER, late).before(statement("commit")));
        try (Connection connection = withARow()) {
            long start = System.nanoTime();
            connection.commit();
            assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThanOrEqualTo(late);
        }
        assertThat(rows()).isOne();
    }

    @Test
    void copyCanBeStalledInTheMiddle() throws Exception {
        InjectedFault stall =
                proxy.inject(Fault.stall(TO_SERVER).before(copyData()).occurrence(2));
        byte[] lines = "7\n".repeat(100_000).getBytes(US_ASCII);
        try (Connection connection = proxied().getConnection()) {
            CompletableFuture<Long> copy = CompletableFuture.supplyAsync(() -> copy(connection, lines));
            assertThat(stall.await(PATIENCE)).isTrue();
            assertThat(rows()).isZero();
            assertThat(copy).isNotDone();

            proxy.resume();
            assertThat(copy.get(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isEqualTo(100_000);
        }
        assertThat(rows()).isEqualTo(100_000);
    }

    @Test
    void copyThatIsCutInTheMiddleLeavesNothing() throws Exception {
        proxy.inject(Fault.cut(TO_SERVER).after(copyData()).occurrence(2));
        byte[] lines = "7\n".repeat(100_000).getBytes(US_ASCII);
        Connection connection = proxied().getConnection();
        assertThatThrownBy(() -> copy(connection, lines)).isInstanceOf(IllegalStateException.class);
        connection.abort(Runnable::run);
        assertThat(rows()).isZero();
    }

    private long copy(Connection connection, byte[] lines) {
        try {
            return connection
                    .unwrap(PGConnection.class)
                    .getCopyAPI()
                    .copyIn("copy " + table + " from stdin", new ByteArrayInputStream(lines), 65_536);
        } catch (SQLException | IOException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void conversationCutAtAnyByteNeverLeavesHalfATransaction() throws Exception {
        try (Connection connection = withARow()) {
            connection.commit();
        }
        long whole = proxy.bytes(EITHER);
        assertThat(whole).isBetween(500L, 5000L);
        execute("truncate " + table);

        int failures = 0;
        for (long at = 0; at < whole; at += 41) {
            InjectedFault cut = proxy.inject(Fault.cut(EITHER).afterBytes(at));
            try (Connection connection = withARow()) {
                connection.commit();
            } catch (SQLException e) {
                assertConnectionIsLost(e);
                failures++;
            }
            assertThat(cut.await(PATIENCE)).as("cut at byte %d", at).isTrue();
            assertThat(rows()).as("rows after a cut at byte %d", at).isBetween(0L, 1L);
            execute("truncate " + table);
        }
        assertThat(failures).isGreaterThan(10);
    }

    @Test
    void answersToAQuestionForEncryptionAreTold() throws SQLException {
        PGSimpleDataSource driver = proxied();
        driver.setSslMode("prefer");
        try (Connection connection = withARow(driver)) {
            long before = proxy.messages(TO_SERVER);
            InjectedFault cut = proxy.inject(Fault.cut(TO_SERVER).before(statement("commit")));
            assertThatThrownBy(connection::commit).satisfies(PostgresFaultTest::assertConnectionIsLost);
            assertThat(cut.count()).isOne();
            assertThat(before).isGreaterThan(3);
        }
    }

    @Test
    void refusedConnectionsLookLikeAServerThatIsDown() throws SQLException {
        proxy.refuseConnections();
        assertThatThrownBy(() -> proxied().getConnection())
                .isInstanceOfSatisfying(
                        SQLException.class, e -> assertThat(e.getSQLState()).isEqualTo("08001"))
                .hasRootCauseInstanceOf(ConnectException.class);
        proxy.acceptConnections();
        proxied().getConnection().close();
    }

    @Test
    void faultsOfOneConnectionSpareTheOthers() throws SQLException {
        proxy.inject(
                Fault.cut(TO_SERVER).before(statement("commit")).onConnection(2).always());
        try (Connection first = withARow();
                Connection second = withARow()) {
            first.commit();
            assertThatThrownBy(second::commit).satisfies(PostgresFaultTest::assertConnectionIsLost);
        }
        assertThat(rows()).isOne();
    }
}
