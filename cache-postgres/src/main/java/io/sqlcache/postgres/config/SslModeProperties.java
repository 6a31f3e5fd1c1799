package io.sqlcache.postgres.config;

import io.sqlcache.api.Secret;
import io.sqlcache.postgres.config.ObjectModel.Values;
import io.sqlcache.postgres.config.UnionType.Variant;
import java.util.List;
import java.util.function.Function;

/** The properties of {@code ssl_mode}. */
final class SslModeProperties {

    private static final Property<SslMode, Secret> CA_CERTIFICATE = Property.<SslMode>secret(
                    "ca_certificate",
                    TextType.secretLines(),
                    SslMode::caCertificate,
                    (rules, setting, pem) -> new ConnectionRules(rules).certificate(setting, pem))
            .described(
                    "CA Certificate",
                    "Certificates of the authorities that are trusted, as PEM text; without them, those that Java trusts.");

    private static final Property<SslMode, Secret> CLIENT_CERTIFICATE = Property.<SslMode>secret(
                    "client_certificate",
                    TextType.secretLines(),
                    SslMode::clientCertificate,
                    (rules, setting, pem) -> new ConnectionRules(rules).certificate(setting, pem))
            .described("Client Certificate", "Certificate that is shown to a server that asks for one, as PEM text.");

    private static final Property<SslMode, Secret> CLIENT_KEY = Property.<SslMode>secret(
                    "client_key",
                    TextType.secretLines(),
                    SslMode::clientKey,
                    (rules, setting, pem) -> new ConnectionRules(rules).privateKey(setting, pem))
            .described("Client Key", "Private key of the client certificate, as PEM text.");

    private static final Property<SslMode, Secret> CLIENT_KEY_PASSWORD = Property.<SslMode>secret(
                    "client_key_password", TextType.secret(), SslMode::clientKeyPassword, SettingRules::password)
            .described("Client Key Password", "Password of the client key, if the key is encrypted.");

    private static final List<Property<SslMode, ?>> CLIENT =
            List.of(CLIENT_CERTIFICATE, CLIENT_KEY, CLIENT_KEY_PASSWORD);
    private static final List<Property<SslMode, ?>> BOTH =
            List.of(CA_CERTIFICATE, CLIENT_CERTIFICATE, CLIENT_KEY, CLIENT_KEY_PASSWORD);

    static final UnionType<SslMode> TYPE = new UnionType<>(
            "mode",
            List.of(
                    variant(
                            "disable",
                            SslMode.Disable.class,
                            "Never encrypted.",
                            List.of(),
                            values -> new SslMode.Disable()),
                    variant(
                            "allow",
                            SslMode.Allow.class,
                            "Encrypted only if the server demands it.",
                            List.of(),
                            values -> new SslMode.Allow()),
                    variant(
                            "prefer",
                            SslMode.Prefer.class,
                            "Encrypted if the server can.",
                            List.of(),
                            values -> new SslMode.Prefer()),
                    variant(
                            "require",
                            SslMode.Require.class,
                            "Always encrypted; the server proves nothing.",
                            CLIENT,
                            values -> new SslMode.Require(
                                    values.orNull(CLIENT_CERTIFICATE),
                                    values.orNull(CLIENT_KEY),
                                    values.orNull(CLIENT_KEY_PASSWORD))),
                    variant(
                            "verify-ca",
                            SslMode.VerifyCa.class,
                            "Always encrypted; the server's certificate comes from a trusted authority.",
                            BOTH,
                            values -> new SslMode.VerifyCa(
                                    values.orNull(CA_CERTIFICATE),
                                    values.orNull(CLIENT_CERTIFICATE),
                                    values.orNull(CLIENT_KEY),
                                    values.orNull(CLIENT_KEY_PASSWORD))),
                    variant(
                            "verify-full",
                            SslMode.VerifyFull.class,
                            "Always encrypted; the server's certificate comes from a trusted authority and names its host.",
                            BOTH,
                            values -> new SslMode.VerifyFull(
                                    values.orNull(CA_CERTIFICATE),
                                    values.orNull(CLIENT_CERTIFICATE),
                                    values.orNull(CLIENT_KEY),
                                    values.orNull(CLIENT_KEY_PASSWORD)))));

    private SslModeProperties() {}

    private static Variant<SslMode> variant(
            String name,
            Class<? extends SslMode> type,
            String description,
            List<Property<SslMode, ?>> properties,
            Function<Values, SslMode> constructor) {
        return new Variant<>(
                name,
                name,
                description,
                type,
                new ObjectModel<>(properties, 1, SslModeProperties::checkPair, constructor));
    }

    private static void checkPair(Values values, String path, SettingRules rules) {
        boolean shown = ConnectionRules.isGiven(values.given(CLIENT_CERTIFICATE));
        if (shown != ConnectionRules.isGiven(values.given(CLIENT_KEY))) {
            rules.add("%s: client_certificate and client_key go together, and only %s is given"
                    .formatted(path, shown ? CLIENT_CERTIFICATE.name() : CLIENT_KEY.name()));
        }
    }
}
