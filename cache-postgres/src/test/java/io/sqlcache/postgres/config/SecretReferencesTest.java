package io.sqlcache.postgres.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sqlcache.api.CacheException;
import io.sqlcache.api.Caches;
import io.sqlcache.api.Secret;
import io.sqlcache.postgres.PostgresCache;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Secrets that are kept elsewhere, and secrets that are not told. */
class SecretReferencesTest {

    private static final String KEY =
            "-----BEGIN OPENSSH PRIVATE KEY-----\ns3cret\n-----END OPENSSH PRIVATE KEY-----\n";

    @TempDir
    private Path folder;

    private String json(String password, String key) {
        return """
                {"host": "h", "database": "d", "username": "u", "password": "%s", "note": "secret_reference::NOT_A_SECRET",
                 "jdbc_url_params": "options=s3cret", "unknown": "s3cret",
                 "tunnel_method": {"tunnel_method": "SSH_KEY_AUTH", "tunnel_host": "t", "tunnel_user": "v", "ssh_key": "%s"}}""".formatted(password, key);
    }

    @Test
    void theyComeFromTheEnvironmentAndFromFilesAndStayReferencesOnTheWayBack() throws IOException {
        Path file = Files.writeString(folder.resolve("key"), KEY);
        String json = json("secret_reference::PASSWORD", "secret_reference::file:" + file);
        PostgresConfig config = DestinationConversion.fromJson(json, Map.of("PASSWORD", "p@ss\n"));
        assertThat(config.password()).isEqualTo(Secret.of("p@ss\n"));
        assertThat(config.tunnel())
                .isEqualTo(new TunnelMethod.KeyAuthentication("t", "v", Secret.of(KEY.stripTrailing())));
        Files.delete(file);
        DestinationPostgres paired = PostgresCache.pairedDestination(config).config();
        assertThat(paired).isEqualTo(DestinationPostgres.fromJson(json));
        assertThat(paired.password()).isEqualTo(Secret.of("secret_reference::PASSWORD"));
        assertThat(PostgresCache.cloneAsCloudDestinationConfig(config).password())
                .as("no secret of this machine is in the cloud")
                .isEqualTo(Secret.of("p@ss\n"));
    }

    @Test
    void thoseThatAreMissingAreNamedAllAtOnce() {
        String file = folder.resolve("missing").toString();
        assertThatThrownBy(() -> DestinationConversion.fromJson(
                        json("secret_reference::PASSWORD", "secret_reference::file:" + file), Map.of()))
                .isInstanceOfSatisfying(
                        CacheException.class, e -> assertThat(e.kind()).isEqualTo(CacheException.Kind.CONFIG))
                .hasMessage("Cannot find the secrets that the configuration of destination-postgres refers to: "
                        + "\"secret_reference::PASSWORD\": there is no environment variable \"PASSWORD\"; set it; "
                        + "\"secret_reference::file:%1$s\": the file \"%1$s\" cannot be read (NoSuchFileException)."
                                .formatted(file));
    }

    @Test
    void whatTheyReferToIsCheckedLikeAnyOther() {
        assertThatThrownBy(() -> DestinationConversion.fromJson(
                        json("secret_reference::P", "secret_reference::K"), Map.of("P", "****", "K", "s3cret")))
                .hasMessage(
                        "Cannot use this configuration of destination-postgres: "
                                + "$.password: holds only stars, which Airbyte shows in place of a secret; give the secret itself; "
                                + "$.tunnel_method.ssh_key: is not a private key: it has no line \"-----BEGIN ... PRIVATE KEY-----\".");
    }

    @Test
    void nothingThatIsOrMayBeASecretIsPrinted() {
        PostgresConfig config = PostgresConfig.fromJson(json("s3cret", KEY.replace("\n", "\\n")));
        DestinationPostgres destination =
                Objects.requireNonNull(config.origin(), "says more").destination();
        PairedDestination paired = PostgresCache.pairedDestination(config);
        for (Object told : new Object[] {
            config,
            config.toBuilder(),
            config.origin(),
            config.place(),
            config.jdbcUrl(),
            destination,
            destination.toBuilder(),
            paired,
            PostgresCache.cloneAsCloudDestinationConfig(config),
            Caches.provider("postgres").pairing().orElseThrow().read(destination.toJsonWithSecrets())
        }) {
            assertThat(told.toString()).doesNotContain("s3cret");
        }
        assertThat(config.toString()).contains("password=****", "driverParameters=[options]");
        assertThat(destination.toString()).contains("jdbcUrlParams=[options]", "additionalProperties=****");
    }
}
