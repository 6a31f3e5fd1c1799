package io.sqlcache.core.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sqlcache.api.CacheException;
import io.sqlcache.api.ConfiguredCatalog;
import io.sqlcache.api.StreamId;
import io.sqlcache.core.backend.LogicalType;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class CatalogReaderTest {

    private static List<ConfiguredStream> read(String json) {
        return CatalogReader.read(new ConfiguredCatalog(json));
    }

    @Test
    void aStreamHasItsFieldsInTheOrderOfTheSchema() {
        ConfiguredStream stream = read("""
                        {"streams":[{"stream":{"name":"users","namespace":"crm","json_schema":{"properties":
                          {"zeta":{"type":"string"},"id":{"type":"integer"},"alpha":{}}}},
                         "sync_mode":"incremental","destination_sync_mode":"append_dedup",
                         "primary_key":[["id"],["address","zip"]],"cursor_field":["zeta"],
                         "generation_id":7,"minimum_generation_id":0,"sync_id":42}]}
                        """).get(0);
        assertThat(stream.id()).isEqualTo(new StreamId("crm", "users"));
        assertThat(stream.fields()).extracting(SourceField::name).containsExactly("zeta", "id", "alpha");
        assertThat(stream.primaryKey()).containsExactly(List.of("id"), List.of("address", "zip"));
        assertThat(stream.cursor()).containsExactly("zeta");
        assertThat(stream.incremental()).isTrue();
        assertThat(stream.destinationSyncMode()).contains("append_dedup");
        assertThat(stream.generationId()).isEqualTo(OptionalLong.of(7));
        assertThat(stream.minimumGenerationId()).isEqualTo(OptionalLong.of(0));
        assertThat(stream.syncId()).isEqualTo(OptionalLong.of(42));
    }

    @Test
    void theSourcesOwnKeyAndCursorCountWhereTheCatalogHasNone() {
        ConfiguredStream stream = read("""
                        {"streams":[{"stream":{"name":"u","json_schema":{},"source_defined_primary_key":[["id"]],
                          "source_defined_cursor":true,"default_cursor_field":["at"]},"primary_key":[],"cursor_field":[]}]}
                        """).get(0);
        assertThat(stream.primaryKey()).containsExactly(List.of("id"));
        assertThat(stream.cursor()).containsExactly("at");
        assertThat(stream.fields()).isEmpty();
    }

    @Test
    void byteOrderMarkBeforeTheCatalogIsPassedOver() {
        assertThat(read("\uFEFF{\"streams\":[{\"stream\":{\"name\":\"a\",\"json_schema\":{}}}]}"))
                .extracting(ConfiguredStream::id)
                .containsExactly(StreamId.of("a"));
    }

    @Test
    void everyViolationIsListedAtOnce() {
        assertThatThrownBy(() -> read("""
                        {"streams":[{"stream":{"json_schema":{}}},{"stream":{"name":"a"}},{"stream":{}}]}
                        """))
                .isInstanceOfSatisfying(
                        CacheException.class, e -> assertThat(e.kind()).isEqualTo(CacheException.Kind.CONFIG))
                .hasMessage("Cannot use the configured catalog: streams[0].stream.name is missing;"
                        + " streams[2].stream.name is missing.");
    }

    @Test
    void violationsOfAStreamAreOfThatStream() {
        List<ConfiguredStream> streams = read("""
                        {"streams":[{"stream":{"name":"a"}},{"stream":{"name":"b","json_schema":{}}},
                          {"stream":{"name":"a"},"primary_key":[[]]}]}
                        """);
        assertThat(streams).extracting(stream -> stream.id().name()).containsExactly("a", "b");
        assertThat(streams.get(0).violations())
                .containsExactly(
                        "stream \"a\" is listed twice",
                        "stream \"a\" has no \"json_schema\"",
                        "stream \"a\" has a primary key with an empty path");
        assertThat(streams.get(1).violations()).isEmpty();
    }

    @Test
    void aNameThatNoDatabaseCanStoreIsRefused() {
        assertThat(read("""
                        {"streams":[{"stream":{"name":"a\\u0000b","json_schema":{}}},
                          {"stream":{"name":"a","namespace":"\\ud83d","json_schema":{}}}]}
                        """))
                .extracting(ConfiguredStream::violations)
                .containsExactly(
                        List.of(
                                "the name of streams[0] has a NUL or half a character in it, which no database can store"),
                        List.of(
                                "the name of streams[1] has a NUL or half a character in it, which no database can store"));
    }

    @Test
    void halvesOfCharactersInFieldsKeysAndCursorsAreReplaced() {
        ConfiguredStream stream = read("""
                        {"streams":[{"stream":{"name":"u","json_schema":{"properties":{"a\\ud83d":{"type":"object",
                            "properties":{"\\ude00":{"type":"integer"}}},"😀":{"enum":["\\ud83d"]}}}},
                          "primary_key":[["a\\ud83d"]],"cursor_field":["a\\ud83d","\\ude00"]}]}
                        """).get(0);
        assertThat(stream.fields()).extracting(SourceField::name).containsExactly("a\ufffd", "😀");
        assertThat(stream.primaryKey()).containsExactly(List.of("a\ufffd"));
        assertThat(stream.cursor()).containsExactly("a\ufffd", "\ufffd");
        assertThat(stream.cursorType()).isEqualTo(LogicalType.INTEGER);
        assertThat(stream.jsonSchema()).doesNotContain("\ud83d\"").contains("\ufffd", "😀");
    }

    @Test
    void whatIsOddInASchemaGoesWithItsStream() {
        List<ConfiguredStream> streams = read("""
                        {"streams":[{"stream":{"name":"a","json_schema":{"properties":{"v":{"type":"int"}}}}},
                          {"stream":{"name":"b","namespace":"n","json_schema":{"properties":{"v":{"type":"integer"}}}}},
                          {"stream":{"name":"c","namespace":"n","json_schema":{"properties":{"v":{"$ref":"x"}}}}}]}
                        """);
        assertThat(streams)
                .flatExtracting(ConfiguredStream::oddities)
                .containsExactly(
                        "the JSON schema of field \"v\" of stream \"a\" has the unknown type \"int\": it takes any JSON",
                        "the JSON schema of field \"v\" of stream \"n.c\" has the $ref \"x\", which leads nowhere: it takes any JSON");
    }

    @Test
    void aCatalogWithoutStreamsIsRefused() {
        assertThatThrownBy(() -> read("{}")).hasMessage("Cannot use the configured catalog: it has no \"streams\".");
        assertThatThrownBy(() -> read("{\"streams\":[]}")).hasMessageContaining("it has no \"streams\"");
    }

    @Test
    void brokenJsonIsNamedWithItsPlace() {
        assertThatThrownBy(() -> read("{\n\"streams\": [}"))
                .isInstanceOf(CacheException.class)
                .hasMessageContaining("The configured catalog is not valid JSON")
                .hasMessageContaining("line 2, column 13");
        assertThatThrownBy(() -> read("{} {}")).hasMessageContaining("not valid JSON");
        assertThatThrownBy(() -> read("")).isInstanceOf(CacheException.class);
    }
}
