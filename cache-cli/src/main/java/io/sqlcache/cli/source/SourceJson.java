package io.sqlcache.cli.source;

import static java.util.regex.Matcher.quoteReplacement;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.regex.Pattern;

/** Reads a source's JSON so that it is written again with every digit. */
final class SourceJson {

    static final JsonMapper MAPPER = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
            .build();

    /** An escape; of half a character in the first group. */
    private static final Pattern ESCAPE = Pattern.compile(
            "\\\\(?:u[dD][89abAB]\\p{XDigit}{2}\\\\u[dD][c-fC-F]\\p{XDigit}{2}|(u[dD][89a-fA-F]\\p{XDigit}{2})|.)");

    private static final Pattern HALF = Pattern.compile("\\p{Cs}");

    private SourceJson() {}

    /** Reads a catalog: the names in it with U+FFFD in place of each half of a character, which the parser takes in values only. */
    static JsonNode read(String json) throws JsonProcessingException {
        return MAPPER.readTree(ESCAPE.matcher(json)
                .replaceAll(escape -> escape.group(1) != null && isInName(json, escape.end())
                        ? "\ufffd"
                        : quoteReplacement(escape.group())));
    }

    private static boolean isInName(String json, int from) {
        int at = from;
        while (at < json.length() && json.charAt(at) != '"') {
            at += json.charAt(at) == '\\' ? 2 : 1;
        }
        at++;
        while (at < json.length() && Character.isWhitespace(json.charAt(at))) {
            at++;
        }
        return at < json.length() && json.charAt(at) == ':';
    }

    /** The same JSON with escapes of halves of characters, which no encoding has. */
    static String encodable(String json) {
        return HALF.matcher(json)
                .replaceAll(half -> "\\\\u%04x".formatted((int) half.group().charAt(0)));
    }
}
