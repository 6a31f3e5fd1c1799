package io.sqlcache.postgres.config;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.sqlcache.api.Secret;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/**
 * A string.
 *
 * @param form what the specification says of it
 * @param parser its value in Java
 * @param text the string of a value
 */
record TextType<V>(Form form, Parser<V> parser, Function<V, String> text) implements PropertyType<V> {

    /** How a form shows a string. */
    enum Form {
        PLAIN,
        SECRET,
        SECRET_LINES
    }

    /** Makes a value of a string, or notes why that cannot be. */
    interface Parser<V> {
        Optional<V> parse(String text, String path, SettingRules rules);
    }

    /** Any string. */
    static TextType<String> plain() {
        return new TextType<>(Form.PLAIN, (text, path, rules) -> Optional.of(text), text -> text);
    }

    /** A string that is kept secret, in one line. */
    static TextType<Secret> secret() {
        return secret(Form.SECRET);
    }

    /** A string that is kept secret, in lines. */
    static TextType<Secret> secretLines() {
        return secret(Form.SECRET_LINES);
    }

    private static TextType<Secret> secret(Form form) {
        return new TextType<>(form, (text, path, rules) -> Optional.of(Secret.of(text)), Secret::reveal);
    }

    @Override
    public Optional<V> read(JsonNode value, String path, SettingRules rules) {
        return value.isTextual()
                ? parser.parse(value.textValue(), path, rules)
                : PropertyType.mismatch(value, path, "a string", rules);
    }

    @Override
    public JsonNode write(V value) {
        return TextNode.valueOf(text.apply(value));
    }

    @Override
    public void describe(ObjectNode schema) {
        schema.put("type", "string");
        switch (form) {
            case PLAIN -> {}
            case SECRET -> schema.put("airbyte_secret", true);
            case SECRET_LINES -> schema.put("airbyte_secret", true).put("multiline", true);
        }
    }

    @Override
    public JsonNode replaceSecrets(JsonNode value, UnaryOperator<String> replacement) {
        return switch (form) {
            case PLAIN -> value;
            case SECRET, SECRET_LINES -> TextNode.valueOf(replacement.apply(value.textValue()));
        };
    }
}
