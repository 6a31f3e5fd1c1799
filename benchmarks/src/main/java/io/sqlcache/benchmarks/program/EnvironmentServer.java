package io.sqlcache.benchmarks.program;

import io.sqlcache.benchmarks.server.ServerAddress;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Map;
import java.util.Objects;

/** The server that the variables of libpq name. */
final class EnvironmentServer {

    private EnvironmentServer() {}

    static ServerAddress address() {
        return new ServerAddress(
                variable("PGHOST"),
                Integer.parseInt(variable("PGPORT")),
                variable("PGDATABASE"),
                variable("PGUSER"),
                variable("PGPASSWORD"));
    }

    /** Connects, with these more parameters of the driver. */
    static Connection connect(String parameters) throws SQLException {
        return DriverManager.getConnection(address().jdbcUrl() + parameters);
    }

    private static String variable(String name) {
        Map<String, String> environment = System.getenv();
        return Objects.requireNonNull(environment.get(name), () -> name + " is not set");
    }
}
