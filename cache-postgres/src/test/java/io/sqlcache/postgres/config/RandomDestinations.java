package io.sqlcache.postgres.config;

import io.sqlcache.api.CdcDeletion;
import io.sqlcache.api.Secret;
import io.sqlcache.postgres.config.HostKeyCheck.KnownHosts;
import io.sqlcache.postgres.config.HostKeyCheck.Pinned;
import io.sqlcache.postgres.config.HostKeyCheck.UnknownHost;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/** Configurations at random, in which every property and variant comes up. */
final class RandomDestinations {

    private static final String CERTIFICATE = "-----BEGIN CERTIFICATE-----\nMIIB%d\n-----END CERTIFICATE-----\n";
    private static final String KEY = "-----BEGIN PRIVATE KEY-----\nMIIE%d\n-----END PRIVATE KEY-----\n";

    private final Random random;

    RandomDestinations(long seed) {
        this.random = new Random(seed);
    }

    DestinationPostgres next() {
        DestinationPostgresBuilder destination = DestinationPostgres.builder()
                .host(one("db.example.com", "::1", "10.0.0.1", "DB"))
                .port(1 + random.nextInt(65535))
                .database(text())
                .schema(one("public", "airbyte_raw", "Schéma \"x\" & y"))
                .username(text())
                .password(perhaps(Secret.of(text())))
                .cdcDeletionMode(one(CdcDeletion.values()))
                .jdbcUrlParams(jdbcUrlParams())
                .rawDataSchema(perhaps(text()))
                .unconstrainedNumber(perhaps(random.nextBoolean()))
                .tunnelMethod(tunnel())
                .additionalProperties(Secret.of(additional()));
        if (random.nextBoolean()) {
            destination.ssl(sslMode());
        } else {
            destination.noSsl(perhaps(sslMode()));
        }
        if (random.nextBoolean()) {
            destination.dropCascade();
        }
        return destination.build();
    }

    SslMode sslMode() {
        boolean client = random.nextBoolean();
        Secret certificate = client ? Secret.of(CERTIFICATE.formatted(random.nextInt())) : null;
        Secret key = client ? Secret.of(KEY.formatted(random.nextInt())) : null;
        Secret password = perhaps(Secret.of(text()));
        Secret authorities = perhaps(Secret.of(CERTIFICATE.formatted(random.nextInt())));
        return one(
                new SslMode.Disable(),
                new SslMode.Allow(),
                new SslMode.Prefer(),
                new SslMode.Require(certificate, key, password),
                new SslMode.VerifyCa(authorities, certificate, key, password),
                new SslMode.VerifyFull(authorities, certificate, key, password));
    }

    TunnelMethod tunnel() {
        HostKeyCheck check = one(
                HostKeyCheck.standard(),
                new KnownHosts(Path.of("/etc/known hosts"), one(UnknownHost.values())),
                new Pinned("SHA256:" + "a".repeat(43)));
        int port = one(22, 1 + random.nextInt(65535));
        return one(
                new TunnelMethod.None(),
                new TunnelMethod.KeyAuthentication(
                        "bastion",
                        port,
                        text(),
                        Secret.of(KEY.formatted(random.nextInt())),
                        perhaps(Secret.of(text())),
                        check),
                new TunnelMethod.PasswordAuthentication("fe80::1", port, text(), Secret.of(text()), check));
    }

    Map<String, String> driverParameters() {
        Map<String, String> parameters = new HashMap<>();
        for (String name : List.of("ApplicationName", "options", "kerberosServerName")) {
            if (random.nextInt(3) == 0) {
                parameters.put(name, text());
            }
        }
        if (random.nextBoolean()) {
            parameters.putAll(Map.of("prepareThreshold", one("0", "-1", "5"), "tcpKeepAlive", one("true", "false")));
        }
        return parameters;
    }

    private Map<String, String> jdbcUrlParams() {
        Map<String, String> parameters = driverParameters();
        for (String name : List.of("connectTimeout", "socketTimeout", "loginTimeout")) {
            if (random.nextInt(3) == 0) {
                parameters.put(name, one("10", "3600", "0", "07"));
            }
        }
        return parameters;
    }

    private String additional() {
        return one(
                "{}",
                "{}",
                "{\"table_prefix\":\"p_\"}",
                "{\"x\":{\"y\":[1.10,null,\"z\"]},\"ssl_mode\":{},\"n\":123456789012345678901234567890}",
                "{\"a\":null}");
    }

    /** Any characters, but no blank text. */
    String text() {
        String letters = "aZ09 ?&=#%+/@:;\"'\\{}$é漢🙂\n";
        StringBuilder text = new StringBuilder("x");
        random.ints(random.nextInt(8), 0, letters.length())
                .map(letters::codePointAt)
                .filter(Character::isValidCodePoint)
                .filter(point -> point < 0xD800 || point > 0xDFFF)
                .forEach(text::appendCodePoint);
        return text.toString();
    }

    <T> @Nullable T perhaps(T value) {
        return random.nextBoolean() ? value : null;
    }

    @SafeVarargs
    final <T> T one(T... values) {
        return values[random.nextInt(values.length)];
    }
}
