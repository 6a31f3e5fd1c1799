package io.sqlcache.postgres.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sqlcache.api.CacheException;
import io.sqlcache.api.Secret;
import org.junit.jupiter.api.Test;

/** What is wrong with certificates, keys and tunnels is told at once, and without them. */
class ConnectionRulesTest {

    private static final Secret SECRET = Secret.of("s3cret");

    private static void assertViolations(SslMode mode, TunnelMethod tunnel, String violations) {
        SettingRules rules = new SettingRules();
        new ConnectionRules(rules).sslMode("ssl mode", mode);
        new ConnectionRules(rules).tunnel("tunnel", tunnel);
        assertThatThrownBy(() -> rules.check("Cannot use these"))
                .isInstanceOf(CacheException.class)
                .hasMessage("Cannot use these: " + violations);
    }

    @Test
    void everyViolationIsTold() {
        assertViolations(
                new SslMode.VerifyFull(SECRET, SECRET, null, null),
                new TunnelMethod.KeyAuthentication(
                        "no host", 0, " ", SECRET, null, new HostKeyCheck.Pinned("MD5:1:2:3")),
                "ssl mode verify-full: the CA certificate is not a PEM text: it has no line \"-----BEGIN CERTIFICATE-----\";"
                        + " ssl mode verify-full: the client certificate is not a PEM text: it has no line \"-----BEGIN CERTIFICATE-----\";"
                        + " ssl mode verify-full: a client certificate and its key go together, and only the certificate is given;"
                        + " tunnel host \"no host\" is not the name or address of one host;"
                        + " tunnel port 0 is not between 1 and 65535;"
                        + " tunnel user is blank;"
                        + " tunnel host key is neither a fingerprint \"SHA256:...\" nor a public key like \"ssh-ed25519 AAAA...\";"
                        + " tunnel key is not a private key: it has no line \"-----BEGIN ... PRIVATE KEY-----\".");
        assertViolations(
                new SslMode.Require(null, SECRET, null),
                new TunnelMethod.PasswordAuthentication("host", "me", Secret.of("")),
                "ssl mode require: the client key is not a private key: it has no line \"-----BEGIN ... PRIVATE KEY-----\";"
                        + " ssl mode require: a client certificate and its key go together, and only the key is given;"
                        + " tunnel password is blank.");
    }

    @Test
    void whatIsLeftEmptyIsNotGiven() {
        SettingRules rules = new SettingRules();
        new ConnectionRules(rules)
                .sslMode("ssl mode", new SslMode.VerifyFull(Secret.of(""), Secret.of(" "), Secret.of("\n"), null));
        new ConnectionRules(rules).tunnel("tunnel", new TunnelMethod.None());
        rules.check("nothing is wrong");
    }

    @Test
    void noValueShowsItsSecrets() {
        assertThat(new SslMode.VerifyFull(SECRET, SECRET, SECRET, SECRET).toString())
                .contains("****")
                .doesNotContain("s3cret");
        assertThat(new TunnelMethod.KeyAuthentication("host", "me", SECRET).toString())
                .contains("host", "me")
                .doesNotContain("s3cret");
        assertThat(new TunnelMethod.PasswordAuthentication("host", "me", SECRET).toString())
                .doesNotContain("s3cret");
    }
}
