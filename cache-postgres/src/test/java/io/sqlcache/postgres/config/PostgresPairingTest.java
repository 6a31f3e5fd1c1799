package io.sqlcache.postgres.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sqlcache.api.CacheException;
import io.sqlcache.api.Caches;
import io.sqlcache.api.CdcDeletion;
import io.sqlcache.api.DestinationPairing;
import io.sqlcache.api.Secret;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PostgresPairingTest {

    private final DestinationPairing pairing =
            Caches.provider("postgres").pairing().orElseThrow();

    private PostgresConfig config(String json) {
        return (PostgresConfig) pairing.read(json);
    }

    @Test
    void theDestinationsSettingsBecomeTheCaches() {
        assertThat(pairing.destinationName()).isEqualTo("destination-postgres");
        assertThat(config("""
                        {"host": "h", "port": 5433, "database": "d", "schema": "My Schema", "username": "u", "password": "p@ss/w:rd#1",
                         "ssl": true, "ssl_mode": {"mode": "verify-ca"}, "cdc_deletion_mode": "Soft delete",
                         "tunnel_method": {"tunnel_method": "SSH_PASSWORD_AUTH", "tunnel_host": "t", "tunnel_user": "v", "tunnel_user_password": "w"},
                         "jdbc_url_params": "ApplicationName=a%20b&socketTimeout=7&connectTimeout=8", "raw_data_schema": "airbyte_internal",
                         "unconstrained_number": false, "drop_cascade": true, "table_prefix": "p_", "unknown": [1]}""").withoutOrigin())
                .isEqualTo(PostgresConfig.builder()
                        .host("h")
                        .port(5433)
                        .database("d")
                        .schemaName("My Schema")
                        .tablePrefix("p_")
                        .username("u")
                        .password(Secret.of("p@ss/w:rd#1"))
                        .sslMode(new SslMode.VerifyCa(null))
                        .tunnel(new TunnelMethod.PasswordAuthentication("t", "v", Secret.of("w")))
                        .driverParameter("ApplicationName", "a b")
                        .connectTimeout(Duration.ofSeconds(8))
                        .socketTimeout(Duration.ofSeconds(7))
                        .cdcDeletion(CdcDeletion.SOFT)
                        .numberType(NumberType.NUMERIC_38_9)
                        .dropCascade()
                        .build());
    }

    @Test
    void theDeletionModeIsThatOfWritesThatDoNotSay() {
        assertThat(pairing.read("{\"host\":\"h\",\"database\":\"d\",\"username\":\"u\"}")
                        .cdcDeletion())
                .isEqualTo(CdcDeletion.HARD);
        assertThat(pairing.read(
                                "{\"host\":\"h\",\"database\":\"d\",\"username\":\"u\",\"cdc_deletion_mode\":\"Soft delete\"}")
                        .cdcDeletion())
                .isEqualTo(CdcDeletion.SOFT);
    }

    @Test
    void theSslModeCountsOnlyWithSslAsForAirbytesConnector() {
        String rest = "\"host\":\"h\",\"database\":\"d\",\"username\":\"u\"";
        String mode = ",\"ssl_mode\":{\"mode\":\"verify-full\"}}";
        assertThat(config("{" + rest + mode).sslMode()).isEqualTo(new SslMode.Prefer());
        assertThat(config("{\"ssl\":false," + rest + mode).sslMode()).isEqualTo(new SslMode.Prefer());
        assertThat(config("{\"ssl\":true," + rest + mode).sslMode()).isEqualTo(new SslMode.VerifyFull(null));
        assertThat(config("{\"ssl\":true," + rest + "}").sslMode())
                .as("whoever wants ssl wants more than perhaps")
                .isEqualTo(new SslMode.Require());
        assertThat(config("{\"ssl\":true," + rest + ",\"ssl_mode\":{\"mode\":\"disable\"}}")
                        .sslMode())
                .isEqualTo(new SslMode.Disable());
    }

    @Test
    void thePortTheSchemaAndThePasswordMayBeLeftOut() {
        PostgresConfig config =
                config("{\"host\":\"h\",\"port\":null,\"database\":\"d\",\"username\":\"u\",\"password\":null}");
        assertThat(config.port()).isEqualTo(5432);
        assertThat(config.schemaName()).isEqualTo("public");
        assertThat(config.password()).isNull();
        assertThat(config.tables()).isEqualTo(TableSettings.DEFAULT);
        assertThat(config.timeouts()).isEqualTo(Timeouts.DEFAULT);
    }

    @Test
    void everyViolationIsToldAtOnceByThePathOfItsProperty() {
        assertThatThrownBy(() -> pairing.read("""
                        {"port": "5432", "database": " ", "schema": 7, "username": ["u"], "password": {"s3cret": 1},
                         "ssl": "true", "ssl_mode": {"mode": "verify-ful", "ca_certificate": "s3cret"}, "drop_cascade": null,
                         "tunnel_method": {"tunnel_method": "SSH_KEY_AUTH", "tunnel_host": "s3cret@h", "tunnel_port": 0, "tunnel_user": 1,
                                           "ssh_key": "s3cret", "host_key": "s3cret"},
                         "jdbc_url_params": "a=s3cret&user=me&connectTimeout=soon", "disable_type_dedupe": true, "cdc_deletion_mode": "s3cret",
                         "unconstrained_number": 0, "destinationType": "s3cret", "table_prefix": 1}"""))
                .isInstanceOfSatisfying(
                        CacheException.class, e -> assertThat(e.kind()).isEqualTo(CacheException.Kind.CONFIG))
                .hasMessage(
                        "Cannot use this configuration of destination-postgres: $.destinationType: is not \"postgres\"; "
                                + "$.host: is missing; $.port: is a string, not a whole number; "
                                + "$.database: is blank; $.schema: is a number, not a string; $.username: is an array, not a string; "
                                + "$.password: is an object, not a string; $.ssl: is a string, not true or false; "
                                + "$.ssl_mode.mode: is not one of \"disable\", \"allow\", \"prefer\", \"require\", \"verify-ca\", \"verify-full\"; "
                                + "$.cdc_deletion_mode: is not one of \"Hard delete\", \"Soft delete\"; "
                                + "$.jdbc_url_params: the driver knows no parameter \"a\"; $.jdbc_url_params: user cannot be set: set the username; "
                                + "$.jdbc_url_params: connectTimeout is not a whole number of seconds; "
                                + "$.unconstrained_number: is a number, not true or false; "
                                + "$.tunnel_method.tunnel_host: \"****@h\" is not the name or address of one host; "
                                + "$.tunnel_method.tunnel_port: 0 is not between 1 and 65535; $.tunnel_method.tunnel_user: is a number, not a string; "
                                + "$.tunnel_method.ssh_key: is not a private key: it has no line \"-----BEGIN ... PRIVATE KEY-----\"; "
                                + "$.tunnel_method.host_key: is neither a fingerprint \"SHA256:...\" nor a public key like \"ssh-ed25519 AAAA...\"; "
                                + "$.disable_type_dedupe: is true, and raw tables are not supported: a cache has typed tables only; "
                                + "$.table_prefix: is a number, not a string.");
    }

    @Test
    void aPortOutOfRangeIsToldWithTheRest() {
        assertThatThrownBy(() -> pairing.read("{\"host\":\"h\",\"port\":65536,\"database\":\"d\",\"schema\":\"pg_x\"}"))
                .hasMessage(
                        "Cannot use this configuration of destination-postgres: $.port: 65536 is not between 1 and 65535; "
                                + "$.schema: \"pg_x\" begins with \"pg_\", which PostgreSQL keeps for itself; $.username: is missing.");
    }

    @Test
    void aLongNumberInPlaceOfThePortIsNotTold() {
        for (String number : new String[] {"271828182845", "2.71828182845e11", "-1e999999"}) {
            assertThatThrownBy(() -> pairing.read(
                            "{\"host\":\"h\",\"port\":" + number + ",\"database\":\"d\",\"username\":\"u\"}"))
                    .hasMessage(
                            "Cannot use this configuration of destination-postgres: $.port: is not between 1 and 65535.");
        }
    }

    @Test
    void starsInPlaceOfSecretsAreRefused() {
        assertThatThrownBy(() -> pairing.read("""
                        {"host": "h", "database": "d", "username": "u", "password": "**********",
                         "ssl_mode": {"mode": "require", "client_certificate": "****", "client_key": "****"},
                         "tunnel_method": {"tunnel_method": "SSH_PASSWORD_AUTH", "tunnel_host": "t", "tunnel_user": "v", "tunnel_user_password": "****"}}"""))
                .hasMessageStartingWith(
                        "Cannot use this configuration of destination-postgres: "
                                + "$.password: holds only stars, which Airbyte shows in place of a secret; give the secret itself; ")
                .hasMessageContaining("$.ssl_mode.client_certificate: holds only stars")
                .hasMessageContaining("$.ssl_mode.client_key: holds only stars")
                .hasMessageContaining("$.tunnel_method.tunnel_user_password: holds only stars");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "[]|it is not a JSON object.",
                "{\"password\": s3cret}|it is not valid JSON at line 1, column 15.",
                "{\"host\": \"a\", \"host\": \"b\"}|it is not valid JSON at line 1, column 21.",
                "{} {}|it is not valid JSON at line 1, column 5."
            })
    void whatIsNoJsonIsToldWithoutQuotingIt(String json, String reason) {
        assertThatThrownBy(() -> pairing.read(json))
                .hasMessageStartingWith("Cannot read the configuration of destination-postgres: it is not")
                .hasMessageNotContaining("s3cret")
                .hasNoCause()
                .extracting(Throwable::getMessage)
                .asString()
                .matches(message -> reason.contains("object") == message.contains("object"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "null", "\"s3cret\"", "{"})
    void neitherIsNothingAtAll(String json) {
        assertThatThrownBy(() -> pairing.read(json))
                .isInstanceOf(CacheException.class)
                .hasMessageStartingWith("Cannot read the configuration of destination-postgres: it is not ")
                .hasMessageNotContaining("s3cret");
    }
}
