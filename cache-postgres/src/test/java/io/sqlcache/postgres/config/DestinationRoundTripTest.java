package io.sqlcache.postgres.config;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sqlcache.api.CdcDeletion;
import io.sqlcache.api.Secret;
import io.sqlcache.postgres.PostgresCache;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Nothing is lost between a destination's JSON, its model and a cache's configuration, whichever way. */
class DestinationRoundTripTest {

    private static final int TRIES = 200;

    private final long seed = Long.getLong("sqlcache.random.seed", new Random().nextLong());
    private final RandomDestinations destinations = new RandomDestinations(seed);

    @Test
    void jsonToModelAndBack() {
        Set<String> seen = new HashSet<>();
        for (int i = 0; i < TRIES; i++) {
            DestinationPostgres destination = destinations.next();
            String json = destination.toJsonWithSecrets();
            DestinationPostgres again = DestinationPostgres.fromJson(json);
            assertThat(again).as("seed %d: %s", seed, json).isEqualTo(destination);
            assertThat(again.toJsonWithSecrets()).isEqualTo(json);
            JsonSettings.read(json).fieldNames().forEachRemaining(seen::add);
        }
        assertThat(seen)
                .contains(
                        "host",
                        "port",
                        "database",
                        "schema",
                        "username",
                        "password",
                        "ssl",
                        "ssl_mode",
                        "cdc_deletion_mode",
                        "jdbc_url_params",
                        "raw_data_schema",
                        "disable_type_dedupe",
                        "drop_cascade",
                        "unconstrained_number",
                        "tunnel_method");
    }

    @Test
    void modelToCacheAndBack() {
        for (int i = 0; i < TRIES; i++) {
            DestinationPostgres destination = destinations.next();
            PostgresConfig config = PostgresConfig.from(destination);
            DestinationPostgres again = PostgresCache.pairedDestination(config).config();
            assertThat(again)
                    .as("seed %d: %s", seed, destination.toJsonWithSecrets())
                    .isEqualTo(destination);
            assertThat(again.toJsonWithSecrets()).isEqualTo(destination.toJsonWithSecrets());
            assertThat(PostgresConfig.fromJson(again.toJsonWithSecrets())).isEqualTo(config);
        }
    }

    @Test
    void cacheToModelAndBack() {
        for (int i = 0; i < TRIES; i++) {
            PostgresConfig config = config();
            PairedDestination paired = PostgresCache.pairedDestination(config);
            assertThat(PostgresConfig.from(paired.config()))
                    .as("seed %d: %s", seed, paired.config().toJsonWithSecrets())
                    .isEqualTo(config);
            assertThat(PostgresConfig.fromJson(paired.config().toJsonWithSecrets()))
                    .isEqualTo(config);
        }
    }

    private PostgresConfig config() {
        PostgresConfigBuilder config = PostgresConfig.builder()
                .host(destinations.one("h", "::1"))
                .port(destinations.one(5432, 1, 65535))
                .database(destinations.text())
                .username(destinations.text())
                .schemaName(destinations.one(PostgresConfig.DEFAULT_SCHEMA, "public", "My Schema"))
                .tablePrefix(destinations.one("", "p_", "Ünï \"q\" "))
                .connectTimeout(destinations.one(Duration.ofSeconds(10), Duration.ofSeconds(60), Duration.ZERO))
                .socketTimeout(destinations.one(Duration.ofHours(1), Duration.ofDays(7), Duration.ZERO))
                .sslMode(destinations.sslMode())
                .tunnel(destinations.tunnel())
                .driverParameters(destinations.driverParameters())
                .numberType(destinations.one(NumberType.values()))
                .cdcDeletion(destinations.one(CdcDeletion.values()));
        String password = destinations.perhaps(destinations.text());
        if (password != null) {
            config.password(password);
        }
        if (destinations.one(true, false)) {
            config.dropCascade();
        }
        return config.build();
    }

