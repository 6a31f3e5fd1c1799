package io.sqlcache.postgres.connect;

import io.sqlcache.api.CacheException;
import io.sqlcache.api.Secret;
import io.sqlcache.postgres.config.SslMode;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateNotYetValidException;
import java.security.cert.X509Certificate;
import java.util.List;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import org.jspecify.annotations.Nullable;

/** The sockets of an {@link SslMode}: its certificates and keys stay in memory. */
final class TlsSettings {

    private final SslMode mode;
    private final Obstacles obstacles = new Obstacles();

    private TlsSettings(SslMode mode) {
        this.mode = mode;
    }

    /**
     * Encrypts as the mode asks for, but for the host's name, which the driver checks.
     *
     * @throws CacheException of kind {@code CONFIG} that lists every certificate and key that cannot be used
     */
    static SSLSocketFactory sockets(SslMode mode) {
        return new TlsSettings(mode).sockets();
    }

    private SSLSocketFactory sockets() {
        KeyManager[] identity = identity();
        List<X509Certificate> authorities = certificates("the CA certificate", mode.caCertificate());
        obstacles.check("Cannot use the ssl mode " + mode.mode());
        try {
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(identity, trust(authorities), null);
            return context.getSocketFactory();
        } catch (GeneralSecurityException | IOException e) {
            throw new CacheException(
                    CacheException.Kind.INTERNAL, "Cannot set up TLS with Java's own means: " + e.getMessage(), e);
        }
    }

    private TrustManager[] trust(List<X509Certificate> authorities) throws GeneralSecurityException, IOException {
        if (mode instanceof SslMode.Require) {
            return new TrustManager[] {new TrustEverything()};
        }
        TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(authorities.isEmpty() ? null : store(authorities));
        return trust.getTrustManagers();
    }

    private static KeyStore store(List<X509Certificate> authorities) throws GeneralSecurityException, IOException {
        KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
        store.load(null, null);
        for (X509Certificate authority : authorities) {
            store.setCertificateEntry("authority " + store.size(), authority);
        }
        return store;
    }

    private KeyManager[] identity() {
        List<X509Certificate> chain = certificates("the client certificate", mode.clientCertificate());
        PrivateKey key = privateKey();
        if (chain.isEmpty() || key == null) {
            return new KeyManager[0];
        }
        if (!belongTogether(key, chain.get(0).getPublicKey())) {
            obstacles.add("the client key is not that of the client certificate, the first of its text");
        }
        try {
            chain.get(0).checkValidity();
        } catch (CertificateExpiredException e) {
            obstacles.add("the client certificate has expired; get a new one");
        } catch (CertificateNotYetValidException e) {
            obstacles.add("the client certificate is not valid yet; check the clock");
        }
        return new KeyManager[] {new ClientIdentity(key, chain)};
    }

    private List<X509Certificate> certificates(String name, @Nullable Secret text) {
        if (text != null) {
            try {
                return PemTexts.certificates(text);
            } catch (PemTexts.Unreadable e) {
                obstacles.add(name + " " + e.getMessage());
            }
        }
        return List.of();
    }

    private @Nullable PrivateKey privateKey() {
        Secret text = mode.clientKey();
        if (text != null) {
            try {
                return PemTexts.privateKey(text, mode.clientKeyPassword());
            } catch (PemTexts.Unreadable e) {
                obstacles.add("the client key " + e.getMessage());
            }
        }
        return null;
    }

    private static boolean belongTogether(PrivateKey key, PublicKey certified) {
        String algorithm = switch (key.getAlgorithm()) {
            case "RSA" -> "SHA256withRSA";
            case "EC" -> "SHA256withECDSA";
            default -> key.getAlgorithm();
        };
        try {
            byte[] text = {42};
            Signature signature = Signature.getInstance(algorithm);
            signature.initSign(key);
            signature.update(text);
            byte[] signed = signature.sign();
            signature.initVerify(certified);
            signature.update(text);
            return signature.verify(signed);
        } catch (GeneralSecurityException e) {
            return false;
        }
    }
}
