package io.sqlcache.core.backend;

import org.jooq.Condition;
import org.jooq.Field;
import org.jooq.impl.DSL;
import org.jooq.impl.SQLDataType;

/**
 * An entry of {@code _airbyte_meta.changes}, which says what became of one field's value: how it is spelled, and how rows
 * that have it are found.
 */
public final class ChangeEntry {

    /** The change of a value that is not there any more. */
    public static final String NULLED = "NULLED";

    /** The change of a value of which a part is not there any more. */
    public static final String TRUNCATED = "TRUNCATED";

    private static final String ESCAPED = "\b\f\n\r\t\"\\";
    private static final String LETTERS = "bfnrt\"\\";

    private static final String LOWER_HEX = "\\u%04x";
    private static final String UPPER_HEX = "\\u%04X";

    private ChangeEntry() {}

    /**
     * The entry: a JSON object.
     *
     * @param field the source's name of the field, any text; what no JSON column can hold is U+FFFD there
     * @param change the protocol's name of what happened
     * @param reason the protocol's name of why
     */
    public static String of(String field, String change, String reason) {
        return "%s,\"reason\":\"%s\"}".formatted(beginning(field, change, UPPER_HEX), reason);
    }

    /**
     * Whether a row's meta has the entry of a field that was nulled, in the text of that JSON as the database spells it.
     *
     * @param meta the column {@code _airbyte_meta}, JSON or text, null or not
     * @param field the source's name of the field
     */
    public static Condition nulled(Field<?> meta, String field) {
        return told(meta, field, NULLED);
    }

    /** The same of a field whose value is there, but not all of it. */
    public static Condition truncated(Field<?> meta, String field) {
        return told(meta, field, TRUNCATED);
    }

    private static Condition told(Field<?> meta, String field, String change) {
        // Some databases put a blank after colon and comma and others do not; neither stands between quotes within a
        // name.
        Field<String> colons = DSL.replace(meta.cast(SQLDataType.CLOB), "\": \"", "\":\"");
        Field<String> text = DSL.replace(colons, "\", \"", "\",\"");
        Field<String> changes = DSL.coalesce(text, DSL.inline(""));
        String lower = beginning(field, change, LOWER_HEX);
        String upper = beginning(field, change, UPPER_HEX);
        return lower.equals(upper)
                ? changes.contains(lower)
                : changes.contains(lower).or(changes.contains(upper));
    }

    /**
     * The name of a field as a JSON string.
     *
     * @param field any text; what no JSON column can hold is U+FFFD there
     */
    public static String name(String field) {
        return name(field, UPPER_HEX);
    }

    private static String name(String field, String hex) {
        StringBuilder json = new StringBuilder("\"");
        StorableText.of(field).codePoints().forEach(point -> put(json, point, hex));
        return json.append('"').toString();
    }

    private static String beginning(String field, String change, String hex) {
        StringBuilder json = new StringBuilder("{\"field\":").append(name(field, hex));
        return json.append(",\"change\":\"").append(change).append('"').toString();
    }

    private static void put(StringBuilder json, int point, String hex) {
        int letter = ESCAPED.indexOf(point);
        if (letter >= 0) {
            json.append('\\').append(LETTERS.charAt(letter));
        } else if (point < ' ') {
            json.append(hex.formatted(point));
        } else {
            json.appendCodePoint(point);
        }
    }
}
