package io.sqlcache.benchmarks.micro;

import io.sqlcache.core.backend.RowSink;

/** Does with values about what a binary COPY does, and forgets them. */
final class CopyingSink implements RowSink {

    private final byte[] buffer = new byte[1 << 20];
    private int at;

    private void put(long value) {
        at = at + Long.BYTES > buffer.length ? 0 : at;

        for (int shift = 56; shift >= 0; shift -= 8) {
            buffer[at++] = (byte) (value >>> shift);
        }
    }

    private void put(byte[] bytes, int offset, int length) {
        at = at + length > buffer.length ? 0 : at;
        System.arraycopy(bytes, offset, buffer, at, length);
        at += length;
    }

    @Override
    public void writeNull() {
        put(-1);
    }

    @Override
    public void writeBoolean(boolean value) {
        put(value ? 1 : 0);
    }

    @Override
    public void writeLong(long value) {
        put(value);
    }

    @Override
    public void writeDouble(double value) {
        put(Double.doubleToLongBits(value));
    }

    @Override
    public void writeDecimal(byte[] ascii, int offset, int length) {
        put(ascii, offset, length);
    }

    @Override
    public void writeText(byte[] utf8, int offset, int length) {
        put(utf8, offset, length);
    }

    @Override
    public void writeJson(byte[] utf8, int offset, int length) {
        put(utf8, offset, length);
    }

    @Override
    public void writeDate(int epochDay) {
        put(epochDay);
    }

    @Override
    public void writeTime(long microOfDay) {
        put(microOfDay);
    }

    @Override
    public void writeTimeTz(long microOfDay, int offsetSeconds) {
        put(microOfDay);
    }

    @Override
    public void writeTimestamp(long epochMicro) {
        put(epochMicro);
    }

    @Override
    public void writeTimestampTz(long epochMicro) {
        put(epochMicro);
    }

    @Override
    public void endRow() {
        put(0);
    }

    @Override
    public long flush() {
        return 0;
    }

    @Override
    public void close() {}
}
