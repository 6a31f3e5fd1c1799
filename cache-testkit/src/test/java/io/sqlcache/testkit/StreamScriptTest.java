package io.sqlcache.testkit;

import static io.sqlcache.testkit.StreamScript.catalog;
import static io.sqlcache.testkit.StreamScript.stream;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.sqlcache.api.StreamId;
import io.sqlcache.core.backend.LogicalType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class StreamScriptTest {

    @Test
    void plainStreamSaysNothingOfKeysCursorsOrGenerations() {
        JsonNode stream = streamOf(stream("users").field("id", LogicalType.INTEGER));

        assertThat(stream).isEqualTo(Json.tree("""
                {"stream":{"name":"users","json_schema":{"type":"object","properties":{"id":{"type":["null","integer"]}}},
                "supported_sync_modes":["full_refresh","incremental"]},
                "sync_mode":"full_refresh","destination_sync_mode":"append","primary_key":[]}
                """));
    }

    @Test
    void everySettingStandsWhereTheProtocolHasIt() {
        JsonNode stream = streamOf(stream(new StreamId("sales", "users"))
                .field("b", "{\"x\":1}")
                .field("a", LogicalType.ANY)
                .primaryKey("a", "b.c")
                .nestedKey("d", "e")
                .cursor("f")
                .destination("append_dedup")
                .generation(3, 2)
                .syncId(9));

        assertThat(stream.at("/stream/namespace").asText()).isEqualTo("sales");
        assertThat(stream.at("/stream/json_schema/properties").fieldNames())
                .toIterable()
                .containsExactly("b", "a");
        assertThat(stream.get("primary_key")).isEqualTo(Json.tree("[[\"a\"],[\"b.c\"],[\"d\",\"e\"]]"));
        assertThat(stream.get("cursor_field")).isEqualTo(Json.tree("[\"f\"]"));
        assertThat(stream.get("sync_mode").asText()).isEqualTo("incremental");
        assertThat(stream.get("destination_sync_mode").asText()).isEqualTo("append_dedup");
        assertThat(stream.get("generation_id").asInt()).isEqualTo(3);
        assertThat(stream.get("minimum_generation_id").asInt()).isEqualTo(2);
        assertThat(stream.get("sync_id").asInt()).isEqualTo(9);
    }

    @ParameterizedTest
    @EnumSource(LogicalType.class)
    void everyTypeHasASchema(LogicalType type) {
        assertThat(streamOf(stream("s").field("x", type))
                        .at("/stream/json_schema/properties/x")
                        .isObject())
                .isTrue();
    }

    private static JsonNode streamOf(StreamScript stream) {
        return Json.tree(catalog(stream).json()).at("/streams/0");
    }
}
