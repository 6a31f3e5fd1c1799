package io.sqlcache.postgres.administered;

import io.sqlcache.postgres.config.PostgresConfig;
import io.sqlcache.postgres.config.PostgresConfigBuilder;
import io.sqlcache.postgres.testing.TestServer;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Properties;
import java.util.StringJoiner;
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

    /** Another database, in this encoding, for the role. */
    Database database(String encoding) throws SQLException {
        return new Database(encoding);
    }

    /** It lives until it is closed. */
    final class Database implements AutoCloseable {

        private final String database;
        private final Connection connection;

        private Database(String encoding) throws SQLException {
            database = name + "_" + encoding.toLowerCase(Locale.ROOT);
            Loader.this.execute(
                    "create database %s template template0 encoding '%s' locale 'C'".formatted(database, encoding),
                    "grant create on database %s to ROLE".formatted(database));
            connection = connect(database);
        }

        /** A cache of the role, in the schema {@code landing}. */
        PostgresConfig config() {
            return settings().database(database).build();
        }

        /** As the administrator. */
        void execute(String... statements) throws SQLException {
            try (Statement statement = connection.createStatement()) {
                for (String sql : statements) {
                    statement.execute(sql.replace("ROLE", name));
                }
            }
        }

        /** The rows of a query, as the administrator, with bars between values. */
        List<String> rows(String query) throws SQLException {
            try (Statement statement = connection.createStatement();
                    ResultSet found = statement.executeQuery(query)) {
                List<String> rows = new ArrayList<>();
                while (found.next()) {
                    StringJoiner row = new StringJoiner("|");
                    for (int i = 1; i <= found.getMetaData().getColumnCount(); i++) {
                        row.add(found.getString(i));
                    }
                    rows.add(row.toString());
                }
                return rows;
            }
        }

        @Override
        public void close() throws SQLException {
            connection.close();
            Loader.this.execute("drop database %s with (force)".formatted(database));
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
