package io.sqlcache.postgres.config;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * One of a few strings.
 *
 * @param values all there are, in the order in which they are shown
 * @param name the string of each
 */
record ChoiceType<E extends Enum<E>>(List<E> values, Function<E, String> name) implements PropertyType<E> {

    static <E extends Enum<E>> ChoiceType<E> of(Class<E> type, Function<E, String> name) {
        return new ChoiceType<>(Arrays.asList(type.getEnumConstants()), name);
    }

    @Override
    public Optional<E> read(JsonNode value, String path, SettingRules rules) {
        if (!value.isTextual()) {
            return PropertyType.mismatch(value, path, "a string", rules);
        }
        Optional<E> chosen = values.stream()
                .filter(choice -> name.apply(choice).equals(value.textValue()))
                .findFirst();
        if (chosen.isEmpty()) {
            rules.add(path + ": is not one of "
                    + values.stream().map(name).map("\"%s\""::formatted).collect(Collectors.joining(", ")));
        }
        return chosen;
    }

    @Override
    public JsonNode write(E value) {
        return TextNode.valueOf(name.apply(value));
    }

    @Override
    public void describe(ObjectNode schema) {
        ArrayNode names = schema.put("type", "string").putArray("enum");
        values.stream().map(name).forEach(names::add);
    }
}
