package io.sqlcache.postgres;

import io.sqlcache.api.Secret;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.apache.sshd.common.config.keys.PublicKeyEntry;
import org.apache.sshd.common.keyprovider.KeyPairProvider;
import org.jspecify.annotations.Nullable;

/** An {@code sshd} of Debian's that lets this process's user in with some keys. Ends with {@link #close}, at the latest with the JVM. */
final class OpenSshServer implements AutoCloseable {

    private static final Path PROGRAM = Path.of("/usr/sbin/sshd");
    /** Where its unprivileged half lives, when it is run by root. */
    private static final Path SEPARATION = Path.of("/run/sshd");

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final Path folder;
    private final Process process;
    private final int port;
    private final KeyPair hostKey;
    private final boolean separationIsOurs;
    private final Thread endWithJvm = new Thread(this::end, "end sshd");

    private OpenSshServer(Path folder, Process process, int port, KeyPair hostKey, boolean separationIsOurs) {
        this.folder = folder;
        this.process = process;
        this.port = port;
        this.hostKey = hostKey;
        this.separationIsOurs = separationIsOurs;
    }

    /** Starts one with these keys of users and these more lines of {@code sshd_config}. */
    static OpenSshServer start(List<KeyPair> users, String... settings) throws IOException, InterruptedException {
        if (!Files.isExecutable(PROGRAM)) {
            throw new AssertionError(
                    "There is no %s: install Debian's openssh-server, as .ci/run does".formatted(PROGRAM));
        }
        Path folder = Files.createTempDirectory("sshd");
        KeyPair hostKey = TestBastion.keyPair(KeyPairProvider.SSH_ED25519, 256);
        Path hostKeyFile = Files.writeString(folder.resolve("host_key"), TestBastion.openSsh(hostKey, null));
        Files.setPosixFilePermissions(
                hostKeyFile, java.nio.file.attribute.PosixFilePermissions.fromString("rw-------"));
        Files.write(
                folder.resolve("authorized_keys"),
                users.stream()
                        .map(keys -> PublicKeyEntry.toString(keys.getPublic()))
                        .toList());
        int port = freePort();
        Files.writeString(folder.resolve("sshd_config"), settings(folder, port) + String.join("\n", settings) + "\n");
        boolean separationIsOurs = makeSeparation(folder);
        Process process = new ProcessBuilder(
                        PROGRAM.toString(),
                        "-D",
                        "-e",
                        "-f",
                        folder.resolve("sshd_config").toString())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("out.txt").toFile())
                .start();
        OpenSshServer server = new OpenSshServer(folder, process, port, hostKey, separationIsOurs);
        Runtime.getRuntime().addShutdownHook(server.endWithJvm);
        server.awaitConnections();
        return server;
    }

    private static String settings(Path folder, int port) {
        return """
                ListenAddress 127.0.0.1
                Port %d
                HostKey %s/host_key
                AuthorizedKeysFile %s/authorized_keys
                PidFile none
                StrictModes no
                UsePAM no
                PermitRootLogin yes
                PasswordAuthentication no
                LogLevel VERBOSE
                """.formatted(port, folder, folder);
    }

    private static boolean makeSeparation(Path folder) throws IOException {
        if (!Files.getAttribute(folder, "unix:uid").equals(0) || Files.exists(SEPARATION)) {
            return false;
        }
        Files.createDirectory(SEPARATION);
        return true;
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
                    String said = said();
                    close();
                    throw new AssertionError("sshd did not start: " + said, e);
                }
            }
            Thread.sleep(20);
        }
    }

    /** Its log. */
    String said() throws IOException {
        return Files.readString(folder.resolve("out.txt"));
    }

    TunnelMethod.KeyAuthentication withKey(String text, @Nullable String passphrase) {
        return new TunnelMethod.KeyAuthentication(
                "127.0.0.1",
                port,
                System.getProperty("user.name"),
                Secret.of(text),
                passphrase == null ? null : Secret.of(passphrase),
                new HostKeyCheck.Pinned(HostKeyVerifier.fingerprint(hostKey.getPublic())));
    }

    /** Ends the processes that serve sessions. */
    void drop() {
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
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
            if (separationIsOurs) {
                Files.deleteIfExists(SEPARATION);
            }
        } catch (IOException e) {
            throw new AssertionError("Cannot delete " + folder, e);
        }
    }
}
