package io.sqlcache.core.load.value;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.util.Arrays;

/** Goes through a text of a few ASCII characters. Not thread-safe. */
final class AsciiCursor {

    /** In place of a number: there is none of that length. */
    static final int NONE = -1;

    private byte[] bytes = {};
    private int at;
    private int end;

    /** Starts over with another text. */
    void begin(byte[] in, int from, int to) {
        bytes = in;
        at = from;
        end = to;
    }

    boolean atEnd() {
        return at == end;
    }

    /** The next character; NUL at the end. */
    int peek() {
        return at < end ? bytes[at] : 0;
    }

    /** The character that so many others come before; NUL beyond the end. */
    int peek(int before) {
        return at + before < end ? bytes[at + before] : 0;
    }

    /** Where it is, to come back to. */
    int position() {
        return at;
    }

    /** Goes back to a position. */
    void moveTo(int position) {
        at = position;
    }

    /** Passes over the next character if it is this one. */
    boolean skip(int character) {
        boolean found = at < end && bytes[at] == character;
        at += found ? 1 : 0;

        return found;
    }

    /** Passes over spaces. */
    void skipSpaces() {
        while (at < end && bytes[at] == ' ') {
            at++;
        }
    }

    /** Passes over a word in capitals if it comes next, in letters of any case. */
    boolean skipWord(String word) {
        if (end - at < word.length()) {
            return false;
        }

        for (int i = 0; i < word.length(); i++) {
            if ((bytes[at + i] & ~0x20) != word.charAt(i)) {
                return false;
            }
        }

        at += word.length();

        return true;
    }

    /** Passes over everything up to this character and the character itself, unless it does not come. */
    boolean skipPast(int character) {
        for (int i = at; i < end; i++) {
            if (bytes[i] == character) {
                at = i + 1;

                return true;
            }
        }

        return false;
    }

    /** Passes over a name: letters, and what there may be between and behind them. */
    void skipName() {
        while (at < end && isOfName(bytes[at])) {
            at++;
        }
    }

    /** What was passed over since a position. */
    String since(int position) {
        return new String(bytes, position, at - position, ISO_8859_1);
    }

    /** Whether this was passed over since a position. */
    boolean isSince(int position, byte[] text) {
        return Arrays.equals(bytes, position, at, text, 0, text.length);
    }

    /** How many digits come next. */
    int digitsAhead() {
        return digitsAhead(0);
    }

    /** How many digits come behind so many other characters. */
    int digitsAhead(int before) {
        int from = at + before;
        int digits = 0;

        while (from + digits < end && isDigit(bytes[from + digits])) {
            digits++;
        }

        return digits;
    }

    /** Whether a digit comes next. */
    boolean digitAhead() {
        return at < end && isDigit(bytes[at]);
    }

    /** Reads the digits that come next, up to so many; {@link #NONE} if they are fewer than the least. */
    int number(int least, int most) {
        int number = 0;
        int count = 0;

        while (count < most && digitAhead()) {
            number = number * 10 + (bytes[at] - '0');
            at++;
            count++;
        }

        return count < least ? NONE : number;
    }

    private static boolean isOfName(byte b) {
        return b >= 'a' && b <= 'z'
                || b >= 'A' && b <= 'Z'
                || isDigit(b)
                || b == '/'
                || b == '_'
                || b == '+'
                || b == '-';
    }

    private static boolean isDigit(byte b) {
        return b >= '0' && b <= '9';
    }
}
