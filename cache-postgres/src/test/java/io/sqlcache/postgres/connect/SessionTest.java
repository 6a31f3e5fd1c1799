package io.sqlcache.postgres.connect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.zaxxer.hikari.HikariDataSource;
import io.sqlcache.api.CacheException;
import io.sqlcache.core.backend.SqlBackend;
import io.sqlcache.postgres.Backends;
import io.sqlcache.postgres.config.PostgresConfig;
import io.sqlcache.postgres.testing.TestServer;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.TimeZone;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.postgresql.ds.PGSimpleDataSource;

/** Sessions, whatever Java's time zone. */
@Timeout(60)
class SessionTest {

    private final TimeZone before = TimeZone.getDefault();
    private final PostgresConfig config = TestServer.config("public");

    @BeforeEach
    void beSomewhereElse() {
        TimeZone.setDefault(TimeZone.getTimeZone("Asia/Kathmandu"));
    }

    @AfterEach
    void comeBack() {
        TimeZone.setDefault(before);
    }

    @Test
    void ourSessionsAreInUtcAlsoAfterARollback() throws SQLException {
        try (SqlBackend backend = Backends.connect(config);
                Connection connection = backend.dataSource().getConnection()) {
            connection.setAutoCommit(false);
            connection.rollback();
            assertThat(ask(connection, "show timezone")).isEqualTo("UTC");
            assertThat(ask(connection, "select date '2020-01-01'::timestamptz::text"))
                    .isEqualTo("2020-01-01 00:00:00+00");
            assertThat(ask(connection, "show application_name")).isEqualTo("sqlcache");
        }
    }

    @Test
    void borrowedSessionsAreInUtcUntilTheyGoBack() throws SQLException {
        try (HikariDataSource pool = pool();
                SqlBackend backend = Backends.connect(config, pool)) {
            try (Connection connection = backend.dataSource().getConnection()) {
                assertThat(ask(connection, "show timezone")).isEqualTo("UTC");
                connection.rollback();
                assertThat(ask(connection, "show timezone")).isEqualTo("UTC");
                assertThatThrownBy(() -> ask(connection, "select 1/0")).isInstanceOf(SQLException.class);
            }
            try (Connection connection = pool.getConnection()) {
                assertThat(ask(connection, "show timezone")).isEqualTo("Asia/Kathmandu");
            }
            backend.close();
            assertThat(pool.isClosed()).isFalse();
        }
    }

    @Test
    void aPoolOfAnotherDriverIsRefused() {
        DataSource foreign = (DataSource) Proxy.newProxyInstance(
                getClass().getClassLoader(),
                new Class<?>[] {DataSource.class},
                (proxy, method, arguments) -> Proxy.newProxyInstance(
                        getClass().getClassLoader(),
                        new Class<?>[] {Connection.class},
                        (connection, called, with) -> called.getReturnType() == boolean.class ? false : null));
        assertThatThrownBy(() -> Backends.connect(config, foreign))
                .isInstanceOf(CacheException.class)
                .hasMessageContaining(
                        "a connection of PostgreSQL's own driver is needed, but the data source gives a ");
    }

    @Test
    void aClosedBackendHasNoConnections() throws SQLException {
        SqlBackend backend = Backends.connect(config);
        backend.dataSource().getConnection().close();
        backend.close();
        backend.close();
        assertThatThrownBy(() -> backend.dataSource().getConnection()).isInstanceOf(SQLException.class);
    }

    private HikariDataSource pool() {
        PGSimpleDataSource driver = new PGSimpleDataSource();
        driver.setServerNames(new String[] {config.host()});
        driver.setPortNumbers(new int[] {config.port()});
        driver.setDatabaseName(config.database());
        driver.setUser(config.username());
        if (config.password() != null) {
            driver.setPassword(config.password().reveal());
        }
        HikariDataSource pool = new HikariDataSource();
        pool.setDataSource(driver);
        pool.setMaximumPoolSize(1);
        pool.setAutoCommit(false);
        return pool;
    }

    private static String ask(Connection connection, String sql) throws SQLException {
        try (var statement = connection.createStatement();
                var result = statement.executeQuery(sql)) {
            result.next();
            return result.getString(1);
        }
    }
}
