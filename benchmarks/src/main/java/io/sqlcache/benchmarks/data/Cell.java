package io.sqlcache.benchmarks.data;

/**
 * A value as it stands in a message and in the text format of COPY.
 *
 * @param json complete, a string with its quotes
 * @param copy with the escapes of COPY
 */
record Cell(String json, String copy) {

    private static final Cell NULL = new Cell("null", "\\N");

    /** A text with whatever characters. */
    static Cell text(String text) {
        return new Cell('"' + escaped(text).replace("\"", "\\\"") + '"', escaped(text));
    }

    /** A text without quotes, backslashes and control characters. */
    static Cell plain(String text) {
        return new Cell('"' + text + '"', text);
    }

    /** A number, a boolean, an object or an array. */
    static Cell literal(String json) {
        return new Cell(json, escaped(json));
    }

    static Cell none() {
        return NULL;
    }

    /** The escapes that JSON and COPY have in common. */
    private static String escaped(String text) {
        return text.replace("\\", "\\\\")
                .replace("\n", "\\n")
                .replace("\t", "\\t")
                .replace("\r", "\\r");
    }
}
