package io.sqlcache.postgres.connect;

import io.sqlcache.api.Secret;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.asn1.x9.X9ObjectIdentifiers;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.bouncycastle.openssl.PEMEncryptedKeyPair;
import org.bouncycastle.openssl.PEMKeyPair;
import org.bouncycastle.openssl.PEMParser;
import org.bouncycastle.openssl.bc.BcPEMDecryptorProvider;
import org.bouncycastle.openssl.jcajce.JceOpenSSLPKCS8DecryptorProviderBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.pkcs.PKCS8EncryptedPrivateKeyInfo;
import org.bouncycastle.pkcs.PKCSException;
import org.jspecify.annotations.Nullable;

/** Reads certificates and private keys. Messages of failures say what was expected, never what the text holds. */
final class PemTexts {

    private static final Pattern BLOCK =
            Pattern.compile("(-----BEGIN [^-]+-----)(.*?)(-----END [^-]+-----)", Pattern.DOTALL);

    private static final String NO_KEY = "is no private key in PEM form, not the whole of it, or of an unknown kind";

    /** A text cannot be read; the message completes "the client key ...". */
    static final class Unreadable extends Exception {
        Unreadable(String reason) {
            super(reason);
        }
    }

    private PemTexts() {}

    /** All certificates of a text, at least one. */
    static List<X509Certificate> certificates(Secret text) throws Unreadable {
        try {
            List<X509Certificate> certificates = CertificateFactory.getInstance("X.509")
                    .generateCertificates(new ByteArrayInputStream(lines(text).getBytes(StandardCharsets.UTF_8)))
                    .stream()
                    .map(X509Certificate.class::cast)
                    .toList();
            if (certificates.isEmpty()) {
                throw new Unreadable("holds no certificate");
            }
            return certificates;
        } catch (CertificateException e) {
            throw new Unreadable("is no certificate in PEM form, or not the whole of it");
        }
    }

    /** The private key of a text: PKCS #8, PKCS #1 or EC, each encrypted or not. */
    static PrivateKey privateKey(Secret text, @Nullable Secret password) throws Unreadable {
        try {
            PrivateKeyInfo key = keyInfo(text, password);
            return KeyFactory.getInstance(algorithm(key)).generatePrivate(new PKCS8EncodedKeySpec(key.getEncoded()));
        } catch (IOException | GeneralSecurityException | IllegalArgumentException e) {
            throw new Unreadable(NO_KEY);
        }
    }

    /** Java knows the number of every kind but one. */
    private static String algorithm(PrivateKeyInfo key) {
        ASN1ObjectIdentifier kind = key.getPrivateKeyAlgorithm().getAlgorithm();
        return kind.equals(X9ObjectIdentifiers.id_ecPublicKey) ? "EC" : kind.getId();
    }

    /** A private key in the new form without encryption, for who reads no other. */
    static String decrypted(Secret text, @Nullable Secret password) throws Unreadable {
        try {
            return "-----BEGIN PRIVATE KEY-----\n"
                    + Base64.getMimeEncoder()
                            .encodeToString(keyInfo(text, password).getEncoded())
                    + "\n-----END PRIVATE KEY-----\n";
        } catch (IOException e) {
            throw new Unreadable(NO_KEY);
        }
    }

    private static PrivateKeyInfo keyInfo(Secret text, @Nullable Secret password) throws IOException, Unreadable {
        PEMParser parser = new PEMParser(new StringReader(lines(text)));
        // The parameters of an elliptic curve may come first, certificates before or after.
        for (Object part = parser.readObject(); part != null; part = parser.readObject()) {
            if (part instanceof PrivateKeyInfo key) {
                return key;
            }
            if (part instanceof PEMKeyPair key) {
                return key.getPrivateKeyInfo();
            }
            if (part instanceof PEMEncryptedKeyPair || part instanceof PKCS8EncryptedPrivateKeyInfo) {
                return decrypted(part, password);
            }
        }
        throw new Unreadable("holds no private key");
    }

    private static PrivateKeyInfo decrypted(Object key, @Nullable Secret password) throws Unreadable {
        if (password == null) {
            throw new Unreadable("is encrypted, and no password is given for it");
        }
        char[] characters = password.reveal().toCharArray();
        try {
            return key instanceof PEMEncryptedKeyPair pair
                    ? pair.decryptKeyPair(new BcPEMDecryptorProvider(characters))
                            .getPrivateKeyInfo()
                    : ((PKCS8EncryptedPrivateKeyInfo) key)
                            .decryptPrivateKeyInfo(new JceOpenSSLPKCS8DecryptorProviderBuilder()
                                    .setProvider(new BouncyCastleProvider())
                                    .build(characters));
        } catch (IOException | PKCSException | OperatorCreationException e) {
            throw new Unreadable("cannot be decrypted: its password is wrong");
        }
    }

    /** The text with its lines: in a variable of the environment or one line of JSON their ends are often written out. */
    static String lines(Secret text) {
        String mended = text.reveal().replace("\\r", "").replace("\\n", "\n").strip() + "\n";
        return BLOCK.matcher(mended).replaceAll(PemTexts::block);
    }

    /** A form that takes one line makes blanks of line ends. Headers have blanks of their own: such a text stays as it is. */
    private static String block(MatchResult block) {
        String body = block.group(2);
        boolean isOneLine = body.indexOf('\n') < 0 && body.indexOf(':') < 0;
        return Matcher.quoteReplacement(
                isOneLine
                        ? block.group(1) + "\n" + body.strip().replaceAll("\\s+", "\n") + "\n" + block.group(3) + "\n"
                        : block.group());
    }
}
