package io.sqlcache.postgres.config;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/**
 * One of a few kinds of objects, told apart by one of their properties.
 *
 * @param discriminator the property that tells them apart
 * @param variants all there are, in the order in which they are shown
 */
record UnionType<U>(String discriminator, List<Variant<U>> variants) implements PropertyType<U> {

    /**
     * One kind of objects.
     *
     * @param name what the discriminator holds
     * @param type what they are in Java
     * @param model their other properties
     */
    record Variant<U>(String name, String title, String description, Class<? extends U> type, ObjectModel<U> model) {}

    @Override
    public Optional<U> read(JsonNode value, String path, SettingRules rules) {
        if (!value.isObject()) {
            return PropertyType.mismatch(value, path, "an object", rules);
        }
        JsonNode name = value.path(discriminator);
        String place = path + "." + discriminator;
        if (name.isMissingNode() || name.isNull()) {
            rules.add(place + ": is missing");
            return Optional.empty();
        }
        if (!name.isTextual()) {
            return PropertyType.mismatch(name, place, "a string", rules);
        }
        Optional<Variant<U>> variant = variant(value);
        if (variant.isEmpty()) {
            rules.add(place + ": is not one of "
                    + variants.stream().map(known -> '"' + known.name() + '"').collect(Collectors.joining(", ")));
        }
        return variant.flatMap(known -> known.model().read((ObjectNode) value, path, rules));
    }

    @Override
    public JsonNode write(U value) {
        Variant<U> variant = variantOf(value);
        ObjectNode object = JsonSettings.object();
        object.put(discriminator, variant.name());
        object.setAll(variant.model().write(value));
        return object;
    }

    @Override
    public void describe(ObjectNode schema) {
        schema.put("type", "object");
        ArrayNode oneOf = schema.putArray("oneOf");
        for (Variant<U> variant : variants) {
            ObjectNode object = oneOf.addObject();
            object.put("title", variant.title()).put("description", variant.description());
            variant.model().describe(object);
            ObjectNode constant = JsonSettings.object();
            constant.put("type", "string").put("const", variant.name()).put("default", variant.name());
            constant.putArray("enum").add(variant.name());
            constant.put("order", 0);
            ObjectNode properties = JsonSettings.object();
            properties.set(discriminator, constant);
            properties.setAll((ObjectNode) object.path("properties"));
            object.set("properties", properties);
            object.withArray("required").insert(0, discriminator);
        }
    }

    @Override
    public void check(U value, String path, SettingRules rules) {
        variantOf(value).model().check(value, path, rules);
    }

    @Override
    public ObjectNode unknown(JsonNode value) {
        return variant(value)
                .map(variant -> variant.model().unknown((ObjectNode) value))
                .map(unknown -> {
                    unknown.remove(discriminator);
                    return unknown;
                })
                .orElseGet(JsonSettings::object);
    }

    @Override
    public JsonNode replaceSecrets(JsonNode value, UnaryOperator<String> replacement) {
        return variant(value)
                .<JsonNode>map(variant -> variant.model().replaceSecrets((ObjectNode) value, replacement))
                .orElse(value);
    }

    private Optional<Variant<U>> variant(JsonNode value) {
        String name = value.path(discriminator).asText();
        return variants.stream().filter(variant -> variant.name().equals(name)).findFirst();
    }

    private Variant<U> variantOf(U value) {
        return variants.stream()
                .filter(variant -> variant.type().isInstance(value))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("No variant for " + value.getClass()));
    }
}
