package io.sqlcache.postgres.connect;

import static io.sqlcache.postgres.connect.TunnelChecks.assertConnects;
import static io.sqlcache.postgres.connect.TunnelChecks.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.sqlcache.api.CacheException.Kind;
import io.sqlcache.api.Secret;
import io.sqlcache.postgres.config.HostKeyCheck;
import io.sqlcache.postgres.config.PostgresConfig;
import io.sqlcache.postgres.config.TunnelMethod;
import io.sqlcache.postgres.testing.TestAuthority;
import io.sqlcache.postgres.testing.TestBastion;
import io.sqlcache.postgres.testing.TestServer;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.security.KeyPair;
import java.sql.SQLException;
import java.time.Duration;
import java.util.stream.Stream;
import org.apache.sshd.common.keyprovider.KeyPairProvider;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.slf4j.LoggerFactory;

/** Through an SSH server: who is let in, and what is told when there is no tunnel. */
@Timeout(120)
class SshTunnelTest {

    private static final String PASSPHRASE = "pässphrase of the key";

    private final ListAppender<ILoggingEvent> log = new ListAppender<>();

    private TestBastion bastion;

    @BeforeEach
    void start() throws IOException {
        bastion = TestBastion.start();
    }

    @AfterEach
    void stop() throws IOException {
        bastion.close();
        // A thread runs for a moment after its pool has ended.
        Awaitility.await()
                .atMost(Duration.ofSeconds(5))
                .untilAsserted(() -> assertThat(TestBastion.tunnelThreads())
                        .as("threads that are left")
                        .isEmpty());
    }

    private TunnelMethod.PasswordAuthentication withPassword(String password) {
        return bastion.withPassword(password, pinned());
    }

    private HostKeyCheck pinned() {
        return new HostKeyCheck.Pinned(HostKeyVerifier.fingerprint(bastion.hostKey()));
    }

    private TunnelMethod.KeyAuthentication withKey(String text, @Nullable String passphrase) {
        return new TunnelMethod.KeyAuthentication(
                "127.0.0.1",
                bastion.port(),
                TestBastion.USER,
                Secret.of(text),
                passphrase == null ? null : Secret.of(passphrase),
                pinned());
    }

    @Test
    void thePasswordLetsIn() throws SQLException {
        assertConnects(withPassword(TestBastion.PASSWORD));
        assertThat(bastion.sessionsEver()).as("one tunnel for all connections").isOne();
    }

    @Test
    void aWrongPasswordDoesNot() {
        assertRefused(
                withPassword("wrong"),
                Kind.CONFIG,
                ", user \"tunnel\", does not accept the password; check the tunnel's user and password.");
    }

