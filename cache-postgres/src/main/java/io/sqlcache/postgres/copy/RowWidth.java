package io.sqlcache.postgres.copy;

import io.sqlcache.core.backend.ColumnDefinition;
import io.sqlcache.core.backend.ColumnType;
import io.sqlcache.core.backend.RowMeter;
import io.sqlcache.core.backend.RowSink;
import io.sqlcache.core.backend.TableDefinition;
import io.sqlcache.postgres.table.PostgresTypes;
import java.util.List;
import java.util.Optional;

/**
 * How wide a row is once PostgreSQL has moved out of it what it can: a row stays on one page, of 8,160 bytes for it.
 *
 * <p>As {@code heap_compute_data_size} and {@code heap_toast_insert_or_update} count it, for columns whose storage nobody has changed and
 * pages of 8 KiB. A row of so many values is far beyond what the server leaves alone, so that every value of more than 24 bytes is moved to
 * the table's TOAST, but for one that shrinks to that when it is compressed. Arrays and objects of {@code jsonb} and numbers are taken for
 * incompressible. Where {@code lz4} compresses, values are taken for as short as {@code pglz} makes them.
 */
public final class RowWidth implements RowMeter, RowSink {

    /** {@code MaxHeapTupleSize}. */
    private static final int PAGE = 8192 - 32;

    private static final int HEADER = 23;
    private static final int ALIGNMENT = 8;

    /** A value of this length with its header, or a shorter one, is never moved out: that would gain nothing. */
    private static final int NEVER_MOVED = 24;

    /** What stays of one that is. */
    private static final int POINTER = 18;

    private static final int SHORT_HEADER = 1;
    private static final int COMPRESSED_HEADER = 8;
    private static final int NUMERIC_HEADER = 2;
    private static final int LONG_NUMERIC_HEADER = 4;
    private static final int SHORT_NUMERIC_SCALE = 63;
    private static final int SHORT_NUMERIC_WEIGHT = 63;

    private final int[] widths;
    private final int[] alignments;
    private final boolean[] jsonb;
    private final int header;
    private final int fullHeader;
    private final CopyBuffer number = new CopyBuffer(64);
    private int column;
    private int excess;

    private RowWidth(List<ColumnDefinition> columns, int usedColumns) {
        this.widths = new int[columns.size()];
        this.alignments = new int[columns.size()];
        this.jsonb = new boolean[columns.size()];
        for (int i = 0; i < jsonb.length; i++) {
            jsonb[i] = PostgresTypes.isJsonb(columns.get(i).type());
        }
        this.header = aligned(HEADER + (usedColumns + 7) / 8, ALIGNMENT);
        this.fullHeader = usedColumns > columns.size() ? header : aligned(HEADER, ALIGNMENT);
    }

    /**
     * A meter for rows of these columns; none if they have room whatever their values are.
     *
     * @param usedColumns how many columns the table has and had, those included that are not written
     */
    public static Optional<RowMeter> of(TableDefinition table, int usedColumns) {
        int used = Math.max(usedColumns, table.columns().size());
        int most = aligned(HEADER + (used + 7) / 8, ALIGNMENT);
        for (ColumnDefinition definition : table.columns()) {
            most += widest(definition.type());
        }
        return most <= PAGE ? Optional.empty() : Optional.of(new RowWidth(table.columns(), used));
    }

    private static int widest(ColumnType type) {
        return switch (type.physical()) {
            case BOOLEAN -> 1;
            case DATE -> 4 + 3;
            case BIGINT, DOUBLE, TIME, TIMESTAMP, TIMESTAMP_TZ -> 8 + 7;
            case TIME_TZ -> 12 + 7;
            case DECIMAL, TEXT, JSON, OTHER -> NEVER_MOVED + 3;
        };
    }

    @Override
    public RowSink row() {
        column = 0;
        return this;
    }

    @Override
    public int excess() {
        return excess;
    }

    @Override
    public int width(int ofColumn) {
        return widths[ofColumn];
    }

