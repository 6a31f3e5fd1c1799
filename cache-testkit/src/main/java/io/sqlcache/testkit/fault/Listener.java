package io.sqlcache.testkit.fault;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Accepts connections on one port of this machine, or refuses them for a while. Thread-safe. */
final class Listener implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Listener.class);
    private static final int BACKLOG = 50;

    private final Consumer<Socket> accepted;
    private final int port;
    private ServerSocket socket;
    private Thread acceptor;
    /** Keeps the port while nobody listens: a bound socket that does not listen refuses. */
    private @Nullable Socket placeholder;

    private boolean closed;

    /** Listens on a free port. */
    Listener(Consumer<Socket> accepted) throws IOException {
        this.accepted = accepted;
        this.socket = bound(0);
        this.port = socket.getLocalPort();
        this.acceptor = acceptor(socket);
    }

    int port() {
        return port;
    }

    /** Starts to accept. */
    synchronized void start() {
        acceptor.start();
    }

    synchronized void refuse() {
        if (closed || placeholder != null) {
            return;
        }
        stop();
        Socket held = new Socket();
        placeholder = held;
        try {
            held.setReuseAddress(true);
            held.bind(address(port));
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot keep port " + port, e);
        }
    }

    synchronized void accept() {
        if (closed || placeholder == null) {
            return;
        }
        closeQuietly(placeholder);
        placeholder = null;
        try {
            socket = bound(port);
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot listen again on port " + port, e);
        }
        acceptor = acceptor(socket);
        acceptor.start();
    }

    @Override
    public synchronized void close() {
        closed = true;
        stop();
        closeQuietly(placeholder);
    }

    /** The port is free when the thread that waits for a connection has let go of it. */
    private void stop() {
        closeQuietly(socket);
        try {
            acceptor.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static InetSocketAddress address(int port) {
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
    }

    private static ServerSocket bound(int port) throws IOException {
        ServerSocket socket = new ServerSocket();
        socket.setReuseAddress(true);
        socket.bind(address(port), BACKLOG);
        return socket;
    }

    private Thread acceptor(ServerSocket from) {
        Thread thread = new Thread(() -> acceptFrom(from), "fault proxy, port " + port);
        thread.setDaemon(true);
        return thread;
    }

    private void acceptFrom(ServerSocket from) {
        while (!from.isClosed()) {
            try {
                accepted.accept(from.accept());
            } catch (IOException e) {
                LOG.debug("Port {} takes no connections any more", port, e);
                closeQuietly(from);
            }
        }
    }

    private static void closeQuietly(@Nullable AutoCloseable resource) {
        if (resource == null) {
            return;
        }
        try {
            resource.close();
        } catch (Exception e) {
            LOG.debug("Does not close", e);
        }
    }
}