    static Stream<Arguments> keys() {
        KeyPair rsa = TestAuthority.rsaKeys();
        KeyPair curve = TestAuthority.keyPair("EC", 256);
        KeyPair edwards = TestBastion.keyPair(KeyPairProvider.SSH_ED25519, 256);
        return Stream.of(
                Arguments.of("RSA, PKCS #1", rsa, TestAuthority.oldForm(rsa), null),
                Arguments.of("RSA, encrypted PKCS #8", rsa, PemTextsTest.encrypted(rsa, PASSPHRASE), PASSPHRASE),
                Arguments.of("RSA, OpenSSH", rsa, TestBastion.openSsh(rsa, null), null),
                Arguments.of("EC, PEM", curve, TestAuthority.oldForm(curve), null),
                Arguments.of("Ed25519, OpenSSH", edwards, TestBastion.openSsh(edwards, null), null),
                Arguments.of(
                        "lines written out",
                        edwards,
                        TestBastion.openSsh(edwards, null).replace("\n", "\\n"),
                        null),
                Arguments.of(
                        "Ed25519, encrypted OpenSSH", edwards, TestBastion.openSsh(edwards, PASSPHRASE), PASSPHRASE));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("keys")
    void aKeyLetsIn(String name, KeyPair keys, String text, @Nullable String passphrase) throws SQLException {
        bastion.authorize(keys.getPublic());
        assertConnects(withKey(text, passphrase));
    }

    @Test
    void aKeyThatTheServerDoesNotKnowIsNamed() {
        KeyPair keys = TestBastion.keyPair(KeyPairProvider.SSH_ED25519, 256);
        assertRefused(
                withKey(TestBastion.openSsh(keys, null), null),
                Kind.CONFIG,
                "does not accept the key ssh-ed25519 %s; check the tunnel's user, and that its authorized_keys have this key."
                        .formatted(HostKeyVerifier.fingerprint(keys.getPublic())));
    }

    @Test
    void aKeyThatCannotBeReadIsTold() {
        String encrypted = TestBastion.openSsh(TestBastion.keyPair(KeyPairProvider.SSH_ED25519, 256), PASSPHRASE);
        assertRefused(
                withKey(encrypted, null),
                Kind.CONFIG,
                "cannot be asked: the tunnel's key cannot be read; give it whole, and its passphrase if it is encrypted.");
        assertRefused(
                withKey(encrypted, "wrong"), Kind.CONFIG, "cannot be read; give it whole, and check its passphrase.");
        assertRefused(withKey(encrypted.substring(0, 120), PASSPHRASE), Kind.CONFIG, "the tunnel's key");
    }

    @Test
    void forwardingThatIsNotAllowedIsTold() {
        bastion.forbidForwarding();
        PostgresConfig config =
                TestServer.settings().tunnel(withPassword(TestBastion.PASSWORD)).build();
        assertRefused(
                config,
                Kind.CONFIG,
                ", user \"tunnel\", does not allow to connect to %s:%d; allow it there (AllowTcpForwarding and PermitOpen of sshd_config, or the key's options)."
                        .formatted(config.host(), config.port()));
    }

    @Test
    void aDatabaseThatIsNotThereIsTold() throws IOException {
        int port;
        try (ServerSocket socket = new ServerSocket(0)) {
            port = socket.getLocalPort();
        }
        assertRefused(
                TestServer.settings()
                        .port(port)
                        .tunnel(withPassword(TestBastion.PASSWORD))
                        .build(),
                Kind.TRANSIENT,
                "check the database's host and port as the SSH server sees them.");
    }

    @Test
    void anSshServerThatIsNotThereIsTold() throws IOException {
        TunnelMethod.PasswordAuthentication tunnel = withPassword(TestBastion.PASSWORD);
        bastion.close();
        assertRefused(
                tunnel,
                Kind.TRANSIENT,
                "refused the connection; check the tunnel's host and port, and that the server is running.");
        assertRefused(
                new TunnelMethod.PasswordAuthentication("nowhere.invalid", "me", Secret.of("x")),
                Kind.CONFIG,
                "is unknown by this name; check the tunnel's host.");
    }

    @Test
    void anSshServerThatDoesNotAnswerIsTold() throws IOException {
        try (ServerSocket silent = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            assertRefused(
                    TestServer.settings()
                            .connectTimeout(Duration.ofSeconds(1))
                            .tunnel(new TunnelMethod.PasswordAuthentication(
                                    "127.0.0.1", silent.getLocalPort(), "me", Secret.of("x"), pinned()))
                            .build(),
                    Kind.TRANSIENT,
                    "did not answer within 1 s; check the tunnel's host, port and firewall, or raise the connect timeout.");
        }
    }

    @Test
    void aServerOfAnotherKindIsTold() {
        PostgresConfig database = TestServer.config("public");
        assertRefused(
                TestServer.settings()
                        .connectTimeout(Duration.ofSeconds(2))
                        .tunnel(new TunnelMethod.PasswordAuthentication(
                                database.host(), database.port(), "me", Secret.of("x"), pinned()))
                        .build(),
                Kind.TRANSIENT,
                "the SSH server");
    }

    /** What SSHD and the driver say about their work must not give anything away either. */
    @Test
    void secretsAreInNoLogAndNoMessage() throws SQLException {
        Logger all = (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
        Level before = all.getLevel();
        all.setLevel(Level.DEBUG);
        log.start();
        all.addAppender(log);
        KeyPair keys = TestAuthority.keyPair("EC", 256);
        String text = TestBastion.openSsh(keys, PASSPHRASE);
        bastion.authorize(keys.getPublic());
        try {
            assertConnects(withPassword(TestBastion.PASSWORD));
            assertConnects(withKey(text, PASSPHRASE));
            assertThatThrownBy(() -> assertConnects(withPassword("s3cret-wrong")))
                    .hasStackTraceContaining("does not accept the password")
                    .satisfies(e -> assertThat(stackTrace(e)).doesNotContain("s3cret-wrong"));
        } finally {
            all.detachAppender(log);
            all.setLevel(before);
        }
        assertThat(log.list)
                .hasSizeGreaterThan(100)
                .extracting(ILoggingEvent::getFormattedMessage)
                .noneMatch(line -> line.contains(TestBastion.PASSWORD)
                        || line.contains("s3cret-wrong")
                        || line.contains(PASSPHRASE)
                        || line.contains(text.lines().skip(2).findFirst().orElseThrow()));
    }

    private static String stackTrace(Throwable failure) {
        StringWriter text = new StringWriter();
        failure.printStackTrace(new PrintWriter(text));
        return text.toString();
    }
}
