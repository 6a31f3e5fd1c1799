package io.sqlcache.postgres.administered;

import io.sqlcache.postgres.config.PostgresConfig;
import io.sqlcache.postgres.config.PostgresConfigBuilder;
import io.sqlcache.postgres.testing.TestServer;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Properties;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** A role that may log in and create schemas in a database of its own, for an administrator to set up. */
final class Loader implements AutoCloseable {

    private static final AtomicInteger NUMBER = new AtomicInteger();

    private final String name = "loader_%d_%d".formatted(ProcessHandle.current().pid(), NUMBER.incrementAndGet());
    private final Connection administrator;

    Loader() throws SQLException {
        try (Connection connection = connect(TestServer.settings().build().database());
                Statement statement = connection.createStatement()) {
            statement.execute("create role %s login password 'loader'".formatted(name));
            statement.execute("create database %s".formatted(name));
            statement.execute("grant create on database %s to %s".formatted(name, name));
        }
        administrator = connect(name);
        execute("set search_path = pg_catalog");
    }

    private static Connection connect(String database) throws SQLException {
        PostgresConfig config = TestServer.settings().database(database).build();
        Properties login = new Properties();
        login.setProperty("user", config.username());
        if (config.password() != null) {
            login.setProperty("password", config.password().reveal());
        }
        return DriverManager.getConnection(
                "jdbc:postgresql://%s:%d/%s".formatted(config.host(), config.port(), database), login);
    }

    /** The role's name, and the database's. */
    String name() {
        return name;
    }

    /** A cache of this role, in the schema {@code landing}. */
    PostgresConfigBuilder settings() {
        return TestServer.settings()
                .database(name)
                .username(name)
                .password("loader")
                .schemaName("landing");
    }

    /** A cache of the administrator in the same place. */
    PostgresConfig administrators() {
        return TestServer.settings().database(name).schemaName("landing").build();
    }

    /** As the administrator; {@code ROLE} stands for the role. */
    void execute(String... statements) throws SQLException {
        try (Statement statement = administrator.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql.replace("ROLE", name));
            }
        }
    }

    /** The only value of a query, as the administrator. */
    @Nullable
    String value(String query) throws SQLException {
        try (Statement statement = administrator.createStatement();
                ResultSet found = statement.executeQuery(query)) {
            found.next();
            return found.getString(1);
        }
    }

    @Override
    public void close() throws SQLException {
        administrator.close();
        try (Connection connection = connect(TestServer.settings().build().database());
                Statement statement = connection.createStatement()) {
            statement.execute("drop database %s with (force)".formatted(name));
            statement.execute("drop role %s".formatted(name));
        }
    }
}
