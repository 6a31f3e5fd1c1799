package io.sqlcache.postgres.config;

import io.sqlcache.api.Secret;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The SSL mode of libpq's parameters, with the files that they name read. */
final class LibpqSsl {

    static final String MODE = "sslmode";
    static final String ROOT_CERTIFICATE = "sslrootcert";
    static final String CERTIFICATE = "sslcert";
    static final String KEY = "sslkey";
    static final String KEY_PASSWORD = "sslpassword";

    /** In place of a file: the authorities that the system trusts, or Java here. */
    private static final String SYSTEM = "system";

    private final Map<String, String> parameters;
    private final SettingRules rules;

    LibpqSsl(Map<String, String> parameters, SettingRules rules) {
        this.parameters = parameters;
        this.rules = rules;
    }

    /** The mode; its parameters are removed from the others. As in libpq, {@code require} with authorities is {@code verify-ca}. */
    SslMode take() {
        String root = parameters.get(ROOT_CERTIFICATE);
        String mode = parameters.remove(MODE);
        Secret authorities = SYSTEM.equals(root) ? null : file(ROOT_CERTIFICATE);
        parameters.remove(ROOT_CERTIFICATE);
        Secret certificate = file(CERTIFICATE);
        Secret key = file(KEY);
        String keyPassword = parameters.remove(KEY_PASSWORD);
        Secret password = keyPassword == null ? null : Secret.of(keyPassword);
        String wanted = mode != null ? mode : SYSTEM.equals(root) ? "verify-full" : "prefer";
        return switch (wanted) {
            case "disable" -> alone(new SslMode.Disable(), root, certificate, key);
            case "allow" -> alone(new SslMode.Allow(), root, certificate, key);
            case "prefer" -> alone(new SslMode.Prefer(), root, certificate, key);
            case "require" ->
                root == null
                        ? new SslMode.Require(certificate, key, password)
                        : new SslMode.VerifyCa(authorities, certificate, key, password);
            case "verify-ca" -> new SslMode.VerifyCa(authorities, certificate, key, password);
            case "verify-full" -> new SslMode.VerifyFull(authorities, certificate, key, password);
            default -> unknown();
        };
    }

    private SslMode alone(SslMode mode, @Nullable String root, @Nullable Secret certificate, @Nullable Secret key) {
        if (root != null || certificate != null || key != null) {
            rules.add("%s, %s and %s need %s require, verify-ca or verify-full, and it is %s"
                    .formatted(ROOT_CERTIFICATE, CERTIFICATE, KEY, MODE, mode.mode()));
        }
        return mode;
    }

    private SslMode unknown() {
        rules.add(MODE + " is not one of disable, allow, prefer, require, verify-ca, verify-full");
        return new SslMode.Prefer();
    }

    private @Nullable Secret file(String parameter) {
        String path = parameters.remove(parameter);
        if (path == null) {
            return null;
        }
        try {
            return Secret.of(Files.readString(Path.of(path)));
        } catch (IOException | InvalidPathException e) {
            rules.add("%s: the file \"%s\" cannot be read (%s)"
                    .formatted(parameter, path, e.getClass().getSimpleName()));
            return null;
        }
    }
}
