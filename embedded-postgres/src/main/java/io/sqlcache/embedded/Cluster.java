package io.sqlcache.embedded;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * One data directory and the server on it, driven by {@code initdb} and {@code pg_ctl}.
 *
 * <p>{@code pg_ctl} rather than {@code postgres} as a child process: it gives the server a session of its own, so that Ctrl-C in a terminal
 * reaches this JVM only, which then ends the server in order; it knows when the server is ready; and on Windows it drops privileges.
 */
final class Cluster {

    /** The role and the database that every new cluster has. */
    static final String POSTGRES = "postgres";

    private static final String OUR_SETTINGS = "sqlcache.conf";
    private static final String PATIENCE_SECONDS = "150";
    private static final Duration LAST_MOMENTS = Duration.ofSeconds(2);
    private static final Duration POLL = Duration.ofMillis(5);

    private final Path data;
    private final Path log;
    private final Account account;
    private final Program initdb;
    private final Program control;

    Cluster(Path data, ServerFolder folder, Installation installation, Account account) {
        this.data = data;
        this.log = folder.log();
        this.account = account;
        this.initdb = new Program(installation.program("initdb"), account, folder.path());
        this.control = new Program(installation.program("pg_ctl"), account, folder.path());
    }

    Path data() {
        return data;
    }

    /** Makes an empty database cluster unless there is one already; fails when a server runs on it. */
    void createIfMissing() throws IOException {
        Optional<ProcessHandle> other = serverProcess();
        if (other.isPresent()) {
            throw new EmbeddedServerException("Cannot start PostgreSQL in " + data + ": process "
                    + other.get().pid() + " already runs on these data; stop it or name another directory");
        }
        if (Files.exists(data.resolve("PG_VERSION"))) {
            return;
        }
        if (Files.exists(data) && !isEmpty(data)) {
            throw new EmbeddedServerException("Cannot create PostgreSQL data in " + data
                    + ": it is not empty and holds no PostgreSQL data; name another directory or empty it");
        }
        account.createPrivateDirectory(data);
        // The C locale sorts by code point, everywhere the same. Trust: no password to manage, and the server listens
        // to this machine only.
        initdb.run(
                "create PostgreSQL data in " + data,
                log,
                "--pgdata=" + data,
                "--username=" + POSTGRES,
                "--auth=trust",
                "--encoding=UTF8",
                "--locale=C",
                "--no-sync");
    }

    /** Starts the server with the given settings and returns when it accepts connections. */
    void start(Map<String, String> settings) throws IOException {
        writeSettings(settings);
        control.run(
                "start PostgreSQL in " + data + " on port " + settings.get("port"),
                log,
                "start",
                "--pgdata=" + data,
                "--log=" + log,
                "--wait",
                "--timeout=" + PATIENCE_SECONDS);
    }

    /** Ends the server and returns when it is gone; does nothing when it does not run. */
    void stop(StopMode mode) throws IOException {
        Optional<ProcessHandle> process = serverProcess();
        if (process.isPresent()) {
            control.run(
                    "stop PostgreSQL in " + data,
                    log,
                    "stop",
                    "--pgdata=" + data,
                    "--mode=" + mode.argument(),
                    "--wait",
                    "--timeout=" + PATIENCE_SECONDS);
            awaitEnd(process.get());
        }
    }

    /** The server's process, if it runs. */
    Optional<ProcessHandle> serverProcess() throws IOException {
        try (Stream<String> lines = Files.lines(data.resolve("postmaster.pid"))) {
            return lines.findFirst()
                    .map(Long::parseLong)
                    .flatMap(ProcessHandle::of)
                    .filter(Cluster::runs);
        } catch (NoSuchFileException e) {
            return Optional.empty();
        }
    }

    /** Waits for the last moments of a process: pg_ctl waits for the end of postmaster.pid only, which comes a little before. */
    private static void awaitEnd(ProcessHandle process) {
        long deadline = System.nanoTime() + LAST_MOMENTS.toNanos();
        while (runs(process) && System.nanoTime() < deadline) {
            LockSupport.parkNanos(POLL.toNanos());
        }
    }

    /** Whether a process runs; one that has ended but whose parent did not ask how (it has no command any more) does not. */
    static boolean runs(ProcessHandle process) {
        return process.isAlive() && process.info().command().isPresent();
    }

    private void writeSettings(Map<String, String> settings) throws IOException {
        Path ours = data.resolve(OUR_SETTINGS);
        Files.writeString(
                ours,
                settings.entrySet().stream()
                        .map(setting -> setting.getKey() + " = " + quoted(setting.getValue()) + "\n")
                        .collect(Collectors.joining("", "# Written at each start.\n", "")));
        account.giveToServer(ours);
        Path main = data.resolve("postgresql.conf");
        String include = "include_if_exists = '" + OUR_SETTINGS + "'";
        if (!Files.readAllLines(main).contains(include)) {
            Files.write(main, List.of(include), StandardOpenOption.APPEND);
        }
    }

    /** The settings a server gets when nobody says otherwise. */
    static Map<String, String> defaultSettings(boolean temporary) {
        Map<String, String> settings = new LinkedHashMap<>();
        settings.put("listen_addresses", EmbeddedServer.HOST);
        settings.put("unix_socket_directories", "");
        if (temporary) {
            // Safe against a killed server, not against a power cut, after which temporary data are worth nothing
            // anyway.
            settings.put("fsync", "off");
            settings.put("full_page_writes", "off");
        }
        return settings;
    }

    private static String quoted(String value) {
        if (value.lines().count() > 1) {
            throw new IllegalArgumentException("A PostgreSQL setting cannot span lines: \"" + value + "\"");
        }
        return "'" + value.replace("\\", "\\\\").replace("'", "''") + "'";
    }

    private static boolean isEmpty(Path directory) throws IOException {
        try (Stream<Path> content = Files.list(directory)) {
            return content.findAny().isEmpty();
        }
    }

    /** How a server ends. */
    enum StopMode {
        /** Connections are cut, everything committed is written to its place. */
        FAST,
        /** Everybody drops dead; the next start recovers from the log. */
        IMMEDIATE;

        String argument() {
            return switch (this) {
                case FAST -> "fast";
                case IMMEDIATE -> "immediate";
            };
        }
    }
}
