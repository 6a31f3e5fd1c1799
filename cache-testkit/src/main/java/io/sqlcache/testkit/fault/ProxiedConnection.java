package io.sqlcache.testkit.fault;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One client's connection to the server: two sockets and a thread each way. Thread-safe. */
final class ProxiedConnection {

    private static final Logger LOG = LoggerFactory.getLogger(ProxiedConnection.class);
    private static final int CONNECT_MILLIS = 10_000;

    private final int number;
    private final Socket client;
    private final Socket server = new Socket();
    private final MessageSplitter splitter;
    private final Faults faults;
    private final Consumer<ProxiedConnection> ended;
    private final Set<Direction> stalled = EnumSet.noneOf(Direction.class);
    private List<Thread> threads = List.of();
    private int running = 2;
    private boolean closed;

    ProxiedConnection(
            int number, Socket client, MessageSplitter splitter, Faults faults, Consumer<ProxiedConnection> ended) {
        this.number = number;
        this.client = client;
        this.splitter = splitter;
        this.faults = faults;
        this.ended = ended;
    }

    int number() {
        return number;
    }

    /** Connects to the server and carries on in threads of its own. */
    synchronized void start(InetSocketAddress target) {
        String name = "fault proxy, connection " + number;
        Thread back = new Thread(() -> carry(Direction.TO_CLIENT, server, client), name + " back");
        Thread forth = new Thread(
                () -> {
                    if (connect(target)) {
                        back.start();
                        carry(Direction.TO_SERVER, client, server);
                    }
                },
                name);
        threads = List.of(forth, back);
        threads.forEach(thread -> thread.setDaemon(true));
        forth.start();
    }

    /** A client of a server that is not there is cut off. */
    private boolean connect(InetSocketAddress target) {
        try {
            client.setTcpNoDelay(true);
            server.setTcpNoDelay(true);
            server.connect(target, CONNECT_MILLIS);
            return true;
        } catch (IOException e) {
            LOG.debug("Connection {} does not reach {}", number, target, e);
            cut();
            return false;
        }
    }

    private void carry(Direction way, Socket from, Socket to) {
        try {
            new Pump(this, way, faults).run(from, to);
        } catch (IOException | InterruptedException e) {
            LOG.debug("Connection {} ended {}", number, way, e);
            cut();
        } catch (RuntimeException e) {
            LOG.error("Connection {} is cut off, since its messages cannot be told apart {}", number, way, e);
            cut();
        }
        if (isLast()) {
            cut();
        }
    }

    private synchronized boolean isLast() {
        running--;
        return running == 0;
    }

    synchronized Optional<MessageSplitter.Frame> next(Direction way, ByteBuffer bytes) {
        return splitter.next(way, bytes);
    }

    /** Closes both sides. */
    void cut() {
        synchronized (this) {
            if (closed) {
                return;
            }
            closed = true;
            notifyAll();
        }
        close(client);
        close(server);
        ended.accept(this);
    }

    private static void close(Socket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            LOG.debug("A socket does not close", e);
        }
    }

    synchronized void stall(Direction way) {
        stalled.add(way);
    }

    synchronized void resume() {
        stalled.clear();
        notifyAll();
    }

    /** Waits while this way is stalled. */
    synchronized void awaitFlow(Direction way) throws InterruptedException, SocketException {
        while (!closed && (stalled.contains(way) || stalled.contains(Direction.EITHER))) {
            wait();
        }
        failIfClosed();
    }

    /** Waits, at most until the connection is closed. */
    synchronized void pause(Duration pause) throws InterruptedException, SocketException {
        long deadline = System.nanoTime() + pause.toNanos();
        for (long left = pause.toMillis(); left > 0 && !closed; ) {
            wait(left);
            left = TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime());
        }
        failIfClosed();
    }

    private void failIfClosed() throws SocketException {
        if (closed) {
            throw new SocketException("The connection is cut");
        }
    }

    /** Waits for the end of its threads. */
    void join(Duration patience) throws InterruptedException {
        List<Thread> ending;
        synchronized (this) {
            ending = threads;
        }
        for (Thread thread : ending) {
            thread.join(patience.toMillis());
        }
    }
}
