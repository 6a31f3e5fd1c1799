package io.sqlcache.postgres.config;

import io.sqlcache.api.Secret;
import io.sqlcache.postgres.config.HostKeyCheck.KnownHosts;
import io.sqlcache.postgres.config.HostKeyCheck.Pinned;
import io.sqlcache.postgres.config.HostKeyCheck.UnknownHost;
import io.sqlcache.postgres.config.ObjectModel.Values;
import io.sqlcache.postgres.config.TunnelMethod.KeyAuthentication;
import io.sqlcache.postgres.config.TunnelMethod.PasswordAuthentication;
import io.sqlcache.postgres.config.TunnelMethod.Ssh;
import io.sqlcache.postgres.config.UnionType.Variant;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The properties of {@code tunnel_method}: Airbyte's, and after them some of ours, which Airbyte's own connector passes over: the
 * passphrase of a key, and how the SSH server is checked.
 */
final class TunnelProperties {

    private static final Property<TunnelMethod, String> HOST = Property.of(
                    "tunnel_host", TextType.plain(), ofSsh(Ssh::host))
            .required()
            .ruled(SettingRules::host)
            .described("SSH Server Host", "Name or address of the SSH server, which connects to the database.");

    private static final Property<TunnelMethod, Integer> PORT = Property.of(
                    "tunnel_port", new WholeNumberType(1, 65535), ofSsh(Ssh::port))
            .initially(TunnelMethod.DEFAULT_PORT)
            .described("SSH Server Port", "TCP port that the SSH server listens on.");

    private static final Property<TunnelMethod, String> USER = Property.of(
                    "tunnel_user", TextType.plain(), ofSsh(Ssh::user))
            .required()
            .ruled(SettingRules::given)
            .described("SSH Server User", "User who logs in to the SSH server.");

    private static final Property<TunnelMethod, Secret> KEY = Property.<TunnelMethod>secret(
                    "ssh_key",
                    TextType.secretLines(),
                    method -> method instanceof KeyAuthentication login ? login.key() : null,
                    TunnelProperties::checkKey)
            .required()
            .described("SSH Private Key", "Private key of the user, as PEM or OpenSSH text.");

    private static final Property<TunnelMethod, Secret> PASSPHRASE = Property.<TunnelMethod>secret(
                    "ssh_key_passphrase",
                    TextType.secret(),
                    method -> method instanceof KeyAuthentication login ? login.passphrase() : null,
                    SettingRules::password)
            .described("SSH Private Key Passphrase", "Passphrase of the private key, if the key is encrypted.");

    private static final Property<TunnelMethod, Secret> PASSWORD = Property.<TunnelMethod>secret(
                    "tunnel_user_password",
                    TextType.secret(),
                    method -> method instanceof PasswordAuthentication login ? login.password() : null,
                    TunnelProperties::checkPassword)
            .required()
            .described("SSH Password", "Password of the user.");

    private static final Property<TunnelMethod, String> HOST_KEY = Property.of(
                    "host_key", TextType.plain(), ofCheck(Pinned.class, Pinned::key))
            .ruled((rules, setting, key) -> new ConnectionRules(rules).pinned(setting, key.strip()))
            .described(
                    "SSH Server Key",
                    "What the SSH server must prove to be: a fingerprint \"SHA256:...\" or a public key \"ssh-ed25519 AAAA...\".");

    private static final Property<TunnelMethod, Path> KNOWN_HOSTS = Property.of(
                    "known_hosts",
                    new TextType<>(TextType.Form.PLAIN, TunnelProperties::path, Path::toString),
                    ofCheck(
                            KnownHosts.class,
                            known -> known.file().equals(standard().file()) ? null : known.file()))
            .described("Known Hosts File", "File with the keys of SSH servers; ~/.ssh/known_hosts unless given.");

