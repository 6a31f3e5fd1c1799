package io.sqlcache.testkit.fault;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Stands between a client and a server, carries their bytes, and fails as it is told: cuts, stalls, delays or loses what goes
 * either way, at a chosen byte or message.
 *
 * <p>It knows no database; a {@link MessageSplitter} tells it where messages begin. Thread-safe. {@link #close} ends all of its
 * threads and sockets.
 */
public final class FaultProxy implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final InetSocketAddress target;
    private final Supplier<MessageSplitter> splitters;
    private final Faults faults = new Faults();
    private final List<ProxiedConnection> open = new ArrayList<>();
    private final Listener listener;
    private int accepted;
    private boolean stalled;

    private FaultProxy(InetSocketAddress target, Supplier<MessageSplitter> splitters) throws IOException {
        this.target = target;
        this.splitters = splitters;
        this.listener = new Listener(this::serve);
    }

    /** A proxy for a server whose messages are not told apart. */
    public static FaultProxy to(String host, int port) {
        return to(host, port, MessageSplitter::chunks);
    }

    /**
     * A proxy for a server.
     *
     * @param splitters asked once for each connection
     */
    public static FaultProxy to(String host, int port, Supplier<MessageSplitter> splitters) {
        try {
            FaultProxy proxy = new FaultProxy(new InetSocketAddress(host, port), splitters);
            proxy.listener.start();
            return proxy;
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot listen for clients of %s:%d".formatted(host, port), e);
        }
    }

    /** Where clients connect to. */
    public String host() {
        return InetAddress.getLoopbackAddress().getHostAddress();
    }

    /** Where clients connect to; stays the same. */
    public int port() {
        return listener.port();
    }

    /** Looks out for the fault from now on, on connections that are open and on later ones. */
    public InjectedFault inject(Fault fault) {
        return faults.add(fault);
    }

    /** Looks out for no fault any more; what has happened stays as it is. */
    public void clearFaults() {
        faults.clear();
    }

    /**
     * Shows every message from now on, before any of it is let through.
     *
     * @param watcher instead of the one before; called by the threads that carry the bytes, of one connection in both directions at once
     */
    public void watch(Consumer<WireMessage> watcher) {
        faults.watch(watcher);
    }

    /** Closes every connection on both sides. */
    public void cutAll() {
        connections().forEach(ProxiedConnection::cut);
    }

    /** Holds back everything, either way and on later connections too, until {@link #resume}. */
    public synchronized void stall() {
        stalled = true;
        open.forEach(connection -> connection.stall(Direction.EITHER));
    }

    /** Lets through what is held back, by {@link #stall} and by faults. */
    public synchronized void resume() {
        stalled = false;
        open.forEach(ProxiedConnection::resume);
    }

    /** Refuses new connections, as if the server were down, until {@link #acceptConnections}. */
    public void refuseConnections() {
        listener.refuse();
    }

    /** Accepts connections again. */
    public void acceptConnections() {
        listener.accept();
    }

    /** How many connections were accepted so far; the last one's number. */
    public synchronized int connectionCount() {
        return accepted;
    }

    /** How many connections are open. */
    public synchronized int openConnections() {
        return open.size();
    }

    /** How many bytes came this way so far, those that were dropped included. */
    public long bytes(Direction way) {
        return faults.bytes(way);
    }

    /** How many messages came this way so far, those that were dropped included. */
    public long messages(Direction way) {
        return faults.messages(way);
    }

    @Override
    public void close() {
        listener.close();
        List<ProxiedConnection> ending = connections();
        ending.forEach(ProxiedConnection::cut);
        try {
            for (ProxiedConnection connection : ending) {
                connection.join(PATIENCE);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private synchronized void serve(Socket client) {
        accepted++;
        ProxiedConnection connection = new ProxiedConnection(accepted, client, splitters.get(), faults, this::hasEnded);
        open.add(connection);
        if (stalled) {
            connection.stall(Direction.EITHER);
        }
        connection.start(target);
    }

    private synchronized void hasEnded(ProxiedConnection connection) {
        open.remove(connection);
    }

    private synchronized List<ProxiedConnection> connections() {
        return List.copyOf(open);
    }
}
