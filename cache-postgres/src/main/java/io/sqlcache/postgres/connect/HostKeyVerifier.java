package io.sqlcache.postgres.connect;

import io.sqlcache.api.CacheException.Kind;
import io.sqlcache.postgres.config.HostKeyCheck;
import io.sqlcache.postgres.config.TunnelMethod;
import io.sqlcache.postgres.failure.TunnelFailure;
import java.io.IOException;
import java.net.SocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.PublicKey;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.apache.sshd.client.config.hosts.KnownHostEntry;
import org.apache.sshd.client.keyverifier.ServerKeyVerifier;
import org.apache.sshd.client.session.ClientSession;
import org.apache.sshd.common.config.keys.AuthorizedKeyEntry;
import org.apache.sshd.common.config.keys.KeyUtils;
import org.apache.sshd.common.config.keys.PublicKeyEntryResolver;
import org.apache.sshd.common.digest.BuiltinDigests;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Decides about the key that an SSH server shows; remembers why it refused the last one. */
final class HostKeyVerifier implements ServerKeyVerifier {

    private static final Logger LOG = LoggerFactory.getLogger(HostKeyVerifier.class);
    private static final String REVOKED = "revoked";

    private final TunnelMethod.Ssh method;
    private volatile @Nullable TunnelFailure refusal;

    HostKeyVerifier(TunnelMethod.Ssh method) {
        this.method = method;
    }

    /** Why the last key was refused; null if it was not. */
    @Nullable
    TunnelFailure refusal() {
        return refusal;
    }

    /** The kinds of the keys that are expected, such as "ssh-ed25519": the server is asked for one of them first. */
    List<String> expectedTypes() throws TunnelFailure {
        HostKeyCheck check = method.hostKeyCheck();
        if (check instanceof HostKeyCheck.Pinned pinned) {
            return pinned.key().contains(" ") ? List.of(pinned.key().strip().split(" +")[0]) : List.of();
        }
        return entries(((HostKeyCheck.KnownHosts) check).file()).stream()
                .map(KnownHostEntry::getKeyEntry)
                .filter(Objects::nonNull)
                .map(AuthorizedKeyEntry::getKeyType)
                .toList();
    }

    @Override
    public boolean verifyServerKey(ClientSession session, SocketAddress address, PublicKey key) {
        refusal = null;
        try {
            HostKeyCheck check = method.hostKeyCheck();
            if (check instanceof HostKeyCheck.Pinned pinned) {
                verify(pinned.key().strip(), key);
            } else if (check instanceof HostKeyCheck.KnownHosts known) {
                verify(known, key);
            }
            return true;
        } catch (TunnelFailure e) {
            refusal = e;
            return false;
        }
    }

    private void verify(String pinned, PublicKey key) throws TunnelFailure {
        boolean same = pinned.contains(" ")
                ? KeyUtils.compareKeys(publicKey(AuthorizedKeyEntry.parseAuthorizedKeyEntry(pinned)), key)
                : withoutPadding(pinned).equals(withoutPadding(fingerprint(key)));
        if (!same) {
            throw refused(
                    "shows the key %s, which is not the given one; if it is the server that is meant, give this key"
                            .formatted(fingerprint(key)));
        }
    }

    private void verify(HostKeyCheck.KnownHosts known, PublicKey key) throws TunnelFailure {
        List<KnownHostEntry> entries = entries(known.file());
        for (KnownHostEntry entry : entries) {
            if (KeyUtils.compareKeys(publicKey(entry.getKeyEntry()), key)) {
                if (REVOKED.equals(entry.getMarker())) {
                    throw refused(
                            "shows the key %s, which %s says is revoked".formatted(fingerprint(key), known.file()));
                }
                return;
            }
        }
        if (!entries.isEmpty()) {
            throw refused(
                    "shows the key %s, and %s has another one for it; if the server was given a new key, correct that file"
                            .formatted(fingerprint(key), known.file()));
        }
        unknown(known, key);
    }

    private void unknown(HostKeyCheck.KnownHosts known, PublicKey key) throws TunnelFailure {
        switch (known.unknownHost()) {
            case ACCEPT ->
                LOG.warn(
                        "The SSH server {}:{} is taken for the one that is meant, though {} does not have it;"
                                + " give its key {} to be sure",
                        method.host(),
                        method.port(),
                        known.file(),
                        fingerprint(key));
            case REFUSE ->
                throw refused(
                        "shows the key %s, and %s does not have it; if it is the server that is meant, give this key"
                                .formatted(fingerprint(key), known.file()));
        }
    }

    /** What the list has for this host; authorities that sign host keys are not asked. */
    private List<KnownHostEntry> entries(Path file) throws TunnelFailure {
        if (!Files.exists(file)) {
            return List.of();
        }
        try {
            List<KnownHostEntry> entries = new ArrayList<>();
            for (KnownHostEntry entry : KnownHostEntry.readKnownHostEntries(file)) {
                if (entry.isHostMatch(method.host(), method.port()) && !"cert-authority".equals(entry.getMarker())) {
                    entries.add(entry);
                }
            }
            return entries;
        } catch (IOException | RuntimeException e) {
            throw new TunnelFailure(
                    Kind.CONFIG,
                    "the SSH server %s:%d cannot be checked, since %s cannot be read: %s"
                            .formatted(method.host(), method.port(), file, e.getMessage()),
                    e);
        }
    }

    private static @Nullable PublicKey publicKey(@Nullable AuthorizedKeyEntry entry) {
        try {
            return entry == null ? null : entry.resolvePublicKey(null, PublicKeyEntryResolver.IGNORING);
        } catch (IOException | GeneralSecurityException | RuntimeException e) {
            LOG.debug("A key of an SSH server is of a kind that cannot be read", e);
            return null;
        }
    }

    private TunnelFailure refused(String reason) {
        return new TunnelFailure(
                Kind.CONFIG, "the SSH server %s:%d %s.".formatted(method.host(), method.port(), reason), null);
    }

    /** As {@code ssh-keygen -l} tells it. */
    static String fingerprint(PublicKey key) {
        return KeyUtils.getFingerPrint(BuiltinDigests.sha256, key);
    }

    private static String withoutPadding(String fingerprint) {
        return fingerprint.replaceFirst("=+$", "");
    }
}
