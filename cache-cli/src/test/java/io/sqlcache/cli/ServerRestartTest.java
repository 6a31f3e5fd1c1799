package io.sqlcache.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.sqlcache.embedded.EmbeddedServer;
import io.sqlcache.embedded.ServerOptions;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The command, in a process of its own, and a server that goes away in the middle of a long write and comes back. */
@Timeout(1800)
class ServerRestartTest {

    private static final int BLOCKS = 100;
    private static final int RECORDS = Integer.getInteger("torture.records", 1_000_000);

    private static final String CATALOG = """
            {"streams": [{"stream": {"name": "users", "json_schema": {"properties":
                {"id": {"type": "integer"}, "name": {"type": "string"}}}},
              "sync_mode": "incremental", "destination_sync_mode": "append"}]}
            """;

    @TempDir
    private Path folder;

    @Test
    @Tag("slow")
    void writeOutlivesAServerThatIsAwayForASecond() throws Exception {
        assertThatAWriteOutlives(Duration.ofSeconds(1), 50_000);
    }

    @Test
    @Tag("torture")
    void longWriteOutlivesAServerThatIsAwayForAMinute() throws Exception {
        assertThatAWriteOutlives(Duration.ofSeconds(60), RECORDS);
    }

    private void assertThatAWriteOutlives(Duration away, int records) throws Exception {
        long start = System.nanoTime();
        try (EmbeddedServer server =
                EmbeddedServer.start(ServerOptions.defaults().with("fsync", "on"))) {
            Process write = start(server);
            CompletableFuture<List<String>> output = CompletableFuture.supplyAsync(() -> lines(write));

            CompletableFuture<Void> restarted = send(write, records, () -> goAway(server, away));

            assertThat(write.waitFor(30, TimeUnit.MINUTES)).isTrue();
            restarted.get();
            assertThat(write.exitValue()).as(errors()).isZero();
            assertThat(errors()).contains("connection");
            assertThat(output.get().stream().filter(line -> line.contains("\"STATE\"")))
                    .map(line -> line.replaceAll(".*\"stream_state\":(\\{[^}]*}).*", "$1"))
                    .isEqualTo(IntStream.rangeClosed(1, BLOCKS)
                            .mapToObj(block -> "{\"block\":" + block + "}")
                            .toList());
            assertThat(rows(server)).isEqualTo("%d %d 1 %d".formatted(records, records, records));
            System.out.printf(
                    "%d records, the server away for %d s: exit code %d, rows, distinct, first and last %s, in %d s%n",
                    records,
                    away.toSeconds(),
                    write.exitValue(),
                    rows(server),
                    Duration.ofNanos(System.nanoTime() - start).toSeconds());
        }
    }

    private Process start(EmbeddedServer server) throws Exception {
        Path config = Files.writeString(folder.resolve("config.json"), """
                {"host": "%s", "port": %d, "database": "%s", "username": "%s", "schema": "restart"}""".formatted(
                        server.host(), server.port(), server.database(), server.username()));
        Path catalog = Files.writeString(folder.resolve("catalog.json"), CATALOG);
        return CommandProcess.start(
                folder.resolve("err.txt"),
                List.of("-Xmx256m"),
                List.of("write", "--config", config.toString(), "--catalog", catalog.toString()));
    }

    /** Sends all records and a state after each block of them. */
    private static CompletableFuture<Void> send(
            Process write, int records, Supplier<CompletableFuture<Void>> halfOfThem) throws IOException {
        CompletableFuture<Void> restarted = CompletableFuture.completedFuture(null);
        int block = records / BLOCKS;
        try (BufferedWriter input = write.outputWriter(StandardCharsets.UTF_8)) {
            for (int id = 1; id <= records; id++) {
                input.write("{\"type\":\"RECORD\",\"record\":{\"stream\":\"users\",\"emitted_at\":1700000000000,"
                        + "\"data\":{\"id\":" + id + ",\"name\":\"user " + id + "\"}}}\n");
                if (id % block == 0) {
                    input.write("{\"type\":\"STATE\",\"state\":{\"type\":\"STREAM\",\"stream\":{\"stream_descriptor\":"
                            + "{\"name\":\"users\"},\"stream_state\":{\"block\":" + id / block + "}}}}\n");
                }
                if (id == records / 2 + block / 2) {
                    restarted = halfOfThem.get();
                }
            }
        }
        return restarted;
    }

    /** Returns when the server is gone; what is returned is done when it is back. */
    private static CompletableFuture<Void> goAway(EmbeddedServer server, Duration away) {
        server.killImmediately();
        return CompletableFuture.runAsync(
                server::restart, CompletableFuture.delayedExecutor(away.toMillis(), TimeUnit.MILLISECONDS));
    }

    private static List<String> lines(Process process) {
        return process.inputReader(StandardCharsets.UTF_8).lines().toList();
    }

    private String errors() {
        try {
            return Files.readString(folder.resolve("err.txt"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String rows(EmbeddedServer server) throws SQLException {
        try (Connection connection = DriverManager.getConnection(server.jdbcUrl());
                Statement statement = connection.createStatement();
                ResultSet result =
                        statement.executeQuery("select concat_ws(' ', count(*), count(distinct id), min(id), max(id))"
                                + " from restart.users where name = 'user ' || id")) {
            result.next();
            return result.getString(1);
        }
    }
}
