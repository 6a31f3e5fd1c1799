package io.sqlcache.postgres.copy;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/** Bytes in network order. Room is reserved first; the other methods do not check again. Not thread-safe. */
final class CopyBuffer {

    private static final VarHandle SHORT = view(short[].class);
    private static final VarHandle INT = view(int[].class);
    private static final VarHandle LONG = view(long[].class);

    private static final int GIANT = 16 << 20;
    private static final int LONGEST_ARRAY = Integer.MAX_VALUE - 8;

    private byte[] bytes;
    private int length;

    CopyBuffer(int capacity) {
        this.bytes = new byte[capacity];
    }

    private static VarHandle view(Class<?> array) {
        return MethodHandles.byteArrayViewVarHandle(array, ByteOrder.BIG_ENDIAN);
    }

    /** Makes room for more bytes. */
    void reserve(int more) {
        if (bytes.length - length < more) {
            grow(more);
        }
    }

    private void grow(int more) {
        int needed = Math.addExact(length, more);
        // A giant row takes about its own length, not twice as much.
        long capacity = needed > GIANT ? needed + needed / 8L : Math.max(needed, 2L * bytes.length);
        bytes = Arrays.copyOf(bytes, (int) Math.min(capacity, Math.max(needed, LONGEST_ARRAY)));
    }

    void putByte(int value) {
        bytes[length++] = (byte) value;
    }

    void putShort(int value) {
        SHORT.set(bytes, length, (short) value);
        length += Short.BYTES;
    }

    /** What was put there by {@link #putShort}. */
    int shortAt(int offset) {
        return (short) SHORT.get(bytes, offset);
    }

    void putInt(int value) {
        INT.set(bytes, length, value);
        length += Integer.BYTES;
    }

    void putLong(long value) {
        LONG.set(bytes, length, value);
        length += Long.BYTES;
    }

    void putBytes(byte[] source, int offset, int count) {
        System.arraycopy(source, offset, bytes, length, count);
        length += count;
    }

    /** What was put so far; valid until the next growth. */
    byte[] bytes() {
        return bytes;
    }

    int length() {
        return length;
    }

    int capacity() {
        return bytes.length;
    }

    void clear() {
        length = 0;
    }
}
