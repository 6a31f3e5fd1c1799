package io.sqlcache.duckdb.json;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** One spelling for all JSON of one meaning: fields in the order of their names, numbers by value. */
final class CanonicalJson {

    private CanonicalJson() {}

    /** The spelling. */
    static String of(JsonNode value) {
        StringBuilder text = new StringBuilder();
        write(value, text);
        return text.toString();
    }

    /** A string's characters, and the spelling of anything else. */
    static String text(JsonNode value) {
        return value.isTextual() ? value.textValue() : of(value);
    }

    private static void write(JsonNode value, StringBuilder text) {
        if (value.isObject()) {
            writeObject(value, text);
        } else if (value.isArray()) {
            text.append('[');
            for (int i = 0; i < value.size(); i++) {
                text.append(i == 0 ? "" : ",");
                write(value.get(i), text);
            }
            text.append(']');
        } else if (value.isNumber()) {
            text.append(number(value.decimalValue()));
        } else {
            text.append(value);
        }
    }

    private static void writeObject(JsonNode object, StringBuilder text) {
        List<String> names = new ArrayList<>();
        object.fieldNames().forEachRemaining(names::add);
        Collections.sort(names);
        text.append('{');
        for (String name : names) {
            text.append(text.charAt(text.length() - 1) == '{' ? "" : ",");
            text.append(TextNode.valueOf(name)).append(':');
            write(object.get(name), text);
        }
        text.append('}');
    }

    private static String number(BigDecimal number) {
        return number.signum() == 0 ? "0" : number.stripTrailingZeros().toString();
    }
}
