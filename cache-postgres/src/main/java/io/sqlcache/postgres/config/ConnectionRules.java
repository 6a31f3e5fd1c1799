package io.sqlcache.postgres.config;

import io.sqlcache.api.Secret;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What the settings of TLS and of a tunnel must be like, as far as it can be told without trying; secrets are never quoted. */
final class ConnectionRules {

    private static final Pattern FINGERPRINT = Pattern.compile("SHA256:[A-Za-z0-9+/]{43}=?");
    private static final Pattern PUBLIC_KEY = Pattern.compile("[a-z0-9@.-]+ +AAAA[A-Za-z0-9+/]+=*( .*)?");
    private static final String CERTIFICATE = "-----BEGIN CERTIFICATE-----";
    private static final Pattern PRIVATE_KEY = Pattern.compile("-----BEGIN ([A-Z0-9]+ )*PRIVATE KEY-----");

    private final SettingRules rules;

    ConnectionRules(SettingRules rules) {
        this.rules = rules;
    }

    /** Notes what is wrong with certificates and keys; {@code setting} is what the user calls the mode, as in "ssl mode". */
    void sslMode(String setting, SslMode mode) {
        String name = setting + " " + mode.mode() + ": ";
        certificate(name + "the CA certificate", mode.caCertificate());
        certificate(name + "the client certificate", mode.clientCertificate());
        privateKey(name + "the client key", mode.clientKey());
        if (isGiven(mode.clientCertificate()) != isGiven(mode.clientKey())) {
            rules.add("%sa client certificate and its key go together, and only the %s is given"
                    .formatted(name, isGiven(mode.clientKey()) ? "key" : "certificate"));
        }
    }

    /** Notes what is wrong with a tunnel; {@code setting} is what the user calls it, as in "tunnel". */
    void tunnel(String setting, TunnelMethod method) {
        if (method instanceof TunnelMethod.Ssh ssh) {
            rules.host(setting + " host", ssh.host());
            rules.port(setting + " port", ssh.port());
            if (ssh.user().isBlank()) {
                rules.add(setting + " user is blank");
            }
            if (ssh.hostKeyCheck() instanceof HostKeyCheck.Pinned pinned) {
                pinned(setting + " host key", pinned.key().strip());
            }
        }
        if (method instanceof TunnelMethod.KeyAuthentication login) {
            if (!isGiven(login.key())) {
                rules.add(setting + " key is blank");
            }
            privateKey(setting + " key", login.key());
        }
        if (method instanceof TunnelMethod.PasswordAuthentication login && !isGiven(login.password())) {
            rules.add(setting + " password is blank");
        }
    }

    void certificate(String setting, @Nullable Secret pem) {
        if (pem != null && isGiven(pem) && !pem.reveal().contains(CERTIFICATE)) {
            rules.add("%s is not a PEM text: it has no line \"%s\"".formatted(setting, CERTIFICATE));
        }
    }

    void privateKey(String setting, @Nullable Secret pem) {
        if (pem != null && isGiven(pem) && !PRIVATE_KEY.matcher(pem.reveal()).find()) {
            rules.add("%s is not a private key: it has no line \"-----BEGIN ... PRIVATE KEY-----\"".formatted(setting));
        }
    }

    void pinned(String setting, String key) {
        if (!FINGERPRINT.matcher(key).matches() && !PUBLIC_KEY.matcher(key).matches()) {
            rules.add("%s is neither a fingerprint \"SHA256:...\" nor a public key like \"ssh-ed25519 AAAA...\""
                    .formatted(setting));
        }
    }

    /** A form that was left empty sends empty texts. */
    static boolean isGiven(@Nullable Secret text) {
        return text != null && !text.reveal().isBlank();
    }
}
