package io.sqlcache.core.load.value;

import java.util.Arrays;

/** Bytes in the making, used again for value after value. Never holds more than a value of a database may have. */
public final class Scratch {

    /** For what nothing else bounds: a row has to fit into one array. */
    private static final int MOST = (1 << 30) - (1 << 20);

    private static final int FIRST = 256;

    /** What a large value leaves behind is given up above this. */
    private static final int KEPT = 1 << 20;

    private final int most;
    private byte[] bytes = new byte[FIRST];
    private int length;
    private boolean overflown;

    /** For bytes that only a row's size bounds. */
    public Scratch() {
        this(MOST);
    }

    /**
     * For values of a database.
     *
     * @param most the bytes that a value may have
     */
    Scratch(int most) {
        this.most = most;
    }

    /** Empties it. */
    public void clear() {
        length = 0;
        overflown = false;
        if (bytes.length > KEPT) {
            bytes = new byte[FIRST];
        }
    }

    /** Puts one byte. */
    public void put(int value) {
        if (hasRoom(1)) {
            bytes[length++] = (byte) value;
        }
    }

    /** Puts a range of bytes. */
    public void put(byte[] from, int start, int end) {
        int count = end - start;

        if (hasRoom(count)) {
            System.arraycopy(from, start, bytes, length, count);
            length += count;
        }
    }

    /** Puts all bytes. */
    public void put(byte[] from) {
        put(from, 0, from.length);
    }

    /** The code point in UTF-8. */
    void putCodePoint(int point) {
        if (point < 0x80) {
            put(point);
        } else if (point < 0x800) {
            put(0xc0 | point >> 6);
            put(0x80 | point & 0x3f);
        } else if (point < 0x10000) {
            put(0xe0 | point >> 12);
            put(0x80 | point >> 6 & 0x3f);
            put(0x80 | point & 0x3f);
        } else {
            put(0xf0 | point >> 18);
            put(0x80 | point >> 12 & 0x3f);
            put(0x80 | point >> 6 & 0x3f);
            put(0x80 | point & 0x3f);
        }
    }

    /** What was put; replaced when it grows. */
    public byte[] bytes() {
        return bytes;
    }

    /** The bytes put. */
    public int length() {
        return length;
    }

    /** Whether more was put than fits: some of it is missing. */
    boolean overflown() {
        return overflown;
    }

    private boolean hasRoom(int more) {
        long needed = (long) length + more;

        if (needed > most) {
            overflown = true;
        } else if (needed > bytes.length) {
            bytes = Arrays.copyOf(bytes, (int) Math.min(most, Math.max(needed, bytes.length * 2L)));
        }

        return !overflown;
    }
}
