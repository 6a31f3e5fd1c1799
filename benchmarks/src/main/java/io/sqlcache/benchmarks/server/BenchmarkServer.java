package io.sqlcache.benchmarks.server;

import io.sqlcache.embedded.EmbeddedServer;
import io.sqlcache.embedded.ServerOptions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.jspecify.annotations.Nullable;

/** The server that all are measured on, with a schema for what {@code sqlcache} writes and one for what it is compared with. */
public final class BenchmarkServer implements AutoCloseable {

    /** Where {@code sqlcache} writes. */
    public static final String OURS = "sqlcache_benchmark";

    /** Where the others write. */
    public static final String THEIRS = "sqlcache_benchmark_baseline";

    private final ServerAddress address;
    private final @Nullable EmbeddedServer embedded;

    private BenchmarkServer(ServerAddress address, @Nullable EmbeddedServer embedded) {
        this.address = address;
        this.embedded = embedded;
    }

    /** A server that is there already, and stays. */
    public static BenchmarkServer at(ServerAddress address) {
        return new BenchmarkServer(address, null);
    }

    /** One of our own, with PostgreSQL's defaults: durable, unlike an embedded server otherwise. */
    public static BenchmarkServer start() {
        EmbeddedServer embedded = EmbeddedServer.start(
                ServerOptions.defaults().with("fsync", "on").with("full_page_writes", "on"));
        return new BenchmarkServer(
                new ServerAddress(embedded.host(), embedded.port(), embedded.database(), embedded.username(), ""),
                embedded);
    }

    public ServerAddress address() {
        return address;
    }

    /** Our own server; null if it is another one. */
    public @Nullable EmbeddedServer embedded() {
        return embedded;
    }

    /** Runs statements, each in a transaction of its own. */
    public void execute(String... statements) throws SQLException {
        try (Connection connection = DriverManager.getConnection(address.jdbcUrl());
                Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
    }

    /** The first column of the first row. */
    public String value(String query) throws SQLException {
        try (Connection connection = DriverManager.getConnection(address.jdbcUrl());
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(query)) {
            rows.next();
            return rows.getString(1);
        }
    }

    /** Empties both schemas, and lets the server have written what it owes to its disk. */
    public void reset() throws SQLException {
        execute(
                "drop schema if exists %s cascade".formatted(OURS),
                "drop schema if exists %s cascade".formatted(THEIRS),
                "create schema " + OURS,
                "create schema " + THEIRS,
                "checkpoint");
    }

    /** Drops both schemas, and ends our own server. */
    @Override
    public void close() throws SQLException {
        if (embedded != null) {
            embedded.close();
        } else {
            execute(
                    "drop schema if exists %s cascade".formatted(OURS),
                    "drop schema if exists %s cascade".formatted(THEIRS));
        }
    }
}
