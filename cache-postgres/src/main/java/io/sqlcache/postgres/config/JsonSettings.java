package io.sqlcache.postgres.config;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sqlcache.api.CacheException;

/** Settings as JSON text. Numbers keep their digits. */
final class JsonSettings {

    private static final JsonMapper JSON = JsonMapper.builder()
            .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
            .enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
            .build();

    private JsonSettings() {}

    /** An object without properties. */
    static ObjectNode object() {
        return JsonNodeFactory.instance.objectNode();
    }

    /** Reads an object; the parser's own messages quote the text, which may hold a password. */
    static ObjectNode read(String json) {
        try {
            if (JSON.readTree(json) instanceof ObjectNode object) {
                return object;
            }
            throw invalid("it is not a JSON object");
        } catch (JsonProcessingException e) {
            throw invalid("it is not valid JSON at line %d, column %d"
                    .formatted(e.getLocation().getLineNr(), e.getLocation().getColumnNr()));
        }
    }

    /** The text of a tree, in one line. */
    static String text(JsonNode tree) {
        try {
            return JSON.writeValueAsString(tree);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("Every tree can be written", e);
        }
    }

    private static CacheException invalid(String reason) {
        return new CacheException(
                CacheException.Kind.CONFIG, "Cannot read the configuration of destination-postgres: " + reason + ".");
    }
}
