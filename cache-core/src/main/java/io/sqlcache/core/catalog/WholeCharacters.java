package io.sqlcache.core.catalog;

import static java.util.regex.Matcher.quoteReplacement;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.sqlcache.core.message.RecordLayout;
import java.util.regex.Pattern;

/** JSON with U+FFFD in place of each half of a character, which no database can store; so it is with the data of records. */
final class WholeCharacters {

    /** An escape; of half a character in the first group. */
    private static final Pattern ESCAPE = Pattern.compile(
            "\\\\(?:u[dD][89abAB]\\p{XDigit}{2}\\\\u[dD][c-fC-F]\\p{XDigit}{2}|(u[dD][89a-fA-F]\\p{XDigit}{2})|.)");

    private WholeCharacters() {}

    /** JSON text of which the names have whole characters: a parser takes no others. Broken text stays so. */
    static String inNames(String json) {
        StringBuilder whole = new StringBuilder(json.length());
        int done = 0;
        for (int quote = json.indexOf('"'); quote >= 0; quote = json.indexOf('"', done)) {
            int end = endOfString(json, quote + 1);
            String text = json.substring(quote, end);
            whole.append(json, done, quote).append(isName(json, end) ? unescapedHalves(text) : text);
            done = end;
        }
        return whole.append(json, done, json.length()).toString();
    }

    private static int endOfString(String json, int from) {
        int at = from;
        while (at < json.length() && json.charAt(at) != '"') {
            at += json.charAt(at) == '\\' ? 2 : 1;
        }
        return Math.min(at + 1, json.length());
    }

    private static boolean isName(String json, int from) {
        int at = from;
        while (at < json.length() && Character.isWhitespace(json.charAt(at))) {
            at++;
        }
        return at < json.length() && json.charAt(at) == ':';
    }

    private static String unescapedHalves(String text) {
        return ESCAPE.matcher(text)
                .replaceAll(escape -> escape.group(1) == null ? quoteReplacement(escape.group()) : "\ufffd");
    }

    /** JSON of which names and texts have whole characters. */
    static JsonNode in(JsonNode json) {
        return switch (json.getNodeType()) {
            case STRING -> TextNode.valueOf(RecordLayout.whole(json.textValue()));
            case ARRAY -> {
                ArrayNode array = JsonNodeFactory.instance.arrayNode(json.size());
                json.forEach(each -> array.add(in(each)));
                yield array;
            }
            case OBJECT -> {
                ObjectNode object = JsonNodeFactory.instance.objectNode();
                json.properties()
                        .forEach(
                                property -> object.set(RecordLayout.whole(property.getKey()), in(property.getValue())));
                yield object;
            }
            case BINARY, BOOLEAN, MISSING, NULL, NUMBER, POJO -> json;
        };
    }
}