    private static final Property<TunnelMethod, UnknownHost> UNKNOWN_HOST = Property.of(
                    "unknown_host",
                    ChoiceType.of(UnknownHost.class, host -> host.name().toLowerCase(Locale.ROOT)),
                    ofCheck(
                            KnownHosts.class,
                            known -> known.unknownHost() == standard().unknownHost() ? null : known.unknownHost()))
            .initially(standard().unknownHost())
            .described("Unknown SSH Server", "What becomes of an SSH server that the file does not have.");

    static final UnionType<TunnelMethod> TYPE = new UnionType<>(
            "tunnel_method",
            List.of(
                    new Variant<>(
                            "NO_TUNNEL",
                            "No Tunnel",
                            "The database is reached directly.",
                            TunnelMethod.None.class,
                            new ObjectModel<>(
                                    List.of(), 1, (values, path, rules) -> {}, values -> new TunnelMethod.None())),
                    variant(
                            "SSH_KEY_AUTH",
                            "SSH Key Authentication",
                            KeyAuthentication.class,
                            List.of(HOST, PORT, USER, KEY, PASSPHRASE, HOST_KEY, KNOWN_HOSTS, UNKNOWN_HOST),
                            values -> new KeyAuthentication(
                                    values.of(HOST),
                                    values.of(PORT),
                                    values.of(USER),
                                    values.of(KEY),
                                    values.orNull(PASSPHRASE),
                                    hostKeyCheck(values))),
                    variant(
                            "SSH_PASSWORD_AUTH",
                            "Password Authentication",
                            PasswordAuthentication.class,
                            List.of(HOST, PORT, USER, PASSWORD, HOST_KEY, KNOWN_HOSTS, UNKNOWN_HOST),
                            values -> new PasswordAuthentication(
                                    values.of(HOST),
                                    values.of(PORT),
                                    values.of(USER),
                                    values.of(PASSWORD),
                                    hostKeyCheck(values)))));

    private TunnelProperties() {}

    private static Variant<TunnelMethod> variant(
            String name,
            String title,
            Class<? extends TunnelMethod> type,
            List<Property<TunnelMethod, ?>> properties,
            Function<Values, TunnelMethod> constructor) {
        return new Variant<>(
                name,
                title,
                "The database is reached through an SSH server.",
                type,
                new ObjectModel<>(properties, 1, TunnelProperties::checkOneCheck, constructor));
    }

    private static <V> Function<TunnelMethod, @Nullable V> ofSsh(Function<Ssh, V> value) {
        return method -> method instanceof Ssh ssh ? value.apply(ssh) : null;
    }

    private static <C extends HostKeyCheck, V> Function<TunnelMethod, @Nullable V> ofCheck(
            Class<C> type, Function<C, @Nullable V> value) {
        return method -> method instanceof Ssh ssh && type.isInstance(ssh.hostKeyCheck())
                ? value.apply(type.cast(ssh.hostKeyCheck()))
                : null;
    }

    private static KnownHosts standard() {
        return (KnownHosts) HostKeyCheck.standard();
    }

    private static HostKeyCheck hostKeyCheck(Values values) {
        String key = values.given(HOST_KEY);
        return key != null
                ? new Pinned(key)
                : new KnownHosts(
                        Objects.requireNonNullElse(
                                values.given(KNOWN_HOSTS), standard().file()),
                        values.of(UNKNOWN_HOST));
    }

    private static void checkOneCheck(Values values, String path, SettingRules rules) {
        if (values.given(HOST_KEY) != null
                && (values.given(KNOWN_HOSTS) != null || values.given(UNKNOWN_HOST) != null)) {
            rules.add(path
                    + ": host_key says which key the server must have, so known_hosts and unknown_host go without it");
        }
    }

    private static void checkKey(SettingRules rules, String setting, Secret key) {
        rules.given(setting, key.reveal());
        new ConnectionRules(rules).privateKey(setting, key);
    }

    private static void checkPassword(SettingRules rules, String setting, Secret password) {
        rules.given(setting, password.reveal());
    }

    private static Optional<Path> path(String text, String path, SettingRules rules) {
        try {
            return Optional.of(Path.of(text));
        } catch (InvalidPathException e) {
            rules.add(path + ": is not a path");
            return Optional.empty();
        }
    }
}
