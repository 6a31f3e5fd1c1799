package io.sqlcache.postgres.testing;

import io.sqlcache.api.Secret;
import io.sqlcache.postgres.config.HostKeyCheck;
import io.sqlcache.postgres.config.TunnelMethod;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.util.List;
import org.apache.sshd.common.config.keys.KeyUtils;
import org.apache.sshd.common.config.keys.PublicKeyEntry;
import org.apache.sshd.common.digest.BuiltinDigests;
import org.apache.sshd.common.keyprovider.KeyPairProvider;
import org.jspecify.annotations.Nullable;

/** An {@code sshd} of Debian's that lets this process's user in with some keys. Ends with {@link #close}, at the latest with the JVM. */
public final class OpenSshServer implements AutoCloseable {

    private static final Path PROGRAM = Path.of("/usr/sbin/sshd");

    /** Where its unprivileged half lives, when it is run by root. */
    private static final Path SEPARATION = Path.of("/run/sshd");

    private final DaemonProcess daemon;
    private final KeyPair hostKey;

    private OpenSshServer(DaemonProcess daemon, KeyPair hostKey) {
        this.daemon = daemon;
        this.hostKey = hostKey;
    }

    /** Starts one with these keys of users and these more lines of {@code sshd_config}. */
    public static OpenSshServer start(List<KeyPair> users, String... settings)
            throws IOException, InterruptedException {
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
        int port = DaemonProcess.freePort();
        Files.writeString(folder.resolve("sshd_config"), settings(folder, port) + String.join("\n", settings) + "\n");
        List<String> command = List.of(
                PROGRAM.toString(),
                "-D",
                "-e",
                "-f",
                folder.resolve("sshd_config").toString());
        List<Path> folders = makeSeparation(folder) ? List.of(folder, SEPARATION) : List.of(folder);
        return new OpenSshServer(DaemonProcess.start("sshd", command, port, folders), hostKey);
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

    /** Makes that folder unless it is there; tells whether it is ours to delete. */
    private static boolean makeSeparation(Path folder) throws IOException {
        if (!Files.getAttribute(folder, "unix:uid").equals(0) || Files.exists(SEPARATION)) {
            return false;
        }
        Files.createDirectory(SEPARATION);
        return true;
    }

    /** Its log. */
    public String said() throws IOException {
        return daemon.said();
    }

    public TunnelMethod.KeyAuthentication withKey(String text, @Nullable String passphrase) {
        return new TunnelMethod.KeyAuthentication(
                "127.0.0.1",
                daemon.port(),
                System.getProperty("user.name"),
                Secret.of(text),
                passphrase == null ? null : Secret.of(passphrase),
                new HostKeyCheck.Pinned(KeyUtils.getFingerPrint(BuiltinDigests.sha256, hostKey.getPublic())));
    }

    /** Ends the processes that serve sessions. */
    public void drop() {
        daemon.drop();
    }

    @Override
    public void close() {
        daemon.close();
    }
}
