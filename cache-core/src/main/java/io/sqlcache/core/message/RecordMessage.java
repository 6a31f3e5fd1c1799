package io.sqlcache.core.message;

import java.util.Arrays;

/**
 * One record, found but not yet decoded: where each field's value stands in the line. One instance is used again for every
 * record; valid until the reader goes on. Not thread-safe.
 *
 * <p>The grammar of all values is checked, nested ones and escapes included, to any depth. Not checked is what the UTF-8 and
 * the escapes spell: overlong forms, surrogates and U+0000 may be among it.
 */
public final class RecordMessage implements Message {

    /** What a field's value is. */
    public enum Token {
        ABSENT,
        NULL,
        TRUE,
        FALSE,
        /** A JSON number; the range is its literal. */
        NUMBER,
        /** A token that is no JSON: NaN, Infinity, -Infinity; the range is its text. */
        NON_FINITE,
        /** A string; the range is what stands between the quotes, escapes included. */
        STRING,
        /** An object; the range is its raw text with the braces. {@code NaN} and {@code Infinity} may stand in it. */
        OBJECT,
        /** An array; the range is its raw text with the brackets. The same may stand in it. */
        ARRAY
    }

    /** How deeply a value may be nested that is {@link #isPlainJson plain}. */
    public static final int PLAIN_DEPTH = 32;

    private static final byte[] NOTHING = new byte[0];

    private RecordLayout layout;
    private byte[] bytes = NOTHING;
    private Token[] tokens = {};
    private int[] starts = {};
    private int[] ends = {};
    private boolean[] verbatim = {};
    private boolean[] plainJson = {};
    private long emittedAtMillis;
    private int changesStart;
    private int changesEnd;

    /** An empty record of the layout; to be filled before it is given away. */
    public RecordMessage(RecordLayout layout) {
        this.layout = layout;
        reset(layout, NOTHING);
    }

    /** Forgets everything and makes room for the fields of the layout. */
    public void reset(RecordLayout newLayout, byte[] line) {
        int fields = newLayout.fields().size();
        if (tokens.length < fields) {
            tokens = new Token[fields];
            starts = new int[fields];
            ends = new int[fields];
            verbatim = new boolean[fields];
            plainJson = new boolean[fields];
        }
        Arrays.fill(tokens, 0, fields, Token.ABSENT);
        Arrays.fill(verbatim, 0, fields, false);
        Arrays.fill(plainJson, 0, fields, false);
        layout = newLayout;
        bytes = line;
        emittedAtMillis = 0;
        changesStart = 0;
        changesEnd = 0;
    }

    /** Notes a field's value; a second one of the same field takes its place. */
    public void field(int index, Token token, int start, int end) {
        tokens[index] = token;
        starts[index] = start;
        ends[index] = end;
    }

    /** Notes whether a field's value {@link #isVerbatim is verbatim} and {@link #isPlainJson plain JSON}. */
    void spelling(int index, boolean isVerbatim, boolean isPlainJson) {
        verbatim[index] = isVerbatim;
        plainJson[index] = isPlainJson;
    }

    /** Notes {@code emitted_at}, in milliseconds since 1970-01-01T00:00Z. */
    public void emittedAtMillis(long millis) {
        emittedAtMillis = millis;
    }

    /** Notes where the array {@code meta.changes} stands. */
    public void changes(int start, int end) {
        changesStart = start;
        changesEnd = end;
    }

    /** Whose fields these are. */
    public RecordLayout layout() {
        return layout;
    }

    /** What all ranges point into; UTF-8, not to be changed. */
    public byte[] bytes() {
        return bytes;
    }

    /** What the field's value is. */
    public Token token(int index) {
        return tokens[index];
    }

    /** The first byte of the field's value; without meaning for ABSENT, NULL, TRUE and FALSE. */
    public int start(int index) {
        return starts[index];
    }

    /** The byte after the field's value. */
    public int end(int index) {
        return ends[index];
    }

    /** Whether a string is known to have no escapes, and to be UTF-8 as it should be: its range is what it says. */
    public boolean isVerbatim(int index) {
        return verbatim[index];
    }

    /**
     * Whether a value is known to be UTF-8 as it should be, and to have no escaped code points, exponents, or tokens that are no JSON; names and
     * nested values included, which are no deeper than {@value #PLAIN_DEPTH} levels.
     */
    public boolean isPlainJson(int index) {
        return plainJson[index];
    }

    /** Milliseconds since 1970-01-01T00:00Z. */
    public long emittedAtMillis() {
        return emittedAtMillis;
    }

    /** The first byte of the source's own {@code meta.changes}, the bracket; the same as the end if there is none. */
    public int changesStart() {
        return changesStart;
    }

    /** The byte after the source's own {@code meta.changes}. */
    public int changesEnd() {
        return changesEnd;
    }
}
