package io.sqlcache.postgres.config;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * The properties of a kind of JSON object: one list that reading, checking, writing and the JSON schema go by.
 *
 * @param <O> what the object is in Java
 * @param properties in the order in which they are written and shown
 * @param firstOrder the place of the first one in a form
 * @param rule what its properties must be like together
 * @param constructor makes an object of values without violations
 */
record ObjectModel<O>(List<Property<O, ?>> properties, int firstOrder, Rule rule, Function<Values, O> constructor) {

    /** Notes what is wrong with values that are right one by one. */
    interface Rule {
        void check(Values values, String path, SettingRules rules);
    }

    /** What was read of an object's properties; what was violated or absent is not there. */
    static final class Values {
        private final Map<String, Object> byName = new HashMap<>();

        /** The value, or what it counts as if it was absent; for properties that always have one of the two. */
        <V> V of(Property<?, V> property) {
            return Objects.requireNonNull(orNull(property), property::name);
        }

        /** The value, or what it counts as if it was absent; null for nothing. */
        <V> @Nullable V orNull(Property<?, V> property) {
            V found = given(property);
            return found == null ? property.initial() : found;
        }

        /** The value; null if it was absent. */
        @SuppressWarnings("unchecked") // put under this name by a property of this type
        <V> @Nullable V given(Property<?, V> property) {
            return (V) byName.get(property.name());
        }
    }

    /** Reads an object; empty after a violation. */
    Optional<O> read(ObjectNode object, String path, SettingRules rules) {
        int before = rules.count();
        Values values = values(object, path, rules);
        return rules.count() == before ? Optional.of(constructor.apply(values)) : Optional.empty();
    }

    /** Reads what can be read of an object. */
    Values values(ObjectNode object, String path, SettingRules rules) {
        Values values = new Values();
        for (Property<O, ?> property : properties) {
            property.read(object, path, rules).ifPresent(value -> values.byName.put(property.name(), value));
        }
        rule.check(values, path, rules);
        return values;
    }

    /** Notes what is wrong with an object that a program made. */
    void check(O object, String path, SettingRules rules) {
        properties.forEach(property -> property.check(object, path, rules));
    }

    ObjectNode write(O object) {
        ObjectNode json = JsonSettings.object();
        properties.forEach(property -> property.write(object, json));
        return json;
    }

    /** Adds what JSON schema says of such objects. */
    void describe(ObjectNode schema) {
        schema.put("type", "object").put("additionalProperties", true);
        ArrayNode required = schema.putArray("required");
        ObjectNode all = schema.putObject("properties");
        int order = firstOrder;
        for (Property<O, ?> property : properties) {
            if (property.isRequired()) {
                required.add(property.name());
            }
            all.set(property.name(), property.describe(order++));
        }
    }

    /** The properties of an object that are not known, those within its objects under the name of the object. */
    ObjectNode unknown(ObjectNode object) {
        ObjectNode unknown = object.deepCopy();
        for (Property<O, ?> property : properties) {
            JsonNode known = object.path(property.name());
            ObjectNode within = property.type().unknown(known);
            if (within.isEmpty()) {
                unknown.remove(property.name());
            } else {
                unknown.set(property.name(), within);
            }
        }
        return unknown;
    }

    /** The object with its secrets replaced; it has no violations. */
    ObjectNode replaceSecrets(ObjectNode object, UnaryOperator<String> replacement) {
        ObjectNode replaced = object.deepCopy();
        for (Property<O, ?> property : properties) {
            JsonNode value = object.path(property.name());
            if (!value.isMissingNode() && !value.isNull()) {
                replaced.set(property.name(), property.type().replaceSecrets(value, replacement));
            }
        }
        return replaced;
    }
}
