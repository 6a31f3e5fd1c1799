package io.sqlcache.postgres.testing;

import io.sqlcache.api.Secret;
import io.sqlcache.postgres.config.HostKeyCheck;
import io.sqlcache.postgres.config.TunnelMethod;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.PublicKey;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.apache.sshd.common.config.keys.KeyUtils;
import org.apache.sshd.common.config.keys.PublicKeyEntry;
import org.apache.sshd.common.config.keys.writer.openssh.OpenSSHKeyEncryptionContext;
import org.apache.sshd.common.config.keys.writer.openssh.OpenSSHKeyPairResourceWriter;
import org.apache.sshd.common.keyprovider.KeyPairProvider;
import org.apache.sshd.common.session.Session;
import org.apache.sshd.common.session.SessionListener;
import org.apache.sshd.server.SshServer;
import org.apache.sshd.server.forward.AcceptAllForwardingFilter;
import org.apache.sshd.server.forward.RejectAllForwardingFilter;
import org.jspecify.annotations.Nullable;

/** An SSH server of MINA's that forwards: user "tunnel" with the password "open sesame" or one of its keys. */
public final class TestBastion implements AutoCloseable {

    public static final String USER = "tunnel";
    public static final String PASSWORD = "open sesame";

    /** The same for all, since it takes a second to make. */
    private static final KeyPair OLDER_HOST_KEY = keyPair(KeyPairProvider.SSH_RSA, 2048);

    private final SshServer server = SshServer.setUpDefaultServer();
    private final KeyPair hostKey = keyPair(KeyPairProvider.SSH_ED25519, 256);
    private final Set<PublicKey> authorized = ConcurrentHashMap.newKeySet();
    private final AtomicInteger sessions = new AtomicInteger();

    private TestBastion() {}

    /** One that runs. */
    public static TestBastion start() throws IOException {
        TestBastion bastion = new TestBastion();
        bastion.run();
        return bastion;
    }

    private void run() throws IOException {
        server.setHost("127.0.0.1");
        server.setKeyPairProvider(KeyPairProvider.wrap(hostKey, OLDER_HOST_KEY));
        server.setPasswordAuthenticator((user, password, session) -> user.equals(USER) && password.equals(PASSWORD));
        server.setPublickeyAuthenticator((user, key, session) ->
                user.equals(USER) && authorized.stream().anyMatch(known -> KeyUtils.compareKeys(known, key)));
        server.setForwardingFilter(AcceptAllForwardingFilter.INSTANCE);
        server.addSessionListener(new SessionListener() {
            @Override
            public void sessionCreated(Session session) {
                sessions.incrementAndGet();
            }
        });
        server.start();
    }

    public int port() {
        return server.getPort();
    }

    /** Lets the user in with this key too. */
    public void authorize(PublicKey key) {
        authorized.add(key);
    }

    /** Connects nobody to anything from now on. */
    public void forbidForwarding() {
        server.setForwardingFilter(RejectAllForwardingFilter.INSTANCE);
    }

    /** Breaks all sessions off. */
    public void drop() {
        server.getActiveSessions().forEach(session -> session.close(true));
    }

    /** How many sessions there have been. */
    public int sessionsEver() {
        return sessions.get();
    }

    public int sessionsNow() {
        return server.getActiveSessions().size();
    }

    public PublicKey hostKey() {
        return hostKey.getPublic();
    }

    /** The key that a client does not ask for by itself. */
    public PublicKey olderHostKey() {
        return OLDER_HOST_KEY.getPublic();
    }

    /** The line of {@code known_hosts} that says that a server has this key. */
    public String knownHost(PublicKey key) {
        return "[127.0.0.1]:%d %s%n".formatted(port(), PublicKeyEntry.toString(key));
    }

    public TunnelMethod.PasswordAuthentication withPassword(String password, HostKeyCheck check) {
        return new TunnelMethod.PasswordAuthentication("127.0.0.1", port(), USER, Secret.of(password), check);
    }

    public static KeyPair keyPair(String type, int bits) {
        try {
            return KeyUtils.generateKeyPair(type, bits);
        } catch (GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }

    /** A private key as {@code ssh-keygen} writes it; null for no passphrase. */
    public static String openSsh(KeyPair keys, @Nullable String passphrase) {
        OpenSSHKeyEncryptionContext encryption = new OpenSSHKeyEncryptionContext();
        encryption.setCipherName("AES");
        encryption.setCipherType("256");
        encryption.setCipherMode("CTR");
        if (passphrase != null) {
            encryption.setPassword(passphrase);
        }
        ByteArrayOutputStream text = new ByteArrayOutputStream();
        try {
            OpenSSHKeyPairResourceWriter.INSTANCE.writePrivateKey(
                    keys, "a comment", passphrase == null ? null : encryption, text);
        } catch (IOException | GeneralSecurityException e) {
            throw new AssertionError(e);
        }
        return text.toString(StandardCharsets.UTF_8);
    }

    /** The threads of tunnels that run. */
    public static Stream<String> tunnelThreads() {
        return Thread.getAllStackTraces().keySet().stream()
                .map(Thread::getName)
                .filter(name -> name.startsWith("sqlcache-ssh"));
    }

    @Override
    public void close() throws IOException {
        server.stop(true);
    }
}
