package io.sqlcache.postgres.connect;

import io.sqlcache.api.CacheException.Kind;
import io.sqlcache.api.Secret;
import io.sqlcache.postgres.config.TunnelMethod;
import io.sqlcache.postgres.failure.SshFailures;
import io.sqlcache.postgres.failure.TunnelFailure;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import org.apache.sshd.common.NamedResource;
import org.apache.sshd.common.config.keys.FilePasswordProvider;
import org.apache.sshd.common.util.security.SecurityUtils;
import org.jspecify.annotations.Nullable;

/** Reads the private key of a tunnel's user: OpenSSH's own form, or a PEM text as {@link PemTexts} reads it. */
final class SshKeys {

    private static final String OPENSSH = "BEGIN OPENSSH PRIVATE KEY";

    private SshKeys() {}

    static KeyPair read(TunnelMethod.KeyAuthentication login) throws TunnelFailure {
        Secret passphrase = login.passphrase();
        try {
            return login.key().reveal().contains(OPENSSH)
                    ? parsed(PemTexts.lines(login.key()), passphrase)
                    : parsed(PemTexts.decrypted(login.key(), passphrase), null);
        } catch (PemTexts.Unreadable e) {
            throw failure(login, e.getMessage());
        } catch (IOException | GeneralSecurityException | RuntimeException e) {
            // What is thrown depends on the kind of the key; none of it is fit for a user.
            throw failure(
                    login,
                    passphrase == null
                            ? "cannot be read; give it whole, and its passphrase if it is encrypted"
                            : "cannot be read; give it whole, and check its passphrase");
        }
    }

    private static KeyPair parsed(String text, @Nullable Secret passphrase)
            throws IOException, GeneralSecurityException, PemTexts.Unreadable {
        Iterable<KeyPair> keys = SecurityUtils.loadKeyPairIdentities(
                null,
                NamedResource.ofName("the tunnel's key"),
                new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)),
                passphrase == null ? null : FilePasswordProvider.of(passphrase.reveal()));
        if (keys == null || !keys.iterator().hasNext()) {
            throw new PemTexts.Unreadable("holds no private key");
        }
        return keys.iterator().next();
    }

    private static TunnelFailure failure(TunnelMethod.Ssh login, @Nullable String reason) {
        return SshFailures.failure(Kind.CONFIG, login, "cannot be asked: the tunnel's key " + reason, null);
    }
}
