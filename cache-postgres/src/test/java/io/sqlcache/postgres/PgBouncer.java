package io.sqlcache.postgres;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * A PgBouncer of Debian's in front of a server: each transaction gets the next of a few connections. Ends with {@link #close}, at the
 * latest with the JVM.
 */
final class PgBouncer implements AutoCloseable {

    private static final int NOBODY = 65534;
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final List<Path> PROGRAMS =
            List.of(Path.of("/usr/sbin/pgbouncer"), Path.of("/usr/bin/pgbouncer"), Path.of("/usr/local/bin/pgbouncer"));

    private final Path folder;
    private final Process process;
    private final int port;
    private final Thread endWithJvm = new Thread(this::end, "end PgBouncer");

    private PgBouncer(Path folder, Process process, int port) {
        this.folder = folder;
        this.process = process;
        this.port = port;
    }

    /** Starts one with transaction pooling, a password file for the server's user and its own settings left as they are. */
    static PgBouncer inFrontOf(PostgresConfig server) throws IOException, InterruptedException {
        Path folder = Files.createTempDirectory("pgbouncer");
        int port = freePort();
        Path settings = Files.writeString(folder.resolve("pgbouncer.ini"), settings(server, folder, port));
        String password = server.password() == null ? "" : server.password().reveal();
        Files.writeString(
                folder.resolve("users.txt"),
                "\"%s\" \"%s\"\n".formatted(server.username().replace("\"", "\"\""), password.replace("\"", "\"\"")));
        Process process = new ProcessBuilder(command(folder, settings))
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("out.txt").toFile())
                .start();
        PgBouncer bouncer = new PgBouncer(folder, process, port);
        Runtime.getRuntime().addShutdownHook(bouncer.endWithJvm);
        bouncer.awaitConnections();
        return bouncer;
    }

    private static String settings(PostgresConfig server, Path folder, int port) {
        return """
                [databases]
                * = host=%s port=%d
                [pgbouncer]
                listen_addr = 127.0.0.1
                listen_port = %d
                unix_socket_dir =
                auth_type = trust
                auth_file = %s/users.txt
                pool_mode = transaction
                default_pool_size = 15
                min_pool_size = 5
                server_round_robin = 1
                max_client_conn = 300
                logfile = %s/pgbouncer.log
                """.formatted(server.host(), server.port(), port, folder, folder);
    }

    /** PgBouncer refuses root. */
    private static List<String> command(Path folder, Path settings) throws IOException {
        Path program = PROGRAMS.stream()
                .filter(Files::isExecutable)
                .findFirst()
                .orElseThrow(() ->
                        new AssertionError("There is no PgBouncer among %s: install Debian's pgbouncer, as .ci/run does"
                                .formatted(PROGRAMS)));
        List<String> command = new ArrayList<>();
        if (Files.getAttribute(folder, "unix:uid").equals(0)) {
            Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
            Files.setAttribute(folder, "unix:uid", NOBODY);
            command.addAll(List.of("setpriv", "--reuid=" + NOBODY, "--regid=" + NOBODY, "--clear-groups", "--"));
        }
        command.addAll(List.of(program.toString(), settings.toString()));
        return command;
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private void awaitConnections() throws IOException, InterruptedException {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (true) {
            try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
                return;
            } catch (IOException e) {
                if (!process.isAlive() || System.nanoTime() > deadline) {
                    String said = Files.readString(folder.resolve("out.txt"));
                    close();
                    throw new AssertionError("PgBouncer did not start: " + said, e);
                }
            }
            Thread.sleep(20);
        }
    }

    String host() {
        return InetAddress.getLoopbackAddress().getHostAddress();
    }

    int port() {
        return port;
    }

    @Override
    public void close() {
        Runtime.getRuntime().removeShutdownHook(endWithJvm);
        end();
    }

    private void end() {
        process.destroyForcibly().onExit().join();
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.toList()) {
                Files.delete(file);
            }
            Files.delete(folder);
        } catch (IOException e) {
            throw new AssertionError("Cannot delete " + folder, e);
        }
    }
}
