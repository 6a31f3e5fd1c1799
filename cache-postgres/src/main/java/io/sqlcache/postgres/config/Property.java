package io.sqlcache.postgres.config;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sqlcache.api.Secret;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * One property of a JSON object, as it is read, checked, written and described.
 *
 * @param <O> what the object is in Java
 * @param <V> what the property is in Java
 * @param value its value in an object; null if it has none
 * @param presence whether it has to be there
 * @param initial what it counts as if it is absent; null for nothing
 * @param rule what its values must be like beyond their type
 */
record Property<O, V>(
        String name,
        PropertyType<V> type,
        Function<O, @Nullable V> value,
        Presence presence,
        @Nullable V initial,
        Rule<V> rule,
        Look look) {

    /**
     * How a form shows it.
     *
     * @param group where; empty for none
     */
    record Look(String title, String description, String group, boolean alwaysShown) {}

    /** Whether a property has to be there. */
    enum Presence {
        REQUIRED,
        OPTIONAL
    }

    /** Notes what is wrong with a value; the setting comes first in what it notes. */
    interface Rule<V> {
        void check(SettingRules rules, String setting, V value);
    }

    /** A property that may be absent, with no more rules. */
    static <O, V> Property<O, V> of(String name, PropertyType<V> type, Function<O, @Nullable V> value) {
        return new Property<>(
                name, type, value, Presence.OPTIONAL, null, (rules, setting, any) -> {}, new Look(name, "", "", false));
    }

    /** A secret: never a mask, and either a reference or what the rule asks for. */
    static <O> Property<O, Secret> secret(
            String name, PropertyType<Secret> type, Function<O, @Nullable Secret> value, Rule<Secret> rule) {
        return Property.<O, Secret>of(name, type, value).ruled((rules, setting, secret) -> {
            if (!SecretReferences.isReference(secret)) {
                rules.notMasked(setting, secret);
                rule.check(rules, setting, secret);
            }
        });
    }

    Property<O, V> required() {
        return new Property<>(name, type, value, Presence.REQUIRED, initial, rule, look);
    }

    Property<O, V> initially(V absent) {
        return new Property<>(name, type, value, presence, absent, rule, look);
    }

    Property<O, V> ruled(Rule<V> check) {
        return new Property<>(name, type, value, presence, initial, check, look);
    }

    Property<O, V> described(String title, String description) {
        return looking(new Look(title, description, look.group(), look.alwaysShown()));
    }

    Property<O, V> in(String group) {
        return looking(new Look(look.title(), look.description(), group, look.alwaysShown()));
    }

    Property<O, V> alwaysShown() {
        return looking(new Look(look.title(), look.description(), look.group(), true));
    }

    private Property<O, V> looking(Look changed) {
        return new Property<>(name, type, value, presence, initial, rule, changed);
    }

    boolean isRequired() {
        return presence == Presence.REQUIRED;
    }

    /** Reads it out of an object, where null is as good as absent; empty after a violation too. */
    Optional<V> read(ObjectNode object, String path, SettingRules rules) {
        JsonNode found = object.path(name);
        String place = path + "." + name;
        if (found.isMissingNode() || found.isNull()) {
            if (isRequired()) {
                rules.add(place + ": is missing");
            }
            return Optional.empty();
        }
        Optional<V> read = type.read(found, place, rules);
        read.ifPresent(present -> rule.check(rules, place + ":", present));
        return read;
    }

    /** Notes what is wrong with its value in an object that a program made. */
    void check(O object, String path, SettingRules rules) {
        V found = value.apply(object);
        if (found != null) {
            type.check(found, path + "." + name, rules);
            rule.check(rules, path + "." + name + ":", found);
        }
    }

    void write(O object, ObjectNode json) {
        V found = value.apply(object);
        if (found != null) {
            json.set(name, type.write(found));
        }
    }

    ObjectNode describe(int order) {
        ObjectNode schema = JsonSettings.object();
        schema.put("title", look.title()).put("description", look.description());
        type.describe(schema);
        if (initial != null) {
            schema.set("default", type.write(initial));
        }
        schema.put("order", order);
        if (!look.group().isEmpty()) {
            schema.put("group", look.group());
        }
        if (look.alwaysShown()) {
            schema.put("always_show", true);
        }
        return schema;
    }
}