    @Test
    void whatTheCacheHasChangedIsChangedAndTheRestIsKept() {
        for (int i = 0; i < TRIES; i++) {
            DestinationPostgres destination = destinations.next();
            PostgresConfig changed = PostgresConfig.from(destination).toBuilder()
                    .schemaName("another")
                    .build();
            DestinationPostgres paired =
                    PostgresCache.pairedDestination(changed).config();
            assertThat(PostgresConfig.from(paired).withoutOrigin()).isEqualTo(changed.withoutOrigin());
            assertThat(paired.rawDataSchema()).isEqualTo(destination.rawDataSchema());
            ObjectNode before = unknown(destination);
            before.remove("ssl_mode");
            ObjectNode after = unknown(paired);
            after.remove("ssl_mode");
            assertThat(after).isEqualTo(before);
        }
    }

    private static ObjectNode unknown(DestinationPostgres destination) {
        return JsonSettings.read(destination.additionalProperties().reveal());
    }

    @Test
    void unknownPropertiesAreKeptWhereverTheyAre() {
        String json = """
                {"zeta": [1.10, {"s": null}], "host": "h", "database": "d", "username": "u",
                 "ssl": true, "ssl_mode": {"mode": "verify-ca", "ca_certificate": null, "crl": "x", "client_key_password": "y"},
                 "tunnel_method": {"tunnel_method": "NO_TUNNEL", "tunnel_host": "left over"}, "destinationType": "postgres"}""";
        ObjectNode expected = JsonSettings.read(json);
        expected.remove("destinationType");
        ((ObjectNode) expected.path("ssl_mode")).remove("ca_certificate");
        ObjectNode written = JsonSettings.read(PostgresCache.pairedDestination(PostgresConfig.fromJson(json))
                .config()
                .toJsonWithSecrets());
        assertThat(written.properties()).containsAll(expected.properties());
        List<String> added = new ArrayList<>();
        written.fieldNames().forEachRemaining(added::add);
        added.removeIf(expected::has);
        assertThat(added)
                .as("properties that have a default")
                .containsExactlyInAnyOrder(
                        "port", "schema", "cdc_deletion_mode", "disable_type_dedupe", "drop_cascade");
    }

    @Test
    void whatADestinationCannotExpressIsNamed() {
        PostgresConfig config = PostgresConfig.builder()
                .host("h")
                .database("d")
                .username("u")
                .tablePrefix("p_")
                .lockTimeout(Duration.ofSeconds(5))
                .connectTimeout(Duration.ofMillis(1500))
                .build();
        PairedDestination paired = PostgresCache.pairedDestination(config);
        assertThat(paired.name()).isEqualTo("destination-postgres");
        assertThat(paired.configType()).isEqualTo(DestinationPostgres.class);
        assertThat(paired.warnings())
                .containsExactly(
                        "It has no table prefix, so its tables are named without \"p_\", and its property table_prefix is for sqlcache only.",
                        "It has no lock timeout; PT5S is left out.",
                        "It counts timeouts in whole seconds, so PT1.5S becomes 2 s.");
        assertThat(paired.config().jdbcUrlParams()).isEqualTo(Map.of("connectTimeout", "2"));
        assertThat(PostgresCache.pairedDestination(config.toBuilder()
                                .tablePrefix("")
                                .lockTimeout(Timeouts.DEFAULT.lock())
                                .connectTimeout(Duration.ofSeconds(2))
                                .build())
                        .warnings())
                .isEmpty();
    }

    @Test
    void inTheCloudTheSchemaIsKeptAndConnectionsAreEncrypted() {
        PostgresConfig config = PostgresConfig.builder()
                .host("h")
                .database("d")
                .username("u")
                .password("s3cret")
                .tablePrefix("p_")
                .build();
        DestinationPostgres cloud = PostgresCache.cloneAsCloudDestinationConfig(config);
        assertThat(cloud.schema()).isEqualTo("airbyte_raw");
        assertThat(cloud.password()).isEqualTo(Secret.of("s3cret"));
        assertThat(cloud.ssl()).isTrue();
        assertThat(cloud.sslMode()).isEqualTo(new SslMode.Require());
        assertThat(cloud.additionalProperties()).isEqualTo(Secret.of("{}"));
        SslMode strict = new SslMode.VerifyFull(null);
        assertThat(PostgresCache.cloneAsCloudDestinationConfig(
                                config.toBuilder().sslMode(strict).build())
                        .sslMode())
                .isEqualTo(strict);
        JsonNode json = JsonSettings.read(cloud.toJsonWithSecrets());
        assertThat(json.path("ssl_mode").path("mode").asText()).isEqualTo("require");
    }
}
