package io.sqlcache.postgres.testing;

import io.sqlcache.postgres.config.PostgresConfig;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;

/**
 * A PgBouncer of Debian's in front of a server: each transaction gets the next of a few connections. Ends with {@link #close}, at the
 * latest with the JVM.
 */
public final class PgBouncer implements AutoCloseable {

    private static final int NOBODY = 65534;
    private static final List<Path> PROGRAMS =
            List.of(Path.of("/usr/sbin/pgbouncer"), Path.of("/usr/bin/pgbouncer"), Path.of("/usr/local/bin/pgbouncer"));

    private final DaemonProcess daemon;

    private PgBouncer(DaemonProcess daemon) {
        this.daemon = daemon;
    }

    /** Starts one with transaction pooling, a password file for the server's user and its own settings left as they are. */
    public static PgBouncer inFrontOf(PostgresConfig server) throws IOException, InterruptedException {
        return inFrontOf(server, "transaction");
    }

    /** The same with another {@code pool_mode}. */
    public static PgBouncer inFrontOf(PostgresConfig server, String poolMode) throws IOException, InterruptedException {
        Path folder = Files.createTempDirectory("pgbouncer");
        int port = DaemonProcess.freePort();
        Path settings = Files.writeString(folder.resolve("pgbouncer.ini"), settings(server, folder, port, poolMode));
        String password = server.password() == null ? "" : server.password().reveal();
        Files.writeString(
                folder.resolve("users.txt"),
                "\"%s\" \"%s\"\n".formatted(server.username().replace("\"", "\"\""), password.replace("\"", "\"\"")));
        return new PgBouncer(DaemonProcess.start("PgBouncer", command(folder, settings), port, List.of(folder)));
    }

    private static String settings(PostgresConfig server, Path folder, int port, String poolMode) {
        return """
                [databases]
                * = host=%s port=%d
                [pgbouncer]
                listen_addr = 127.0.0.1
                listen_port = %d
                unix_socket_dir =
                auth_type = trust
                auth_file = %s/users.txt
                pool_mode = %s
                default_pool_size = 15
                min_pool_size = 5
                server_round_robin = 1
                max_client_conn = 300
                server_login_retry = 1
                logfile = %s/pgbouncer.log
                """.formatted(server.host(), server.port(), port, folder, poolMode, folder);
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

    public String host() {
        return InetAddress.getLoopbackAddress().getHostAddress();
    }

    public int port() {
        return daemon.port();
    }

    @Override
    public void close() {
        daemon.close();
    }
}
