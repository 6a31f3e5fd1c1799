package io.sqlcache.core.backend;

import java.util.function.IntPredicate;

/**
 * The characters that the text of a database can hold: all of Unicode, unless its administrator chose another encoding. A value with
 * another one is written with {@code ?} in its place, and an entry in the row's {@code _airbyte_meta}. Immutable and thread-safe.
 *
 * <p>Where it is not just Unicode, escapes in JSON are read as well, and spelled as the characters they stand for: such a database may
 * refuse escapes of what it has.
 */
public final class Repertoire {

    /** What stands in place of a character that is not there. */
    public static final char SUBSTITUTE = '?';

    /** All characters, escaped in JSON or not: nothing is looked at. */
    public static final Repertoire UNICODE = new Repertoire(point -> true, false);

    private final IntPredicate characters;
    private final boolean countsBytes;

    private Repertoire(IntPredicate characters, boolean countsBytes) {
        this.characters = characters;
        this.countsBytes = countsBytes;
    }

    /**
     * That of another encoding.
     *
     * @param characters whether a code point beyond ASCII is there; asked by many threads, for each character of text
     */
    public static Repertoire of(IntPredicate characters) {
        return new Repertoire(characters, false);
    }

    /** That of a database which keeps the bytes of UTF-8 without knowing what they mean, so that the lengths of columns are bytes. */
    public static Repertoire ofBytes() {
        return new Repertoire(point -> true, true);
    }

    /** Whether values need no look. */
    public boolean isUnicode() {
        return this == UNICODE;
    }

    /** Whether the length of a column of text counts bytes. */
    public boolean countsBytes() {
        return countsBytes;
    }

    /** Whether this code point is there. */
    public boolean has(int point) {
        return point < 0x80 || characters.test(point);
    }

    /** Whether all of the text is there. */
    public boolean has(String text) {
        return isUnicode() || text.codePoints().allMatch(this::has);
    }

    /** JSON of the same meaning, with escapes of what is not there: for columns of text that nobody but a reader of JSON looks into. */
    public String spell(String json) {
        if (has(json)) {
            return json;
        }
        StringBuilder spelled = new StringBuilder(json.length() + 16);
        json.codePoints().forEach(point -> {
            if (has(point)) {
                spelled.appendCodePoint(point);
            } else {
                for (char unit : Character.toChars(point)) {
                    spelled.append("\\u%04x".formatted((int) unit));
                }
            }
        });
        return spelled.toString();
    }
}
