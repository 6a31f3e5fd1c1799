package io.sqlcache.postgres.torture;

import io.sqlcache.embedded.EmbeddedServer;
import io.sqlcache.embedded.EmbeddedServerException;
import io.sqlcache.embedded.ServerOptions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/** A server that writes what it commits to the disk, and is killed. */
final class TortureServer implements AutoCloseable {

    private static final int TRIES = 50;

    private final EmbeddedServer server =
            EmbeddedServer.start(ServerOptions.defaults().with("fsync", "on").with("full_page_writes", "on"));

    int port() {
        return server.port();
    }

    /** As {@code pg_ctl stop -m immediate} does. */
    void stopImmediately() {
        server.killImmediately();
    }

    /** Kills the main process with SIGKILL; the others find out by themselves. */
    void kill() throws InterruptedException {
        ProcessHandle main = ProcessHandle.of(server.pid()).orElseThrow();
        main.destroyForcibly();
        for (int i = 0; i < 500 && main.isAlive() && main.info().command().isPresent(); i++) {
            Thread.sleep(10);
        }
    }

    /** Starts it again, as soon as the last process of the killed one lets it. */
    void restart() throws InterruptedException {
        for (int tries = 1; ; tries++) {
            try {
                server.restart();
                return;
            } catch (EmbeddedServerException e) {
                if (tries == TRIES) {
                    throw e;
                }
                Thread.sleep(100);
            }
        }
    }

    /** Waits until nobody else is connected: a killed writer's last commit has happened then, or never will. */
    void awaitQuiet() throws InterruptedException {
        String others = "select count(*) from pg_stat_activity where backend_type = 'client backend'"
                + " and pid <> pg_backend_pid()";
        for (int i = 0; i < 1000; i++) {
            if (rows(others).equals(List.of("0"))) {
                return;
            }
            Thread.sleep(10);
        }
        throw new AssertionError("Connections are left: " + rows("select query from pg_stat_activity"));
    }

    /** The first column of each row. */
    List<String> rows(String sql) {
        try (Connection connection = DriverManager.getConnection(server.jdbcUrl());
                Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery(sql)) {
            List<String> rows = new ArrayList<>();
            while (result.next()) {
                rows.add(result.getString(1));
            }
            return rows;
        } catch (SQLException e) {
            throw new IllegalStateException(sql, e);
        }
    }

    @Override
    public void close() {
        server.close();
    }
}
