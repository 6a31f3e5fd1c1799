package io.sqlcache.postgres.connect;

import static io.sqlcache.postgres.connect.TunnelChecks.assertConnects;
import static io.sqlcache.postgres.connect.TunnelChecks.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.sqlcache.api.CacheException.Kind;
import io.sqlcache.postgres.config.HostKeyCheck;
import io.sqlcache.postgres.testing.TestBastion;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.sql.SQLException;
import org.apache.sshd.common.config.keys.PublicKeyEntry;
import org.apache.sshd.common.keyprovider.KeyPairProvider;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

/** Which SSH servers are taken for the ones that are meant. */
@Timeout(120)
class HostKeyTest {

    private final Logger ours = (Logger) LoggerFactory.getLogger("io.sqlcache");
    private final ListAppender<ILoggingEvent> log = new ListAppender<>();

    private TestBastion bastion;

    @TempDir
    private Path folder;

    @BeforeEach
    void start() throws IOException {
        bastion = TestBastion.start();
        log.start();
        ours.addAppender(log);
    }

    @AfterEach
    void stop() throws IOException {
        ours.detachAppender(log);
        bastion.close();
    }

    @Test
    void aHostsPublicKeyCanBePinned() throws SQLException {
        assertConnects(bastion.withPassword(
                TestBastion.PASSWORD, new HostKeyCheck.Pinned(PublicKeyEntry.toString(bastion.hostKey()))));
        assertConnects(bastion.withPassword(
                TestBastion.PASSWORD, new HostKeyCheck.Pinned(PublicKeyEntry.toString(bastion.olderHostKey()))));
    }

    @Test
    void aHostWithAnotherKeyThanThePinnedOneGetsNoPassword() {
        KeyPair other = TestBastion.keyPair(KeyPairProvider.SSH_ED25519, 256);
        assertRefused(
                bastion.withPassword(
                        TestBastion.PASSWORD, new HostKeyCheck.Pinned(HostKeyVerifier.fingerprint(other.getPublic()))),
                Kind.CONFIG,
                " shows the key %s, which is not the given one; if it is the server that is meant, give this key."
                        .formatted(HostKeyVerifier.fingerprint(bastion.hostKey())));
    }

    @Test
    void aKnownHostShowsTheKeyThatIsKnown() throws Exception {
        HostKeyCheck known = knownHosts(bastion.knownHost(bastion.olderHostKey()), HostKeyCheck.UnknownHost.REFUSE);
        assertConnects(bastion.withPassword(TestBastion.PASSWORD, known));
        assertThat(log.list).extracting(ILoggingEvent::getLevel).doesNotContain(Level.WARN);
    }

    @Test
    void aKnownHostWithAnotherKeyIsRefusedEvenIfUnknownOnesAreNot() throws Exception {
        KeyPair other = TestBastion.keyPair(KeyPairProvider.SSH_ED25519, 256);
        assertRefused(
                bastion.withPassword(
                        TestBastion.PASSWORD,
                        knownHosts(bastion.knownHost(other.getPublic()), HostKeyCheck.UnknownHost.ACCEPT)),
                Kind.CONFIG,
                " shows the key %s, and %s has another one for it; if the server was given a new key, correct that file."
                        .formatted(HostKeyVerifier.fingerprint(bastion.hostKey()), folder.resolve("known_hosts")));
    }

    @Test
    void aRevokedKeyIsRefused() throws Exception {
        String line = "@revoked " + bastion.knownHost(bastion.hostKey());
        assertRefused(
                bastion.withPassword(TestBastion.PASSWORD, knownHosts(line, HostKeyCheck.UnknownHost.ACCEPT)),
                Kind.CONFIG,
                "says is revoked.");
    }

    @Test
    void anUnknownHostIsAcceptedWithAWarningOrRefused() throws Exception {
        String fingerprint = HostKeyVerifier.fingerprint(bastion.hostKey());
        assertConnects(bastion.withPassword(TestBastion.PASSWORD, knownHosts("", HostKeyCheck.UnknownHost.ACCEPT)));
        assertThat(log.list)
                .filteredOn(line -> line.getLevel() == Level.WARN)
                .extracting(ILoggingEvent::getFormattedMessage)
                .containsExactly(
                        "The SSH server 127.0.0.1:%d is taken for the one that is meant, though %s does not have it; give its key %s to be sure"
                                .formatted(bastion.port(), folder.resolve("known_hosts"), fingerprint));
        assertRefused(
                bastion.withPassword(
                        TestBastion.PASSWORD,
                        new HostKeyCheck.KnownHosts(folder.resolve("missing"), HostKeyCheck.UnknownHost.REFUSE)),
                Kind.CONFIG,
                " shows the key %s, and %s does not have it; if it is the server that is meant, give this key."
                        .formatted(fingerprint, folder.resolve("missing")));
    }

    private HostKeyCheck knownHosts(String lines, HostKeyCheck.UnknownHost unknown) throws IOException {
        return new HostKeyCheck.KnownHosts(Files.writeString(folder.resolve("known_hosts"), lines), unknown);
    }
}
