package io.sqlcache.core.backend;

import org.jooq.Condition;
import org.jooq.Field;
import org.jooq.impl.DSL;
import org.jooq.impl.SQLDataType;

/** Finds rows by the entries in {@code _airbyte_meta.changes}, in the text of that JSON as the database spells it. */
final class ChangeMark {

    private static final String ESCAPED = "\b\f\n\r\t\"\\";
    private static final String LETTERS = "bfnrt\"\\";

    private ChangeMark() {}

    /** Whether a meta says that the value of a field is not there any more. */
    static Condition isIn(Field<?> meta, String field) {
        // Some databases put a blank after colon and comma and others do not; neither stands between quotes within a
        // name.
        Field<String> colons = DSL.replace(meta.cast(SQLDataType.CLOB), "\": \"", "\":\"");
        Field<String> text = DSL.replace(colons, "\", \"", "\",\"");
        Field<String> changes = DSL.coalesce(text, DSL.inline(""));
        String lower = beginning(field, "\\u%04x");
        String upper = beginning(field, "\\u%04X");
        return lower.equals(upper)
                ? changes.contains(lower)
                : changes.contains(lower).or(changes.contains(upper));
    }

    /** The beginning of the entry of a field that was nulled, with U+FFFD for NUL as they have it. */
    private static String beginning(String field, String escape) {
        StringBuilder json = new StringBuilder("{\"field\":\"");
        for (char c : field.replace('\0', '\ufffd').toCharArray()) {
            int letter = ESCAPED.indexOf(c);
            if (letter >= 0) {
                json.append('\\').append(LETTERS.charAt(letter));
            } else {
                json.append(c < ' ' ? escape.formatted((int) c) : String.valueOf(c));
            }
        }
        return json.append("\",\"change\":\"NULLED\"").toString();
    }
}
