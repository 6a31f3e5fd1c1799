package io.sqlcache.core.load.value;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** What the encoder needs to know of UTF-8. Surrogates, overlong forms and values beyond U+10FFFF are malformed. */
final class Utf8 {

    /** U+FFFD. */
    static final byte[] REPLACEMENT = {(byte) 0xef, (byte) 0xbf, (byte) 0xbd};

    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    private static final long ONES = 0x0101010101010101L;
    private static final long HIGH_BITS = 0x8080808080808080L;
    private static final long BACKSLASHES = ONES * '\\';

    private Utf8() {}

    /** The first byte that is a backslash, a NUL or not ASCII; the end if there is none. */
    static int plainEnd(byte[] in, int from, int to) {
        int i = from;

        while (i <= to - Long.BYTES) {
            long word = (long) LONGS.get(in, i);
            long slash = word ^ BACKSLASHES;
            // The high bits of bytes to stop at. Borrows can mark a byte in error, but never the lowest one.
            long odd = (word | (slash - ONES) & ~slash | (word - ONES) & ~word) & HIGH_BITS;

            if (odd != 0) {
                i += Long.numberOfTrailingZeros(odd) >> 3;
                break;
            }

            i += Long.BYTES;
        }

        while (i < to && in[i] > 0 && in[i] != '\\') {
            i++;
        }

        return i;
    }

    /**
     * Measures the sequence that starts with a byte that is not ASCII.
     *
     * @return its length; or, if it is malformed, minus the number of bytes that one U+FFFD stands for
     */
    static int sequence(byte[] in, int at, int to) {
        int lead = in[at] & 0xff;

        if (lead < 0xc2 || lead > 0xf4) {
            return -1;
        }

        int length = lead < 0xe0 ? 2 : lead < 0xf0 ? 3 : 4;

        for (int k = 1; k < length; k++) {
            if (at + k >= to || !continues(lead, k, in[at + k] & 0xff)) {
                return -k;
            }
        }

        return isSurrogate(lead, in[at + 1] & 0xff) ? -length : length;
    }

    private static boolean continues(int lead, int position, int value) {
        int least = 0x80;
        int most = 0xbf;

        if (position == 1) {
            switch (lead) {
                case 0xe0 -> least = 0xa0;
                case 0xf0 -> least = 0x90;
                case 0xf4 -> most = 0x8f;
                default -> {}
            }
        }

        return value >= least && value <= most;
    }

    /** A surrogate encoded by itself: one character that went wrong, not three. */
    private static boolean isSurrogate(int lead, int second) {
        return lead == 0xed && second >= 0xa0;
    }

    /**
     * The code point of a valid sequence.
     *
     * @param length its bytes, more than one
     */
    static int codePoint(byte[] in, int at, int length) {
        int point = in[at] & 0x7f >> length;

        for (int k = 1; k < length; k++) {
            point = point << 6 | in[at + k] & 0x3f;
        }

        return point;
    }

    /** The number of code points in valid UTF-8. */
    static int codePoints(byte[] in, int from, int to) {
        int count = 0;

        for (int i = from; i < to; i++) {
            count += startsCodePoint(in[i]) ? 1 : 0;
        }

        return count;
    }

    /** The end of the first code points of valid UTF-8. */
    static int endOf(int codePoints, byte[] in, int from, int to) {
        int left = codePoints;
        int i = from;

        while (i < to && (left > 0 || !startsCodePoint(in[i]))) {
            left -= startsCodePoint(in[i]) ? 1 : 0;
            i++;
        }

        return i;
    }

    private static boolean startsCodePoint(byte b) {
        return (b & 0xc0) != 0x80;
    }
}
