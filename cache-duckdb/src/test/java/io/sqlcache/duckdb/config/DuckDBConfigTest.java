package io.sqlcache.duckdb.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sqlcache.api.CacheException;
import io.sqlcache.api.Caches;
import io.sqlcache.api.DestinationPairing;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DuckDBConfigTest {

    @Test
    void defaultsAreThoseOfPyAirbyte() {
        DuckDBConfig config = DuckDBConfig.of(Path.of("/data/shop.duckdb"));

        assertThat(config.schemaName()).isEqualTo("main");
        assertThat(config.tablePrefix()).isEmpty();
        assertThat(config.databaseName()).isEqualTo("shop");
        assertThat(config.jdbcUrl()).isEqualTo("jdbc:duckdb:/data/shop.duckdb");
        assertThat(config.toBuilder().build()).isEqualTo(config);
    }

    @Test
    void violationsAreListedAtOnce() {
        assertThatThrownBy(() -> DuckDBConfig.builder()
                        .path(" ")
                        .schemaName("")
                        .tablePrefix("a\0b")
                        .build())
                .isInstanceOf(CacheException.class)
                .hasMessage(
                        "Cannot use these DuckDB settings: path is blank; schema is blank; table prefix contains a NUL character.");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "md:shop | path begins with \"md:\", and MotherDuck is not supported",
                "motherduck:shop | MotherDuck is not supported",
                ":shop: | path \":shop:\" is neither a file nor \":memory:\"",
                "a.db;threads=1 | which the driver would take for settings",
                "/ | path \"/\" is not a file's"
            })
    void whatIsNoFileIsRefused(String path, String message) {
        assertThatThrownBy(() -> DuckDBConfig.builder().path(path).build()).hasMessageContaining(message);
    }

    @Test
    void hashTellsTablesApartAndNothingElse() {
        DuckDBConfig config = DuckDBConfig.builder().path("shop.duckdb").build();

        assertThat(DuckDBConfig.builder()
                        .path(Path.of("shop.duckdb").toAbsolutePath())
                        .cacheDir(Path.of("/tmp"))
                        .build()
                        .configHash())
                .isEqualTo(config.configHash());
        assertThat(config.toBuilder().schemaName("other").build().configHash()).isNotEqualTo(config.configHash());
        assertThat(config.toBuilder().tablePrefix("p_").build().configHash()).isNotEqualTo(config.configHash());
    }

    @Test
    void destinationSaysWhereTheCacheIsAndTheOtherWayRound() {
        DuckDBConfig config =
                DuckDBConfig.fromJson("{\"destination_path\":\"/local/shop.duckdb\",\"schema\":\"raw\",\"more\":1}");

        assertThat(config.path()).isEqualTo("/local/shop.duckdb");
        assertThat(config.schemaName()).isEqualTo("raw");
        PairedDestination paired = PairedDestination.of(config);
        assertThat(paired.name()).isEqualTo("destination-duckdb");
        assertThat(paired.warnings()).isEmpty();
        assertThat(paired.config().toJson())
                .isEqualTo("{\"destination_path\":\"/local/shop.duckdb\",\"schema\":\"raw\"}");
        assertThat(DuckDBConfig.from(DestinationDuckDB.fromJson(paired.config().toJson())))
                .isEqualTo(config);
    }

    @Test
    void whatTheDestinationCannotExpressIsWarnedOf() {
        DuckDBConfig config = DuckDBConfig.fromJson("{\"destination_path\":\":memory:\",\"table_prefix\":\"raw_\"}");

        assertThat(config.tablePrefix()).isEqualTo("raw_");
        assertThat(PairedDestination.of(config).warnings())
                .containsExactly(
                        "It has no table prefix, so its tables are named without \"raw_\".",
                        "It has a memory of its own: what is written there is not in this cache.");
    }

    @Test
    void motherDuckIsRefusedAndItsKeyNotShown() {
        assertThatThrownBy(() ->
                        DuckDBConfig.fromJson("{\"destination_path\":\"md:shop\",\"motherduck_api_key\":\"sesame\"}"))
                .hasMessage(
                        "Cannot use this configuration of destination-duckdb: $.destination_path begins with \"md:\", and MotherDuck is not supported: give the path of a file; $.motherduck_api_key is given, and MotherDuck is not supported: a cache is in a local file.");
        assertThat(DestinationDuckDB.fromJson("{\"destination_path\":\"a.db\",\"motherduck_api_key\":\"sesame\"}"))
                .asString()
                .doesNotContain("sesame");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{} | $.destination_path is missing",
                "{\"destination_path\":1} | $.destination_path is not a string",
                "[] | it is not a JSON object",
                "{\"destination_path\": | it is not valid JSON at line 1"
            })
    void whatIsNoConfigurationIsRefused(String json, String message) {
        assertThatThrownBy(() -> DuckDBConfig.fromJson(json))
                .isInstanceOf(CacheException.class)
                .hasMessageContaining("destination-duckdb")
                .hasMessageContaining(message);
    }

    @Test
    void backendIsFoundByItsNameWithItsDestination() {
        DestinationPairing pairing = Caches.provider("duckdb").pairing().orElseThrow();

        assertThat(pairing.destinationName()).isEqualTo("destination-duckdb");
        assertThat(pairing.specification()).contains("\"destination_path\"", "\"airbyte_secret\":true");
        assertThat(pairing.read("{\"destination_path\":\"a.db\"}").schemaName()).isEqualTo("main");
    }
}
