package io.sqlcache.postgres;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.sqlcache.api.CacheException;
import java.util.Locale;
import java.util.Optional;

/** The properties of a JSON object; a property of the wrong type is noted as a violation. Strings are never told. */
final class JsonSettings {

    private static final JsonMapper JSON = JsonMapper.builder()
            .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
            .enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private final JsonNode object;
    private final SettingRules rules;

    private JsonSettings(JsonNode object, SettingRules rules) {
        this.object = object;
        this.rules = rules;
    }

    /** Reads an object; the parser's own messages quote the text, which may hold a password. */
    static JsonSettings read(String json, SettingRules rules) {
        try {
            JsonNode object = JSON.readTree(json);
            if (object == null || !object.isObject()) {
                throw invalid("it is not a JSON object");
            }
            return new JsonSettings(object, rules);
        } catch (JsonProcessingException e) {
            throw invalid("it is not valid JSON at line %d, column %d"
                    .formatted(e.getLocation().getLineNr(), e.getLocation().getColumnNr()));
        }
    }

    private static CacheException invalid(String reason) {
        return new CacheException(
                CacheException.Kind.CONFIG, "Cannot read the configuration of destination-postgres: " + reason + ".");
    }

    /** A string that must be there; empty after a violation. */
    Optional<String> requiredText(String property) {
        Optional<JsonNode> value = value(property);
        if (value.isEmpty()) {
            rules.add(property + " is missing");
        }
        return value.flatMap(node -> text(property, node));
    }

    /** A string; empty if it is absent or null. */
    Optional<String> text(String property) {
        return value(property).flatMap(node -> text(property, node));
    }

    private Optional<String> text(String property, JsonNode node) {
        if (!node.isTextual()) {
            // Its value is not told: it may be a password.
            rules.add("%s is %s, not a string".formatted(property, node.isNumber() ? "a number" : kind(node)));
            return Optional.empty();
        }
        return Optional.of(node.textValue());
    }

    /** A whole number that must be there. */
    Optional<Integer> requiredInteger(String property) {
        Optional<JsonNode> value = value(property);
        if (value.isEmpty()) {
            rules.add(property + " is missing");
        }
        return value.flatMap(node -> {
            if (!node.isIntegralNumber() || !node.canConvertToInt()) {
                rules.add("%s is %s, not a whole number".formatted(property, kind(node)));
                return Optional.empty();
            }
            return Optional.of(node.intValue());
        });
    }

    /** Whether the property is true; absent means false. */
    boolean isTrue(String property) {
        return value(property)
                .filter(node -> {
                    if (!node.isBoolean()) {
                        rules.add("%s is %s, not true or false".formatted(property, kind(node)));
                    }
                    return node.asBoolean(false);
                })
                .isPresent();
    }

    /** The string {@code name} of the object {@code property}; empty if either is absent. */
    Optional<String> textWithin(String property, String name) {
        return value(property).flatMap(node -> {
            if (!node.isObject()) {
                rules.add("%s is %s, not an object".formatted(property, kind(node)));
                return Optional.empty();
            }
            return new JsonSettings(node, rules).text(name);
        });
    }

    private Optional<JsonNode> value(String property) {
        return Optional.ofNullable(object.get(property)).filter(node -> !node.isNull());
    }

    private static String kind(JsonNode node) {
        String kind = node.getNodeType().name().toLowerCase(Locale.ROOT);
        return switch (node.getNodeType()) {
            case ARRAY, OBJECT -> "an " + kind;
            case NUMBER -> node.isIntegralNumber() ? "the number " + node.asText() : "a fraction";
            case BINARY, BOOLEAN, MISSING, NULL, POJO, STRING -> "a " + kind;
        };
    }
}
