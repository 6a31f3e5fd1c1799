package io.sqlcache.core.catalog;

import com.fasterxml.jackson.databind.JsonNode;
import io.sqlcache.core.backend.LogicalType;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Reads the Airbyte type of a field out of its JSON schema. What is not understood is ANY: no value is refused for it. */
final class JsonSchemaTypes {

    private static final Set<String> NUMBERS = Set.of("integer", "number");

    private JsonSchemaTypes() {}

    static LogicalType typeOf(JsonNode schema) {
        JsonNode reference = schema.path("$ref");
        if (reference.isTextual()) {
            return wellKnown(reference.textValue());
        }
        Optional<List<JsonNode>> options = options(schema);
        if (options.isPresent()) {
            return options.get().size() == 1 ? typeOf(options.get().get(0)) : LogicalType.ANY;
        }
        Set<String> types = types(schema);
        if (types.equals(NUMBERS)) {
            return LogicalType.NUMBER;
        }
        return types.size() == 1 ? single(types.iterator().next(), schema) : LogicalType.ANY;
    }

    /** The type of a field inside objects, or of the value itself if the path is empty; ANY if the schema is silent. */
    static LogicalType typeAt(JsonNode schema, List<String> path) {
        if (path.isEmpty()) {
            return typeOf(schema);
        }
        JsonNode object = options(schema)
                .filter(options -> options.size() == 1)
                .map(options -> options.get(0))
                .orElse(schema);
        return typeAt(object.path("properties").path(path.get(0)), path.subList(1, path.size()));
    }

    /** The alternatives of a oneOf or anyOf that are not merely null. */
    private static Optional<List<JsonNode>> options(JsonNode schema) {
        JsonNode union = schema.has("oneOf") ? schema.path("oneOf") : schema.path("anyOf");
        if (!union.isArray()) {
            return Optional.empty();
        }
        List<JsonNode> options = new ArrayList<>();
        for (JsonNode option : union) {
            if (!isNull(option)) {
                options.add(option);
            }
        }
        return Optional.of(options);
    }

    private static boolean isNull(JsonNode schema) {
        JsonNode type = schema.path("type");
        return type.isTextual()
                ? type.textValue().equals("null")
                : type.isArray() && types(schema).isEmpty();
    }

    private static Set<String> types(JsonNode schema) {
        Set<String> types = new LinkedHashSet<>();
        JsonNode type = schema.path("type");
        if (type.isTextual()) {
            types.add(type.textValue());
        }
        for (JsonNode each : type) {
            types.add(each.asText());
        }
        types.remove("null");
        return types;
    }

    private static LogicalType single(String type, JsonNode schema) {
        String refined = schema.path("airbyte_type").asText();
        return switch (type) {
            case "string" -> string(refined, schema.path("format").asText());
            case "integer" -> refined.equals("big_integer") ? LogicalType.BIG_INTEGER : LogicalType.INTEGER;
            case "number" -> number(refined);
            case "boolean" -> LogicalType.BOOLEAN;
            case "object" -> LogicalType.OBJECT;
            case "array" -> LogicalType.ARRAY;
            default -> LogicalType.ANY;
        };
    }

    private static LogicalType number(String refined) {
        return switch (refined) {
            case "integer" -> LogicalType.INTEGER;
            case "big_integer" -> LogicalType.BIG_INTEGER;
            default -> LogicalType.NUMBER;
        };
    }

    private static LogicalType string(String refined, String format) {
        return switch (refined) {
            case "timestamp_with_timezone" -> LogicalType.TIMESTAMP_WITH_TIMEZONE;
            case "timestamp_without_timezone" -> LogicalType.TIMESTAMP_WITHOUT_TIMEZONE;
            case "time_with_timezone" -> LogicalType.TIME_WITH_TIMEZONE;
            case "time_without_timezone" -> LogicalType.TIME_WITHOUT_TIMEZONE;
            case "big_integer" -> LogicalType.BIG_INTEGER;
            case "big_number" -> LogicalType.NUMBER;
            default ->
                switch (format) {
                    case "date-time" -> LogicalType.TIMESTAMP_WITH_TIMEZONE;
                    case "date" -> LogicalType.DATE;
                    case "time" -> LogicalType.TIME_WITH_TIMEZONE;
                    default -> LogicalType.STRING;
                };
        };
    }

    /** {@code WellKnownTypes.json#/definitions/X} of protocol version 1. */
    private static LogicalType wellKnown(String reference) {
        return switch (reference.substring(reference.lastIndexOf('/') + 1)) {
            case "String", "BinaryData" -> LogicalType.STRING;
            case "Boolean" -> LogicalType.BOOLEAN;
            case "Integer" -> LogicalType.INTEGER;
            case "Number" -> LogicalType.NUMBER;
            case "Date" -> LogicalType.DATE;
            case "TimestampWithTimezone" -> LogicalType.TIMESTAMP_WITH_TIMEZONE;
            case "TimestampWithoutTimezone" -> LogicalType.TIMESTAMP_WITHOUT_TIMEZONE;
            case "TimeWithTimezone" -> LogicalType.TIME_WITH_TIMEZONE;
            case "TimeWithoutTimezone" -> LogicalType.TIME_WITHOUT_TIMEZONE;
            default -> LogicalType.ANY;
        };
    }
}
