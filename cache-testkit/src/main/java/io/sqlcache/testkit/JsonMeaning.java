package io.sqlcache.testkit;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What a JSON text means, read token by token, and what a JSON column can make of it.
 *
 * @param canonical equal for JSON that means the same: keys in order, the last of equal ones, numbers by value
 * @param hasForbiddenText whether a key or a text had to be changed to be stored
 * @param trouble why no JSON column can hold it, as a change entry says; null if one can
 */
record JsonMeaning(
        String canonical,
        boolean hasForbiddenText,
        @Nullable String trouble) {

    private static final JsonFactory JSON = JsonFactory.builder()
            .enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
            .build();

    private static final int MOST_EXPONENT_DIGITS = 5;

    /** An escape: of a pair of surrogates, of what no text can hold, or any other. Strings alone have backslashes. */
    private static final Pattern ESCAPE =
            Pattern.compile("\\\\u[dD][89abAB][0-9a-fA-F]{2}\\\\u[dD][c-fC-F][0-9a-fA-F]{2}"
                    + "|(?<bad>\\\\u(?:0000|[dD][89a-fA-F][0-9a-fA-F]{2}))|\\\\.");

    static JsonMeaning of(String json) {
        String storable = storable(json);
        try (JsonParser parser = JSON.createParser(storable)) {
            parser.nextToken();
            Reader reader = new Reader(parser);
            String canonical = reader.value();
            if (parser.nextToken() != null) {
                throw new IllegalArgumentException("More than one value: " + json);
            }
            return new JsonMeaning(canonical, !storable.equals(json), reader.trouble);
        } catch (IOException e) {
            throw new IllegalArgumentException("Not JSON: " + json, e);
        }
    }

    /** The JSON with U+FFFD in place of NUL and of surrogates without a partner. */
    static String storable(String json) {
        return ESCAPE.matcher(json)
                .replaceAll(escape -> Matcher.quoteReplacement(escape.group(1) == null ? escape.group() : "\\ufffd"));
    }

    /** Whether a number has more digits before its point than any column of numbers. */
    static boolean isBeyond(String number) {
        int exponent = Math.max(number.indexOf('e'), number.indexOf('E'));
        String digits = exponent < 0 ? "" : number.substring(exponent + 1).replaceFirst("^[+]", "");
        return digits.length() > MOST_EXPONENT_DIGITS;
    }

    private static final class Reader {

        private final JsonParser parser;
        private @Nullable String trouble;

        Reader(JsonParser parser) {
            this.parser = parser;
        }

        String value() throws IOException {
            return switch (parser.currentToken()) {
                case START_OBJECT -> object();
                case START_ARRAY -> array();
                case VALUE_STRING -> Json.text(parser.getText());
                case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> number();
                case VALUE_TRUE, VALUE_FALSE, VALUE_NULL -> parser.getText();
                case NOT_AVAILABLE, END_OBJECT, END_ARRAY, FIELD_NAME, VALUE_EMBEDDED_OBJECT ->
                    throw new IllegalStateException("No value begins with " + parser.currentToken());
            };
        }

        private String object() throws IOException {
            Map<String, String> fields = new TreeMap<>();
            while (parser.nextToken() != JsonToken.END_OBJECT) {
                String key = Json.text(parser.getText());
                parser.nextToken();
                fields.put(key, value());
            }
            return fields.toString();
        }

        private String array() throws IOException {
            List<String> values = new ArrayList<>();
            while (parser.nextToken() != JsonToken.END_ARRAY) {
                values.add(value());
            }
            return values.toString();
        }

        private String number() throws IOException {
            String number = parser.getText();
            if (number.endsWith("N") || number.endsWith("y")) {
                trouble = trouble == null ? ValueContract.MISFIT : trouble;
            } else if (isBeyond(number)) {
                trouble = trouble == null ? ValueContract.BEYOND : trouble;
            } else {
                return Cell.plain(new BigDecimal(number));
            }
            return number;
        }
    }
}
