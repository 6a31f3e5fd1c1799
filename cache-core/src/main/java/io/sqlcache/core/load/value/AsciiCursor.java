package io.sqlcache.core.load.value;

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

    private static boolean isDigit(byte b) {
        return b >= '0' && b <= '9';
    }
}
