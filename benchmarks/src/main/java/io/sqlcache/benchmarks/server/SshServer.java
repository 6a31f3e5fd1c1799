package io.sqlcache.benchmarks.server;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/** OpenSSH on this machine, for a tunnel to the server. Ends with {@link #close}. */
public final class SshServer implements AutoCloseable {

    private static final Path PROGRAM = Path.of("/usr/sbin/sshd");
    private static final Path SEPARATION = Path.of("/run/sshd");
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final Path folder;
    private final int port;
    private final Process process;

    private SshServer(Path folder, int port, Process process) {
        this.folder = folder;
        this.port = port;
        this.process = process;
    }

    /** Whether there is one to be started. */
    public static boolean isInstalled() {
        return Files.isExecutable(PROGRAM);
    }

    /** Starts one that lets this user in; its keys are in the folder. */
    public static SshServer start(Path folder) throws IOException, InterruptedException {
        makeKey(folder.resolve("host_key"), "ed25519");
        makeKey(folder.resolve("user_key"), "ed25519");
        if (!Files.exists(SEPARATION) && "root".equals(System.getProperty("user.name"))) {
            Files.createDirectory(SEPARATION);
        }
        int port = freePort();
        Path settings = Files.writeString(folder.resolve("sshd_config"), """
                ListenAddress 127.0.0.1
                Port %d
                HostKey %2$s/host_key
                AuthorizedKeysFile %2$s/user_key.pub
                PidFile none
                StrictModes no
                UsePAM no
                PermitRootLogin yes
                PasswordAuthentication no
                """.formatted(port, folder));
        Process process = new ProcessBuilder(PROGRAM.toString(), "-D", "-e", "-f", settings.toString())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("sshd.log").toFile())
                .start();
        SshServer server = new SshServer(folder, port, process);
        Runtime.getRuntime().addShutdownHook(new Thread(server::close));
        server.awaitConnections();

        return server;
    }

    /** Adds the tunnel to a configuration. */
    public ObjectNode through(ObjectNode config) throws IOException {
        config.putObject("tunnel_method")
                .put("tunnel_method", "SSH_KEY_AUTH")
                .put("tunnel_host", "127.0.0.1")
                .put("tunnel_port", port)
                .put("tunnel_user", System.getProperty("user.name"))
                .put("ssh_key", Files.readString(folder.resolve("user_key")))
                .put("host_key", publicKey());

        return config;
    }

    private String publicKey() throws IOException {
        String[] words = Files.readString(folder.resolve("host_key.pub")).split(" ");
        return words[0] + " " + words[1].strip();
    }

    private static void makeKey(Path file, String type) throws IOException, InterruptedException {
        Process process = new ProcessBuilder("ssh-keygen", "-q", "-t", type, "-N", "", "-f", file.toString())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        if (process.waitFor() != 0) {
            throw new IOException("ssh-keygen could not make " + file);
        }
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
                    throw new IOException("sshd did not start: " + Files.readString(folder.resolve("sshd.log")), e);
                }
            }
            Thread.sleep(20);
        }
    }

    @Override
    public void close() {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly().onExit().join();
    }
}
