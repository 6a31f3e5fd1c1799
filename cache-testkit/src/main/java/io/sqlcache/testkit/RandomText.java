package io.sqlcache.testkit;

import java.util.List;

/** Texts that were trouble somewhere, and their spellings in JSON. */
final class RandomText {

    private static final List<String> LOOKS = List.of(
            "",
            " ",
            "01234",
            "1e5",
            "-0",
            "12345678901234567890",
            "true",
            "null",
            "NULL",
            "NaN",
            "2024-01-01",
            "{\"a\": 1}",
            "[]",
            "\\N",
            "\\.",
            "\"\"",
            "'; drop table users; --",
            "$1 ? {0} %s :name",
            "\ufeff",
            "\ufffd");

    private static final List<String> PIECES = List.of(
            "a",
            "Z",
            "0",
            " ",
            "\t",
            "\n",
            "\r",
            "\b",
            "\f",
            "\\",
            "\"",
            "'",
            "/",
            ",",
            "|",
            "\u0001",
            "\u001f",
            "\u007f",
            "\u0085",
            "\u2028",
            "é",
            "ß",
            "e\u0301",
            "世界",
            "שלום",
            "😀",
            "👩‍👩‍👧",
            "\uffff",
            "\\n",
            "\\u0041",
            "word");

    /** What no text in a database can hold. */
    private static final List<String> FORBIDDEN = List.of("\u0000", "\ud83d", "\ude00", "\ude00\ud83d");

    private final Dice dice;

    RandomText(Dice dice) {
        this.dice = dice;
    }

    /** Any text; one in ten has something in it that no database holds. */
    String any() {
        return dice.chance(30) ? dice.oneOf(LOOKS) : pieces(dice.chance(10));
    }

    /** Text that every database can hold. */
    String storable() {
        return dice.chance(30) ? dice.oneOf(LOOKS) : pieces(false);
    }

    private String pieces(boolean forbidden) {
        StringBuilder text = new StringBuilder();
        int count = dice.chance(5) ? dice.between(50, 400) : dice.between(0, 8);
        int bad = forbidden ? dice.between(0, count) : -1;
        for (int i = 0; i <= count; i++) {
            text.append(i == bad ? dice.oneOf(FORBIDDEN) : i < count ? dice.oneOf(PIECES) : "");
        }
        return text.toString();
    }

    /** The text as a JSON string, one of the many that mean it. */
    String json(String text) {
        int escaped = dice.chance(20) ? 50 : 0;
        StringBuilder json = new StringBuilder(text.length() + 2).append('"');
        for (int i = 0; i < text.length(); i += Character.charCount(text.codePointAt(i))) {
            append(json, text.codePointAt(i), dice.chance(escaped));
        }
        return json.append('"').toString();
    }

    private void append(StringBuilder json, int point, boolean escaped) {
        boolean lone = point >= Character.MIN_SURROGATE && point <= Character.MAX_SURROGATE;
        int shortForm = "\b\f\n\r\t\"\\/".indexOf(point);
        if (shortForm >= 0 && (shortForm < 7 || escaped)) {
            json.append('\\').append("bfnrt\"\\/".charAt(shortForm));
        } else if (escaped || lone || point < ' ') {
            String form = dice.chance(50) ? "\\u%04x" : "\\u%04X";
            for (char unit : Character.toChars(point)) {
                json.append(form.formatted((int) unit));
            }
        } else {
            json.appendCodePoint(point);
        }
    }
}
