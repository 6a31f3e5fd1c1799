package io.sqlcache.postgres.testing;

import io.sqlcache.api.Secret;
import java.io.IOException;
import java.io.StringWriter;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PublicKey;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.asn1.sec.ECPrivateKey;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.cert.X509v3CertificateBuilder;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.openssl.jcajce.JcaPEMWriter;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.bouncycastle.util.io.pem.PemObject;

/** An authority that issues certificates, made when it is needed. */
public final class TestAuthority {

    private static final AtomicLong SERIAL = new AtomicLong(1);

    private final String name;
    private final KeyPair keys = keyPair("EC", 256);

    public TestAuthority(String name) {
        this.name = name;
    }

    /** A certificate and its private key, both PEM. */
    public record Issued(String certificate, KeyPair keys) {

        public String key() {
            return oldForm(keys);
        }

        public Secret secretCertificate() {
            return Secret.of(certificate);
        }

        public Secret secretKey() {
            return Secret.of(key());
        }
    }

    /** The authority's own certificate. */
    public Secret certificate() {
        X509v3CertificateBuilder builder = builder(name, keys, Instant.now().plus(Duration.ofDays(1)));
        try {
            builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(true));
        } catch (IOException e) {
            throw new AssertionError(e);
        }
        return Secret.of(signed(builder));
    }

    /** A certificate for a user or host, which may have DNS names. */
    public Issued issue(String subject, String... names) {
        return issue(Instant.now().plus(Duration.ofDays(1)), subject, names);
    }

    /** A certificate whose time was over an hour ago. */
    public Issued issueExpired(String subject, String... names) {
        return issue(Instant.now().minus(Duration.ofHours(1)), subject, names);
    }

    private Issued issue(Instant end, String subject, String... names) {
        KeyPair subjectKeys = keyPair("EC", 256);
        X509v3CertificateBuilder builder = builder(subject, subjectKeys, end);
        if (names.length > 0) {
            GeneralName[] alternatives = Stream.of(names)
                    .map(alternative -> new GeneralName(GeneralName.dNSName, alternative))
                    .toArray(GeneralName[]::new);
            try {
                builder.addExtension(Extension.subjectAlternativeName, false, new GeneralNames(alternatives));
            } catch (IOException e) {
                throw new AssertionError(e);
            }
        }
        return new Issued(signed(builder), subjectKeys);
    }

    private X509v3CertificateBuilder builder(String subject, KeyPair subjectKeys, Instant end) {
        return new JcaX509v3CertificateBuilder(
                new X500Name("CN=" + name),
                BigInteger.valueOf(SERIAL.getAndIncrement()),
                Date.from(Instant.now().minus(Duration.ofDays(2))),
                Date.from(end),
                new X500Name("CN=" + subject),
                subjectKeys.getPublic());
    }

    private String signed(X509v3CertificateBuilder builder) {
        try {
            return pem(builder.build(new JcaContentSignerBuilder("SHA256withECDSA").build(keys.getPrivate())));
        } catch (OperatorCreationException e) {
            throw new AssertionError(e);
        }
    }

    /** The same RSA keys for all tests of this JVM, whose small compiler takes a second to find them. */
    public static KeyPair rsaKeys() {
        return RsaKeys.SHARED;
    }

    public static KeyPair keyPair(String algorithm, int bits) {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance(algorithm);
            generator.initialize(bits);
            return generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }

    /** A private key in the old form of its kind, as OpenSSL wrote it. */
    public static String oldForm(KeyPair keys) {
        try {
            return pem(
                    keys.getPrivate() instanceof java.security.interfaces.ECPrivateKey key
                            ? new PemObject(
                                    "EC PRIVATE KEY",
                                    withCurve(key, keys.getPublic()).getEncoded())
                            : keys.getPrivate());
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    /** Java leaves out what is told elsewhere too: the curve and the public key. */
    private static ECPrivateKey withCurve(java.security.interfaces.ECPrivateKey key, PublicKey publicKey) {
        return new ECPrivateKey(
                key.getParams().getOrder().bitLength(),
                key.getS(),
                SubjectPublicKeyInfo.getInstance(publicKey.getEncoded()).getPublicKeyData(),
                PrivateKeyInfo.getInstance(key.getEncoded())
                        .getPrivateKeyAlgorithm()
                        .getParameters());
    }

    public static String pem(Object part) {
        StringWriter text = new StringWriter();
        try (JcaPEMWriter writer = new JcaPEMWriter(text)) {
            writer.writeObject(part);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
        return text.toString();
    }

    private static final class RsaKeys {

        static final KeyPair SHARED = keyPair("RSA", 2048);

        private RsaKeys() {}
    }
}
