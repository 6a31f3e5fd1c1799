package io.sqlcache.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sqlcache.api.CacheException;
import io.sqlcache.api.Caches;
import io.sqlcache.api.DestinationPairing;
import io.sqlcache.api.Secret;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PostgresPairingTest {

    private final DestinationPairing pairing =
            Caches.provider("postgres").pairing().orElseThrow();

    @Test
    void theDestinationsSettingsBecomeTheCaches() {
        assertThat(pairing.destinationName()).isEqualTo("destination-postgres");
        assertThat(pairing.read("""
                        {"host": "h", "port": 5433, "database": "d", "schema": "My Schema", "username": "u", "password": "p@ss/w:rd#1",
                         "ssl": false, "ssl_mode": {"mode": "prefer"}, "tunnel_method": {"tunnel_method": "NO_TUNNEL"},
                         "jdbc_url_params": "", "raw_data_schema": "airbyte_internal", "unconstrained_number": true, "unknown": [1]}""").config())
                .isEqualTo(PostgresConfig.builder()
                        .host("h")
                        .port(5433)
                        .database("d")
                        .schemaName("My Schema")
                        .username("u")
                        .password(Secret.of("p@ss/w:rd#1"))
                        .build());
    }

    @Test
    void theSchemaIsPublicAndThePasswordMayBeLeftOut() {
        PostgresConfig config = (PostgresConfig)
                pairing.read("{\"host\":\"h\",\"port\":1,\"database\":\"d\",\"username\":\"u\",\"password\":null}")
                        .config();
        assertThat(config.schemaName()).isEqualTo("public");
        assertThat(config.password()).isNull();
    }

    @Test
    void everyViolationIsToldAtOnceByTheNameOfItsProperty() {
        assertThatThrownBy(() -> pairing.read("""
                        {"port": "5432", "database": " ", "schema": 7, "username": ["u"], "password": {"s3cret": 1},
                         "ssl": true, "ssl_mode": {"mode": "verify-full"}, "tunnel_method": {"tunnel_method": "SSH_KEY_AUTH"},
                         "jdbc_url_params": "a=s3cret", "disable_type_dedupe": true, "cdc_deletion_mode": "Soft delete"}"""))
                .isInstanceOfSatisfying(
                        CacheException.class, e -> assertThat(e.kind()).isEqualTo(CacheException.Kind.CONFIG))
                .hasMessage(
                        "Cannot use this configuration of destination-postgres: host is missing; port is a string, not a whole number; "
                                + "database is blank; schema is a number, not a string; username is an array, not a string; "
                                + "password is an object, not a string; "
                                + "ssl is true, and encrypted connections cannot be demanded yet: set it to false if that is acceptable; "
                                + "ssl_mode \"verify-full\" is not supported yet: only disable, allow and prefer are; "
                                + "tunnel_method \"SSH_KEY_AUTH\" is not supported yet: only NO_TUNNEL is; "
                                + "jdbc_url_params are not supported yet: leave them empty; "
                                + "disable_type_dedupe is true, and raw tables are not supported: a cache has typed tables only; "
                                + "cdc_deletion_mode \"Soft delete\" is not supported yet: only \"Hard delete\" is.");
    }

    @Test
    void aPortOutOfRangeIsToldWithTheRest() {
        assertThatThrownBy(() -> pairing.read("{\"host\":\"h\",\"port\":65536,\"database\":\"d\",\"schema\":\"pg_x\"}"))
                .hasMessage(
                        "Cannot use this configuration of destination-postgres: port 65536 is not between 1 and 65535; "
                                + "schema \"pg_x\" begins with \"pg_\", which PostgreSQL keeps for itself; username is missing.");
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
