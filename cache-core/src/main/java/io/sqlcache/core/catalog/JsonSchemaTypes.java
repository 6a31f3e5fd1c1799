package io.sqlcache.core.catalog;

import com.fasterxml.jackson.databind.JsonNode;
import io.sqlcache.core.backend.LogicalType;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What the keywords of one JSON schema say of a value's type. */
final class JsonSchemaTypes {

    private static final Pattern WELL_KNOWN = Pattern.compile("(?:.*/)?WellKnownTypes\\.json#/definitions/([^/]*)");

    private JsonSchemaTypes() {}

    /**
     * What {@code type} says, refined by {@code format} and {@code airbyte_type}; empty if there is no such type.
     *
     * @param type the name of a type
     * @param schema where it stands
     */
    static Optional<Meaning> named(String type, JsonNode schema) {
        String refined = schema.path("airbyte_type").asText();
        return switch (type) {
            case "null" -> Optional.of(Meaning.NOTHING);
            case "string" -> typed(string(refined, schema.path("format").asText()));
            case "integer" -> typed(refined.equals("big_integer") ? LogicalType.BIG_INTEGER : LogicalType.INTEGER);
            case "number" -> typed(number(refined));
            case "boolean" -> typed(LogicalType.BOOLEAN);
            case "object" -> typed(LogicalType.OBJECT);
            case "array" -> typed(LogicalType.ARRAY);
            default -> Optional.empty();
        };
    }

    /** What a schema without {@code type} says by {@code airbyte_type}, {@code const} or {@code enum}. */
    static Meaning untyped(JsonNode schema) {
        LogicalType refined = schema.path("airbyte_type").asText().equals("integer")
                ? LogicalType.INTEGER
                : string(schema.path("airbyte_type").asText(), "");
        if (refined != LogicalType.STRING) {
            return new Meaning(refined);
        }
        if (schema.has("const")) {
            return constant(schema.path("const"));
        }
        Meaning constants = Meaning.NOTHING;
        for (JsonNode each : schema.path("enum")) {
            constants = constants.or(constant(each));
        }
        return schema.path("enum").isEmpty() ? Meaning.ANYTHING : constants;
    }

    private static Meaning constant(JsonNode value) {
        return switch (value.getNodeType()) {
            case STRING -> new Meaning(LogicalType.STRING);
            case NUMBER -> new Meaning(number(value));
            case BOOLEAN -> new Meaning(LogicalType.BOOLEAN);
            case OBJECT -> new Meaning(LogicalType.OBJECT);
            case ARRAY -> new Meaning(LogicalType.ARRAY);
            case NULL -> Meaning.NOTHING;
            case BINARY, MISSING, POJO -> Meaning.ANYTHING;
        };
    }

    private static LogicalType number(JsonNode value) {
        if (!value.isIntegralNumber()) {
            return LogicalType.NUMBER;
        }
        return value.canConvertToLong() ? LogicalType.INTEGER : LogicalType.BIG_INTEGER;
    }

    private static Optional<Meaning> typed(LogicalType type) {
        return Optional.of(new Meaning(type));
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

    /** {@code WellKnownTypes.json#/definitions/X} of protocol version 1; empty for any other reference. */
    static Optional<Meaning> wellKnown(String reference) {
        Matcher name = WELL_KNOWN.matcher(reference);
        return name.matches() ? wellKnownName(name.group(1)) : Optional.empty();
    }

    private static Optional<Meaning> wellKnownName(String name) {
        return switch (name) {
            case "String", "BinaryData" -> typed(LogicalType.STRING);
            case "Boolean" -> typed(LogicalType.BOOLEAN);
            case "Integer" -> typed(LogicalType.INTEGER);
            case "Number" -> typed(LogicalType.NUMBER);
            case "Date" -> typed(LogicalType.DATE);
            case "TimestampWithTimezone" -> typed(LogicalType.TIMESTAMP_WITH_TIMEZONE);
            case "TimestampWithoutTimezone" -> typed(LogicalType.TIMESTAMP_WITHOUT_TIMEZONE);
            case "TimeWithTimezone" -> typed(LogicalType.TIME_WITH_TIMEZONE);
            case "TimeWithoutTimezone" -> typed(LogicalType.TIME_WITHOUT_TIMEZONE);
            default -> Optional.empty();
        };
    }
}
