package io.sqlcache.core.message;

import io.sqlcache.api.CacheException;
import io.sqlcache.api.CacheException.Kind;

/**
 * Recognises text in UTF-16 and UTF-32 where UTF-8 is expected. A line feed is a byte of its own in all of them, so that such a line may
 * begin, or end, in the middle of a character.
 */
final class WideText {

    /** A message begins with more letters of ASCII than that. */
    private static final int BYTES_LOOKED_AT = 16;

    private static final int FEWEST_BYTES = 4;

    private WideText() {}

    /** Whether a line begins with a byte order mark of UTF-16, or every second byte of its beginning is 0. */
    static boolean is(byte[] line, int start, int end) {
        int length = Math.min(end - start, BYTES_LOOKED_AT);
        if (length >= 2 && isMark(line[start], line[start + 1])) {
            return true;
        }
        int zeros = 0;
        for (int i = start; i < start + length; i++) {
            zeros += line[i] == 0 ? 1 : 0;
        }
        return length >= FEWEST_BYTES && zeros >= length / 2;
    }

    private static boolean isMark(byte first, byte second) {
        return first == (byte) 0xFF && second == (byte) 0xFE || first == (byte) 0xFE && second == (byte) 0xFF;
    }

    /** What to tell of such a line. */
    static CacheException failure(long line) {
        return new CacheException(
                Kind.DATA,
                "Cannot read line " + line + " of the input: it is in UTF-16, and messages are in UTF-8. "
                        + "Set the output of the source to UTF-8 (PYTHONIOENCODING=utf-8 does for Python; > of Windows PowerShell writes UTF-16)"
                        + " and run it again from its last state.");
    }
}
