package io.sqlcache.core.load.value;

/** The content of a JSON string as valid UTF-8 without NUL: where it stands in the line if it is so there. */
final class DecodedText {

    private static final int NO_ESCAPE = -1;

    private final PatchedSlice slice;

    private boolean replaced;

    /**
     * No text yet.
     *
     * @param most the bytes that a text may have
     */
    DecodedText(int most) {
        this.slice = new PatchedSlice(most);
    }

    /** Decodes what stands between the quotes; what no text can hold becomes U+FFFD. */
    Fit decode(byte[] in, int from, int to) {
        return read(in, from, to, true);
    }

    /** Takes bytes as they are, backslashes too; what is no UTF-8 becomes U+FFFD. */
    Fit take(byte[] in, int from, int to) {
        return read(in, from, to, false);
    }

    private Fit read(byte[] in, int from, int to, boolean escaped) {
        slice.begin(in, from);
        replaced = false;
        int i = Utf8.plainEnd(in, from, to);

        while (i < to) {
            byte b = in[i];

            if (b == '\\') {
                i = escaped ? escape(in, i, to) : i + 1;
            } else if (b < 0) {
                i = sequence(in, i, to);
            } else if (b == 0) {
                i = replace(i, 1);
            } else {
                i = Utf8.plainEnd(in, i, to);
            }
        }

        if (!slice.finish(to)) {
            return Fit.OVERFLOW;
        }

        return replaced ? Fit.REPLACED : Fit.EXACT;
    }

    /** Leaves out spaces, tabs and line ends on both sides of the text. */
    void strip() {
        int from = slice.start();
        int to = slice.end();

        while (from < to && isSpace(slice.bytes()[from])) {
            from++;
        }

        while (from < to && isSpace(slice.bytes()[to - 1])) {
            to--;
        }

        slice.begin(slice.bytes(), from);
        slice.finish(to);
    }

    byte[] bytes() {
        return slice.bytes();
    }

    int start() {
        return slice.start();
    }

    int end() {
        return slice.end();
    }

    private static boolean isSpace(byte b) {
        return b == ' ' || b == '\t' || b == '\n' || b == '\r';
    }

    private int sequence(byte[] in, int at, int to) {
        int length = Utf8.sequence(in, at, to);

        return length > 0 ? at + length : replace(at, -length);
    }

    private int escape(byte[] in, int at, int to) {
        if (at + 1 < to && in[at + 1] == 'u') {
            return unicode(in, at, to);
        }

        int meaning = at + 1 < to ? meaning(in[at + 1]) : NO_ESCAPE;

        if (meaning == NO_ESCAPE) {
            return replace(at, 1);
        }

        slice.replace(at, 2).put(meaning);

        return at + 2;
    }

    private int unicode(byte[] in, int at, int to) {
        int point = UnicodeEscape.codePoint(in, at, to);
        int length = UnicodeEscape.length(point, at, to);

        if (point == UnicodeEscape.NONE) {
            return replace(at, length);
        }

        slice.replace(at, length).putCodePoint(point);

        return at + length;
    }

    private int replace(int at, int length) {
        replaced = true;
        slice.replace(at, length).put(Utf8.REPLACEMENT);

        return at + length;
    }

    private static int meaning(byte escaped) {
        return switch (escaped) {
            case '"', '\\', '/' -> escaped;
            case 'b' -> '\b';
            case 'f' -> '\f';
            case 'n' -> '\n';
            case 'r' -> '\r';
            case 't' -> '\t';
            default -> NO_ESCAPE;
        };
    }
}
