package io.sqlcache.core.load.value;

/** The escapes of JSON strings that spell a UTF-16 unit. */
final class UnicodeEscape {

    /** What no database's text can hold: NUL, half a pair, or no hex digits. */
    static final int NONE = -1;

    private static final int LENGTH = 6;

    private UnicodeEscape() {}

    /**
     * The character that an escape spells, two escapes in a row for one of the higher planes.
     *
     * @param at the backslash of a <code>&#92;uXXXX</code>
     * @return the code point, or {@link #NONE}
     */
    static int codePoint(byte[] in, int at, int to) {
        int unit = unit(in, at, to);

        if (unit <= 0 || Character.isLowSurrogate((char) unit)) {
            return NONE;
        }

        if (!Character.isHighSurrogate((char) unit)) {
            return unit;
        }

        int second = isEscape(in, at + LENGTH, to) ? unit(in, at + LENGTH, to) : 0;

        return second > 0 && Character.isLowSurrogate((char) second)
                ? Character.toCodePoint((char) unit, (char) second)
                : NONE;
    }

    /** The bytes of the escape that gave this code point. */
    static int length(int codePoint, int at, int to) {
        return Math.min(to - at, codePoint > Character.MAX_VALUE ? 2 * LENGTH : LENGTH);
    }

    private static boolean isEscape(byte[] in, int at, int to) {
        return at + 1 < to && in[at] == '\\' && in[at + 1] == 'u';
    }

    private static int unit(byte[] in, int at, int to) {
        if (at + LENGTH > to) {
            return NONE;
        }

        int unit = 0;

        for (int i = at + 2; i < at + LENGTH; i++) {
            int digit = Character.digit(in[i], 16);

            if (digit < 0) {
                return NONE;
            }

            unit = unit << 4 | digit;
        }

        return unit;
    }
}
