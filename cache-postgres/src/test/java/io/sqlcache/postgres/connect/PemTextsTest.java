package io.sqlcache.postgres.connect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sqlcache.api.Secret;
import io.sqlcache.postgres.testing.TestAuthority;
import java.io.StringWriter;
import java.security.KeyPair;
import java.security.PrivateKey;
import java.security.interfaces.ECPrivateKey;
import java.util.stream.Stream;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.bouncycastle.openssl.PKCS8Generator;
import org.bouncycastle.openssl.jcajce.JcaPEMWriter;
import org.bouncycastle.openssl.jcajce.JcaPKCS8Generator;
import org.bouncycastle.openssl.jcajce.JceOpenSSLPKCS8EncryptorBuilder;
import org.bouncycastle.openssl.jcajce.JcePEMEncryptorBuilder;
import org.bouncycastle.operator.OutputEncryptor;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Keys in all the forms that OpenSSL writes, old and new. */
class PemTextsTest {

    private static final Secret PASSWORD = Secret.of("pässword of the key");

    static Stream<KeyPair> keys() {
        return Stream.of(
                TestAuthority.rsaKeys(), TestAuthority.keyPair("EC", 256), TestAuthority.keyPair("Ed25519", 255));
    }

    @ParameterizedTest
    @MethodSource("keys")
    void plainKeysAreReadInBothForms(KeyPair keys) throws Exception {
        assertSame(read(TestAuthority.oldForm(keys), null), keys.getPrivate());
        assertSame(read(pkcs8(keys.getPrivate(), null), null), keys.getPrivate());
    }

    @ParameterizedTest
    @MethodSource("keys")
    void encryptedKeysAreRead(KeyPair keys) throws Exception {
        assertThat(read(encryptedPkcs8(keys.getPrivate()), PASSWORD)).isEqualTo(keys.getPrivate());
    }

    @Test
    void theOldEncryptedFormIsRead() throws Exception {
        KeyPair keys = TestAuthority.rsaKeys();
        String text = encryptedOldForm(keys.getPrivate());
        assertThat(text).contains("BEGIN RSA PRIVATE KEY", "DEK-Info");
        assertThat(read(text, Secret.of("old"))).isEqualTo(keys.getPrivate());
        assertUnreadable(text, Secret.of("wrong"), "cannot be decrypted: its password is wrong");
    }

    @ParameterizedTest
    @MethodSource("keys")
    void lineEndsMayHaveBecomeBlanks(KeyPair keys) throws Exception {
        assertSame(read(TestAuthority.oldForm(keys).strip().replace("\n", " "), null), keys.getPrivate());
        assertSame(read(pkcs8(keys.getPrivate(), null).replace("\n", "  "), null), keys.getPrivate());
        assertThat(read(encryptedPkcs8(keys.getPrivate()).replace('\n', ' '), PASSWORD))
                .isEqualTo(keys.getPrivate());
    }

    @Test
    void linesMayBeWrittenOutAndOtherPartsMayComeFirst() throws Exception {
        TestAuthority.Issued issued = new TestAuthority("authority").issue("server");
        PrivateKey key = issued.keys().getPrivate();
        assertSame(read(issued.key().replace("\n", "\\n"), null), key);
        assertSame(read(issued.key().replace("\n", "\r\n"), null), key);
        assertSame(read(issued.certificate() + issued.key(), null), key);
        assertThat(PemTexts.certificates(
                        Secret.of("a word before\n" + issued.certificate().replace("\n", "\\n"))))
                .hasSize(1);
    }

    @Test
    void whatCannotBeReadSaysWhyAndNotWhatItHolds() throws Exception {
        String encrypted = encryptedPkcs8(TestAuthority.keyPair("EC", 256).getPrivate());
        assertUnreadable(encrypted, null, "is encrypted, and no password is given for it");
        assertUnreadable(encrypted, Secret.of("wrong"), "cannot be decrypted: its password is wrong");
        assertUnreadable(new TestAuthority("authority").certificate().reveal(), null, "holds no private key");
        assertUnreadable(
                encrypted.substring(0, 100),
                PASSWORD,
                "is no private key in PEM form, not the whole of it, or of an unknown kind");
        assertThatThrownBy(() -> PemTexts.certificates(Secret.of("no certificate")))
                .hasMessageMatching("holds no certificate|is no certificate in PEM form, or not the whole of it")
                .hasNoCause();
    }

    /** Two keys of a curve are equal for Java only if they are written the same way. */
    private static void assertSame(PrivateKey read, PrivateKey expected) {
        if (expected instanceof ECPrivateKey curve) {
            assertThat(((ECPrivateKey) read).getS()).isEqualTo(curve.getS());
        } else {
            assertThat(read).isEqualTo(expected);
        }
    }

    private static void assertUnreadable(String text, @Nullable Secret password, String reason) {
        assertThatThrownBy(() -> read(text, password)).hasMessage(reason).hasNoCause();
    }

    private static PrivateKey read(String text, @Nullable Secret password) throws PemTexts.Unreadable {
        return PemTexts.privateKey(Secret.of(text), password);
    }

    private static String encryptedPkcs8(PrivateKey key) throws Exception {
        return pkcs8(key, encryptor(PASSWORD.reveal()));
    }

    /** A private key in the new encrypted form. */
    static String encrypted(KeyPair keys, String password) {
        try {
            return pkcs8(keys.getPrivate(), encryptor(password));
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    private static OutputEncryptor encryptor(String password) throws Exception {
        return new JceOpenSSLPKCS8EncryptorBuilder(PKCS8Generator.AES_256_CBC)
                .setProvider(new BouncyCastleProvider())
                .setPassword(password.toCharArray())
                .build();
    }

    private static String pkcs8(PrivateKey key, @Nullable OutputEncryptor encryptor) throws Exception {
        return TestAuthority.pem(new JcaPKCS8Generator(key, encryptor));
    }

    private static String encryptedOldForm(PrivateKey key) throws Exception {
        StringWriter text = new StringWriter();
        try (JcaPEMWriter writer = new JcaPEMWriter(text)) {
            writer.writeObject(
                    key,
                    new JcePEMEncryptorBuilder("AES-128-CBC")
                            .setProvider(new BouncyCastleProvider())
                            .build("old".toCharArray()));
        }
        return text.toString();
    }
}
