package io.sqlcache.postgres.config;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Locale;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * What a property of a JSON object may hold: one place for reading, writing and describing it. Stateless and thread-safe.
 *
 * @param <V> what its values are in Java
 */
interface PropertyType<V> {

    /**
     * Reads a value that is not null. Violations begin with the path; values that may be secrets are not told.
     *
     * @return empty after a violation
     */
    Optional<V> read(JsonNode value, String path, SettingRules rules);

    /** The value as JSON. */
    JsonNode write(V value);

    /** Adds what JSON schema says of such values. */
    void describe(ObjectNode schema);

    /** Notes what is wrong inside of a value that was not read but made by a program. */
    default void check(V value, String path, SettingRules rules) {}

    /** What the value holds beyond what is known of it; an empty object if it holds nothing more. */
    default ObjectNode unknown(JsonNode value) {
        return JsonSettings.object();
    }

    /** The value with its secrets replaced. */
    default JsonNode replaceSecrets(JsonNode value, UnaryOperator<String> replacement) {
        return value;
    }

    /** Notes that a value is of the wrong type. */
    static <V> Optional<V> mismatch(JsonNode value, String path, String wanted, SettingRules rules) {
        rules.add("%s: is %s, not %s".formatted(path, kind(value), wanted));
        return Optional.empty();
    }

    private static String kind(JsonNode value) {
        String kind = value.getNodeType().name().toLowerCase(Locale.ROOT);
        return switch (value.getNodeType()) {
            case ARRAY, OBJECT -> "an " + kind;
            case BINARY, BOOLEAN, MISSING, NULL, NUMBER, POJO, STRING -> "a " + kind;
        };
    }
}