    @Override
    public void endRow() {
        int end = 0;
        boolean full = true;
        for (int i = 0; i < widths.length; i++) {
            if (widths[i] == 0) {
                full = false;
            } else {
                end = aligned(end, alignments[i]) + widths[i];
            }
        }
        excess = aligned((full ? fullHeader : header) + end, ALIGNMENT) - PAGE;
    }

    private static int aligned(int offset, int alignment) {
        return (offset + alignment - 1) / alignment * alignment;
    }

    private void fixed(int width, int alignment) {
        widths[column] = width;
        alignments[column++] = alignment;
    }

    /** A value with a header of its own that can be compressed. */
    private void moved(byte[] value, int offset, int length) {
        if (length + SHORT_HEADER <= NEVER_MOVED) {
            fixed(length + SHORT_HEADER, 1);
            return;
        }
        int compressed = Pglz.size(value, offset, length, NEVER_MOVED - COMPRESSED_HEADER);
        if (compressed == Pglz.TOO_LONG) {
            fixed(POINTER, 1);
        } else {
            fixed(COMPRESSED_HEADER + compressed, Integer.BYTES);
        }
    }

    private void incompressible(int length) {
        fixed(length + SHORT_HEADER <= NEVER_MOVED ? length + SHORT_HEADER : POINTER, 1);
    }

    @Override
    public void writeNull() {
        fixed(0, 1);
    }

    @Override
    public void writeBoolean(boolean value) {
        fixed(1, 1);
    }

    @Override
    public void writeLong(long value) {
        fixed(Long.BYTES, Long.BYTES);
    }

    @Override
    public void writeDouble(double value) {
        fixed(Double.BYTES, Double.BYTES);
    }

    @Override
    public void writeDecimal(byte[] ascii, int offset, int length) {
        incompressible(numeric(ascii, offset, length));
    }

    /** The bytes of a {@code numeric} without the header of its length. */
    private int numeric(byte[] ascii, int offset, int length) {
        number.clear();
        NumericFormat.write(ascii, offset, length, number);
        int groups = number.shortAt(Integer.BYTES);
        int weight = number.shortAt(Integer.BYTES + Short.BYTES);
        int scale = number.shortAt(Integer.BYTES + 3 * Short.BYTES);
        boolean isShort =
                scale <= SHORT_NUMERIC_SCALE && weight <= SHORT_NUMERIC_WEIGHT && weight >= -SHORT_NUMERIC_WEIGHT - 1;
        return (isShort ? NUMERIC_HEADER : LONG_NUMERIC_HEADER) + groups * Short.BYTES;
    }

    @Override
    public void writeText(byte[] utf8, int offset, int length) {
        moved(utf8, offset, length);
    }

    @Override
    public void writeJson(byte[] utf8, int offset, int length) {
        if (jsonb[column] && utf8[offset] == '"') {
            byte[] scalar = JsonbWidth.text(utf8, offset, length);
            moved(scalar, 0, scalar.length);
        } else if (jsonb[column]) {
            incompressible(JsonbWidth.of(utf8, offset, length, this::numeric));
        } else {
            moved(utf8, offset, length);
        }
    }

    @Override
    public void writeDate(int epochDay) {
        fixed(Integer.BYTES, Integer.BYTES);
    }

    @Override
    public void writeTime(long microOfDay) {
        fixed(Long.BYTES, Long.BYTES);
    }

    @Override
    public void writeTimeTz(long microOfDay, int offsetSeconds) {
        fixed(Long.BYTES + Integer.BYTES, Long.BYTES);
    }

    @Override
    public void writeTimestamp(long epochMicro) {
        fixed(Long.BYTES, Long.BYTES);
    }

    @Override
    public void writeTimestampTz(long epochMicro) {
        fixed(Long.BYTES, Long.BYTES);
    }

    @Override
    public long flush() {
        return 0;
    }

    @Override
    public void close() {}
}
