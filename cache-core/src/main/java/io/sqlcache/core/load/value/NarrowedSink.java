package io.sqlcache.core.load.value;

import io.sqlcache.core.backend.Repertoire;
import io.sqlcache.core.backend.RowSink;
import io.sqlcache.core.backend.ValueLimits;
import java.sql.SQLException;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Passes values on to another sink, text and JSON with {@code ?} in place of characters that the database does not have. Not thread-safe. */
public final class NarrowedSink implements RowSink {

    private final Repertoire repertoire;
    private final PatchedSlice slice;
    private final int most;

    private @Nullable RowSink sink;
    private boolean replaced;
    private boolean tooLong;

    /** For text and JSON of any length. */
    public NarrowedSink(ValueLimits limits) {
        this(limits, limits.valueBytes());
    }

    /**
     * For a column.
     *
     * @param most the bytes that its text may have
     */
    NarrowedSink(ValueLimits limits, int most) {
        this.repertoire = limits.repertoire();
        this.slice = new PatchedSlice(limits.valueBytes());
        this.most = most;
    }

    /** Passes the next value on to this one. */
    public RowSink into(RowSink other) {
        sink = other;
        replaced = false;
        tooLong = false;

        return this;
    }

    /** Whether a character of the last value was replaced. */
    boolean hasReplaced() {
        return replaced;
    }

    /** Whether the last value was not written, for it has too many bytes. */
    boolean isTooLong() {
        return tooLong;
    }

    @Override
    public void writeText(byte[] utf8, int offset, int length) {
        int end = offset + length;
        int i = offset;
        slice.begin(utf8, offset);

        while (i < end) {
            i = utf8[i] < 0 ? character(utf8, i, end) : i + 1;
        }

        slice.finish(end);
        tooLong = slice.end() - slice.start() > most;

        if (!tooLong) {
            sink().writeText(slice.bytes(), slice.start(), slice.end() - slice.start());
        }
    }

    @Override
    public void writeJson(byte[] utf8, int offset, int length) {
        int end = offset + length;
        int i = offset;
        slice.begin(utf8, offset);

        while (i < end) {
            byte b = utf8[i];
            i = b < 0 ? character(utf8, i, end) : b == '\\' ? escape(utf8, i, end) : i + 1;
        }

        slice.finish(end);
        sink().writeJson(slice.bytes(), slice.start(), slice.end() - slice.start());
    }

    private int character(byte[] in, int at, int to) {
        int length = Utf8.sequence(in, at, to);

        if (!repertoire.has(Utf8.codePoint(in, at, length))) {
            replaced = true;
            slice.replace(at, length).put(Repertoire.SUBSTITUTE);
        }

        return at + length;
    }

    private int escape(byte[] in, int at, int to) {
        if (in[at + 1] != 'u') {
            return at + 2;
        }

        int point = UnicodeEscape.codePoint(in, at, to);
        int length = UnicodeEscape.length(point, at, to);

        if (point >= 0x80) {
            boolean there = repertoire.has(point);
            replaced |= !there;
            slice.replace(at, length).putCodePoint(there ? point : Repertoire.SUBSTITUTE);
        }

        return at + length;
    }

    @Override
    public void writeNull() {
        sink().writeNull();
    }

    @Override
    public void writeBoolean(boolean value) {
        sink().writeBoolean(value);
    }

    @Override
    public void writeLong(long value) {
        sink().writeLong(value);
    }

    @Override
    public void writeDouble(double value) {
        sink().writeDouble(value);
    }

    @Override
    public void writeDecimal(byte[] ascii, int offset, int length) {
        sink().writeDecimal(ascii, offset, length);
    }

    @Override
    public void writeDate(int epochDay) {
        sink().writeDate(epochDay);
    }

    @Override
    public void writeTime(long microOfDay) {
        sink().writeTime(microOfDay);
    }

    @Override
    public void writeTimeTz(long microOfDay, int offsetSeconds) {
        sink().writeTimeTz(microOfDay, offsetSeconds);
    }

    @Override
    public void writeTimestamp(long epochMicro) {
        sink().writeTimestamp(epochMicro);
    }

    @Override
    public void writeTimestampTz(long epochMicro) {
        sink().writeTimestampTz(epochMicro);
    }

    @Override
    public void endRow() throws SQLException {
        sink().endRow();
    }

    @Override
    public long flush() throws SQLException {
        return sink().flush();
    }

    @Override
    public void close() throws SQLException {
        sink().close();
    }

    private RowSink sink() {
        return Objects.requireNonNull(sink, "a value before it is known where it goes");
    }
}
