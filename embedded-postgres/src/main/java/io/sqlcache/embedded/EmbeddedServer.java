package io.sqlcache.embedded;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A PostgreSQL server of our own, started from Maven artifacts, for demos and tests.
 *
 * <p>The server listens on this machine only and lets everybody on it in without a password: put nothing secret into it. It ends with
 * {@link #close()}, at the latest with this JVM; if this JVM is killed outright, the next one that starts a server ends it.
 *
 * <p>Safe for use by several threads. Failures are {@link EmbeddedServerException}s.
 */
public final class EmbeddedServer implements AutoCloseable {

    static final String HOST = "127.0.0.1";

    private static final Logger LOG = LoggerFactory.getLogger(EmbeddedServer.class);
    private static final int PORT_ATTEMPTS = 5;

    private final Cluster cluster;
    private final ServerFolder folder;
    private final ServerOptions options;
    private final Thread endWithJvm = new Thread(this::close, "embedded-postgres-end");
    private volatile int port;
    /** Whether the server on the data can be ours. Before that it must not be stopped: it may be somebody else's. */
    private boolean responsible;

    private boolean closed;

    private EmbeddedServer(Cluster cluster, ServerFolder folder, ServerOptions options) {
        this.cluster = cluster;
        this.folder = folder;
        this.options = options;
    }

    /** Starts a server with temporary data and default settings. */
    public static EmbeddedServer start() {
        return start(ServerOptions.defaults());
    }

    /** Starts a server and returns when it accepts connections: in about a second, plus two when its programs are not unpacked yet. */
    public static EmbeddedServer start(ServerOptions options) {
        long start = System.nanoTime();
        try {
            EmbeddedServer server = prepare(options);
            server.launch();
            LOG.info(
                    "PostgreSQL process {} started in {} ms: {}, data in {}",
                    server.pid(),
                    (System.nanoTime() - start) / 1_000_000,
                    server.jdbcUrl(),
                    server.dataDirectory());
            return server;
        } catch (IOException e) {
            String why = Thread.currentThread().isInterrupted()
                    ? "this thread was interrupted"
                    : e + "; check the space and the rights in " + System.getProperty("java.io.tmpdir");
            throw new EmbeddedServerException("Cannot start PostgreSQL: " + why, e);
        }
    }

    private static EmbeddedServer prepare(ServerOptions options) throws IOException {
        Account account = Account.current();
        Folders folders = Folders.of(account);
        return folders.exclusively(() -> {
            Installation installation = Installation.in(folders);
            new Leftovers(folders, installation).cleanUp();
            ServerFolder folder = ServerFolder.create(folders);
            Path kept = options.dataDirectory();
            Path data = kept == null ? folder.temporaryData() : kept;
            folder.remember(data);
            return new EmbeddedServer(new Cluster(data, folder, installation, account), folder, options);
        });
    }

    private void launch() throws IOException {
        Runtime.getRuntime().addShutdownHook(endWithJvm);
        try {
            synchronized (this) {
                cluster.createIfMissing();
                responsible = true;
                startOnSomePort();
            }
        } catch (IOException | RuntimeException e) {
            closeAfter(e);
            throw e;
        }
    }

    private void closeAfter(Exception failure) {
        try {
            close();
        } catch (EmbeddedServerException e) {
            failure.addSuppressed(e);
        }
    }

    private void startOnSomePort() throws IOException {
        String fixed = options.settings().get("port");
        if (fixed != null) {
            startOn(Integer.parseInt(fixed));
            return;
        }
        for (int attempt = 1; ; attempt++) {
            try {
                startOn(freePort());
                return;
            } catch (EmbeddedServerException e) {
                // Somebody took the port between our look and the server's.
                if (attempt == PORT_ATTEMPTS || !String.valueOf(e.getMessage()).contains("Address already in use")) {
                    throw e;
                }
            }
        }
    }

    private void startOn(int chosenPort) throws IOException {
        Map<String, String> settings = new LinkedHashMap<>(Cluster.defaultSettings(options.dataDirectory() == null));
        settings.putAll(options.settings());
        settings.put("port", Integer.toString(chosenPort));
        cluster.start(settings);
        port = chosenPort;
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    public String host() {
        return HOST;
    }

    /** The port, which stays the same for the life of this object. */
    public int port() {
        return port;
    }

    /** The superuser; needs no password. */
    public String username() {
        return Cluster.POSTGRES;
    }

    /** The database that is there from the start. */
    public String database() {
        return Cluster.POSTGRES;
    }

    /** A JDBC URL of {@link #database()} that names the user too. */
    public String jdbcUrl() {
        return "jdbc:postgresql://" + HOST + ":" + port + "/" + Cluster.POSTGRES + "?user=" + Cluster.POSTGRES;
    }

    public Path dataDirectory() {
        return cluster.data();
    }

    /** The number of the server's main process; fails when the server is stopped. */
    public long pid() {
        try {
            return cluster.serverProcess()
                    .orElseThrow(() -> new EmbeddedServerException(
                            "No process number: PostgreSQL in " + cluster.data() + " is stopped; restart() it first"))
                    .pid();
        } catch (IOException e) {
            throw new EmbeddedServerException("Cannot read the process number in " + cluster.data() + ": " + e, e);
        }
    }

    /** Stops the server in order; its data stay until {@link #close()}. Does nothing when it is stopped. */
    public void stop() {
        end(Cluster.StopMode.FAST);
    }

    /** Stops the server as a crash would: connections break, nothing is tidied up, the next start recovers. */
    public void killImmediately() {
        end(Cluster.StopMode.IMMEDIATE);
    }

    /** Starts the server again on the same data and port, stopping it in order first when it runs. */
    public synchronized void restart() {
        if (closed) {
            throw new IllegalStateException("This server is closed: " + cluster.data());
        }
        stop();
        try {
            startOn(port);
        } catch (IOException e) {
            throw new EmbeddedServerException("Cannot restart PostgreSQL in " + cluster.data() + ": " + e, e);
        }
    }

    /** Ends the server and deletes its data, unless they are to be kept. Does nothing the second time. */
    @Override
    public synchronized void close() {
        if (closed) {
            return;
        }
        closed = true;
        try {
            Runtime.getRuntime().removeShutdownHook(endWithJvm);
        } catch (IllegalStateException e) {
            LOG.debug("The JVM is ending and with it the server in {}", cluster.data());
        }
        end(options.dataDirectory() == null ? Cluster.StopMode.IMMEDIATE : Cluster.StopMode.FAST);
        try {
            folder.delete();
        } catch (IOException e) {
            throw new EmbeddedServerException("Cannot delete " + folder.path() + ": " + e + "; delete it by hand", e);
        }
    }

    private synchronized void end(Cluster.StopMode mode) {
        // An interrupt is set aside meanwhile: it would break reading postmaster.pid, and the server has to end.
        boolean interrupted = Thread.interrupted();
        try {
            if (responsible) {
                cluster.stop(mode);
            }
        } catch (IOException e) {
            throw new EmbeddedServerException("Cannot stop PostgreSQL in " + cluster.data() + ": " + e, e);
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
