package io.sqlcache.benchmarks.server;

import io.sqlcache.embedded.EmbeddedServer;
import java.io.IOException;
import java.io.StringWriter;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.openssl.jcajce.JcaPEMWriter;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/** Lets a server of our own speak TLS, beside plain connections. */
public final class TlsSetup {

    private static final X500Name NAME = new X500Name("CN=localhost");
    private static final int KEY_BITS = 2048;
    private static final Duration VALIDITY = Duration.ofDays(1);

    private TlsSetup() {}

    /** Gives the server a key and a certificate, and restarts it. */
    public static void on(BenchmarkServer server, EmbeddedServer embedded) throws Exception {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
        generator.initialize(KEY_BITS);
        KeyPair keys = generator.generateKeyPair();
        write(embedded, "server.key", pem(keys.getPrivate()));
        write(embedded, "server.crt", pem(certificate(keys)));
        server.execute("alter system set ssl = on");
        embedded.restart();
    }

    private static X509CertificateHolder certificate(KeyPair keys)
            throws GeneralSecurityException, OperatorCreationException {
        Instant now = Instant.now();
        return new JcaX509v3CertificateBuilder(
                        NAME,
                        BigInteger.ONE,
                        Date.from(now.minus(VALIDITY)),
                        Date.from(now.plus(VALIDITY)),
                        NAME,
                        keys.getPublic())
                .build(new JcaContentSignerBuilder("SHA256withRSA").build(keys.getPrivate()));
    }

    private static String pem(Object object) throws IOException {
        StringWriter text = new StringWriter();
        try (JcaPEMWriter writer = new JcaPEMWriter(text)) {
            writer.writeObject(object);
        }
        return text.toString();
    }

    private static void write(EmbeddedServer server, String name, String text) throws IOException {
        Path folder = server.dataDirectory();
        Path file = Files.writeString(folder.resolve(name), text);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
        Files.setOwner(file, Files.getOwner(folder));
    }
}
