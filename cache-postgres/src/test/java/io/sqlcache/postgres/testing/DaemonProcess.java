package io.sqlcache.postgres.testing;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** A server program of the system's on a port of this machine. Ends with {@link #close}, at the latest with the JVM. */
public final class DaemonProcess implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final String name;
    private final List<Path> folders;
    private final Process process;
    private final int port;
    private final Thread endWithJvm;

    private DaemonProcess(String name, List<Path> folders, Process process, int port) {
        this.name = name;
        this.folders = folders;
        this.process = process;
        this.port = port;
        this.endWithJvm = new Thread(this::end, "end " + name);
    }

    /** A port that nobody listens on yet. */
    public static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    /**
     * Starts it and waits until it takes connections.
     *
     * @param folders deleted with all that is in them when it has ended; the first one takes what it says
     */
    public static DaemonProcess start(String name, List<String> command, int port, List<Path> folders)
            throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(folders.get(0).resolve("out.txt").toFile())
                .start();
        DaemonProcess daemon = new DaemonProcess(name, folders, process, port);
        Runtime.getRuntime().addShutdownHook(daemon.endWithJvm);
        daemon.awaitConnections();
        return daemon;
    }

    private void awaitConnections() throws IOException, InterruptedException {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (true) {
            try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
                return;
            } catch (IOException e) {
                if (!process.isAlive() || System.nanoTime() > deadline) {
                    String said = said();
                    close();
                    throw new AssertionError(name + " did not start: " + said, e);
                }
            }
            Thread.sleep(20);
        }
    }

    public int port() {
        return port;
    }

    /** Its standard output and error so far. */
    public String said() throws IOException {
        return Files.readString(folders.get(0).resolve("out.txt"));
    }

    /** Ends the processes that serve one client each. */
    public void drop() {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
    }

    @Override
    public void close() {
        Runtime.getRuntime().removeShutdownHook(endWithJvm);
        end();
    }

    private void end() {
        drop();
        process.destroyForcibly().onExit().join();
        for (Path folder : folders) {
            try (Stream<Path> files = Files.walk(folder)) {
                for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(file);
                }
            } catch (IOException e) {
                throw new AssertionError("Cannot delete " + folder, e);
            }
        }
    }
}
