package io.sqlcache.core.load;

import io.sqlcache.core.backend.RowSink;

/** Takes values and keeps nothing. */
final class DiscardingSink implements RowSink {

    @Override
    public void writeNull() {}

    @Override
    public void writeBoolean(boolean value) {}

    @Override
    public void writeLong(long value) {}

    @Override
    public void writeDouble(double value) {}

    @Override
    public void writeDecimal(byte[] ascii, int offset, int length) {}

    @Override
    public void writeText(byte[] utf8, int offset, int length) {}

    @Override
    public void writeJson(byte[] utf8, int offset, int length) {}

    @Override
    public void writeDate(int epochDay) {}

    @Override
    public void writeTime(long microOfDay) {}

    @Override
    public void writeTimeTz(long microOfDay, int offsetSeconds) {}

    @Override
    public void writeTimestamp(long epochMicro) {}

    @Override
    public void writeTimestampTz(long epochMicro) {}

    @Override
    public void endRow() {}

    @Override
    public long flush() {
        return 0;
    }

    @Override
    public void close() {}
}
