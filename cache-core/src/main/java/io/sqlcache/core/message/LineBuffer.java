package io.sqlcache.core.message;

import io.sqlcache.api.CacheException;
import io.sqlcache.api.CacheException.Kind;
import java.util.Arrays;

/** Puts one line together that came in several blocks; grows with a giant line and shrinks again after it. */
final class LineBuffer {

    private static final int USUAL_BYTES = 64 * 1024;
    private static final int KEPT_BYTES = 4 * 1024 * 1024;
    private static final int GIANT = 16 * 1024 * 1024;

    private final int longest;
    private byte[] bytes = new byte[USUAL_BYTES];
    private int length;

    LineBuffer(int longest) {
        this.longest = longest;
    }

    byte[] bytes() {
        return bytes;
    }

    int length() {
        return length;
    }

    void clear() {
        length = 0;
        if (bytes.length > KEPT_BYTES) {
            bytes = new byte[USUAL_BYTES];
        }
    }

    void append(byte[] from, int start, int end, long lineNumber) {
        long needed = (long) length + end - start;
        if (needed > longest) {
            throw new CacheException(
                    Kind.DATA,
                    "Cannot read line " + lineNumber + " of the input: it is longer than " + longest
                            + " bytes. Is each message on a line of its own?");
        }
        if (needed > bytes.length) {
            // A giant line takes about its own length, not twice as much.
            long capacity = needed > GIANT ? needed + needed / 8 : Math.max(needed, 2L * bytes.length);
            grow((int) Math.min(longest, capacity), lineNumber);
        }
        System.arraycopy(from, start, bytes, length, end - start);
        length = (int) needed;
    }

    private void grow(int capacity, long lineNumber) {
        try {
            bytes = Arrays.copyOf(bytes, capacity);
        } catch (OutOfMemoryError e) { // one array too large for what is left: the rest of the heap is as it was
            throw new CacheException(
                    Kind.CONFIG,
                    "Cannot read line " + lineNumber + " of the input: it is longer than " + length
                            + " bytes, more than fits into memory. Give the JVM a larger heap (-Xmx).",
                    e);
        }
    }
}
