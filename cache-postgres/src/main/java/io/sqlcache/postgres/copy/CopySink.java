package io.sqlcache.postgres.copy;

import io.sqlcache.core.backend.HoldingSink;
import io.sqlcache.core.backend.PhysicalType;
import io.sqlcache.core.backend.TableDefinition;
import io.sqlcache.core.backend.TableName;
import io.sqlcache.postgres.table.PostgresTypes;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jooq.SQLDialect;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;

/** Encodes rows for COPY BINARY, straight into the chunk that is sent, at once or when it is said where the rows go. */
final class CopySink implements HoldingSink {

    private static final int NULL = -1;
    private static final int JSONB_VERSION = 1;
    private static final int DAYS_TO_2000 = 10_957;
    private static final long MICROS_TO_2000 = 86_400_000_000L * DAYS_TO_2000;

    private final CopyLane lane;
    private final HoldingSink.@Nullable Overflow overflow;
    private final Runnable released;
    private final PhysicalType[] types;
    private final boolean[] jsonb;

    private final List<Held> held = new ArrayList<>();

    private TableName table;
    private String command;
    private boolean holding;
    private @Nullable CopyBuffer chunk;
    private int column;
    private long rowsInChunk;
    private long rowsSent;
    private long nanosWaited;
    private boolean closed;

    /** A chunk that waits, and its rows. */
    private record Held(CopyBuffer chunk, long rows) {}

    /** Counted by the sender, read after a flush, which waits for it. */
    private long rowsTaken;

    /**
     * A sink that has the lane to itself or shares it.
     *
     * @param overflow if rows are held at first: releases them when there is no memory for more
     * @param released run once, when the sink is closed
     */
    CopySink(CopyLane lane, TableDefinition table, HoldingSink.@Nullable Overflow overflow, Runnable released) {
        this.lane = lane;
        this.table = table.name();
        this.overflow = overflow;
        this.holding = overflow != null;
        this.released = released;
        this.command = command(table);
        this.types = types(table);
        this.jsonb = new boolean[types.length];
        for (int i = 0; i < jsonb.length; i++) {
            jsonb[i] = PostgresTypes.isJsonb(table.columns().get(i).type());
        }
    }

    private static PhysicalType[] types(TableDefinition table) {
        return table.columns().stream()
                .map(definition -> definition.type().physical())
                .toArray(PhysicalType[]::new);
    }

    private static String command(TableDefinition table) {
        return DSL.using(SQLDialect.POSTGRES)
                .render(DSL.sql(
                        "copy {0} ({1}) from stdin (format binary)",
                        table.name().qualified(),
                        DSL.list(table.columns().stream()
                                .map(column -> DSL.quotedName(column.name()))
                                .toList())));
    }

    /** The COPY that takes this sink's chunks. */
    String command() {
        return command;
    }

    /** The table written to. */
    TableName table() {
        return table;
    }

    /** The server has taken this many more rows; called by the sender. */
    void acknowledge(long rows) {
        rowsTaken += rows;
    }

    @Override
    public void release(TableDefinition to) throws SQLException {
        checkOpen();
        if (!Arrays.equals(types, types(to))) {
            throw new IllegalArgumentException("%s has other columns than %s".formatted(to.name(), table));
        }
        table = to.name();
        command = command(to);
        holding = false;
        for (Held each : held) {
            lane.hold(-each.chunk().capacity());
            send(each.chunk(), each.rows());
        }
        held.clear();
    }

    @Override
    public void hold() {
        checkOpen();
        if (overflow == null || rowsSent > 0 || chunk != null) {
            throw new IllegalStateException("The rows of " + table + " are not flushed");
        }
        holding = true;
    }

    @Override
    public void writeNull() {
        nextColumn(0).putInt(NULL);
    }

    @Override
    public void writeBoolean(boolean value) {
        CopyBuffer out = value(PhysicalType.BOOLEAN, 1);
        out.putByte(value ? 1 : 0);
    }

    @Override
    public void writeLong(long value) {
        value(PhysicalType.BIGINT, Long.BYTES).putLong(value);
    }

    @Override
    public void writeDouble(double value) {
        value(PhysicalType.DOUBLE, Long.BYTES).putLong(Double.doubleToLongBits(value));
    }

    @Override
    public void writeDecimal(byte[] ascii, int offset, int length) {
        NumericFormat.write(ascii, offset, length, typed(PhysicalType.DECIMAL, 0));
    }

    @Override
    public void writeText(byte[] utf8, int offset, int length) {
        value(PhysicalType.TEXT, length).putBytes(utf8, offset, length);
    }

    @Override
    public void writeJson(byte[] utf8, int offset, int length) {
        boolean versioned = column < jsonb.length && jsonb[column];
        CopyBuffer out = value(PhysicalType.JSON, versioned ? length + 1 : length);
        if (versioned) {
            out.putByte(JSONB_VERSION);
        }
        out.putBytes(utf8, offset, length);
    }

    @Override
    public void writeDate(int epochDay) {
        value(PhysicalType.DATE, Integer.BYTES).putInt(epochDay - DAYS_TO_2000);
    }

    @Override
    public void writeTime(long microOfDay) {
        value(PhysicalType.TIME, Long.BYTES).putLong(microOfDay);
    }

    /** PostgreSQL counts offsets to the west. */
    @Override
    public void writeTimeTz(long microOfDay, int offsetSeconds) {
        CopyBuffer out = value(PhysicalType.TIME_TZ, Long.BYTES + Integer.BYTES);
        out.putLong(microOfDay);
        out.putInt(-offsetSeconds);
    }

    @Override
    public void writeTimestamp(long epochMicro) {
        value(PhysicalType.TIMESTAMP, Long.BYTES).putLong(epochMicro - MICROS_TO_2000);
    }

    @Override
    public void writeTimestampTz(long epochMicro) {
        value(PhysicalType.TIMESTAMP_TZ, Long.BYTES).putLong(epochMicro - MICROS_TO_2000);
    }

    /** The next column, with room for its value, whose length is put. */
    private CopyBuffer value(PhysicalType type, int length) {
        CopyBuffer out = typed(type, length);
        out.putInt(length);
        return out;
    }

    /** A value of another type would be stored as garbage, without an error. */
    private CopyBuffer typed(PhysicalType type, int length) {
        if (column < types.length && types[column] != type) {
            throw new IllegalStateException(
                    "Column %d of %s is %s, it cannot take a %s".formatted(column + 1, table, types[column], type));
        }
        return nextColumn(length);
    }

    private CopyBuffer nextColumn(int length) {
        if (column == types.length) {
            throw new IllegalStateException("A row of %s has only %d columns".formatted(table, types.length));
        }
        CopyBuffer out = chunk;
        if (out == null) {
            out = lane.buffer();
            chunk = out;
        }
        out.reserve(Short.BYTES + Integer.BYTES + length);
        if (column == 0) {
            out.putShort(types.length);
        }
        column++;
        return out;
    }

    @Override
    public void endRow() throws SQLException {
        checkOpen();
        if (column != types.length) {
            throw new IllegalStateException("A row of %s has %d of %d columns".formatted(table, column, types.length));
        }
        column = 0;
        rowsInChunk++;
        if (chunk != null && chunk.length() >= lane.chunkSize()) {
            if (holding) {
                keep(chunk);
            } else {
                send(chunk);
            }
        }
    }

    private void keep(CopyBuffer full) throws SQLException {
        held.add(new Held(full, rowsInChunk));
        chunk = null;
        rowsInChunk = 0;
        if (!lane.hold(full.capacity()) && overflow != null) {
            overflow.release();
        }
    }

    private void checkOpen() {
        if (closed) {
            throw new IllegalStateException("The sink of " + table + " is closed");
        }
    }

    private void send(CopyBuffer full) throws SQLException {
        chunk = null;
        long rows = rowsInChunk;
        rowsInChunk = 0;
        send(full, rows);
    }

    private void send(CopyBuffer full, long rows) throws SQLException {
        rowsSent += rows;
        long before = System.nanoTime();
        lane.send(this, full, rows);
        nanosWaited += System.nanoTime() - before;
    }

    @Override
    public long nanosWaited() {
        return nanosWaited;
    }

    @Override
    public long flush() throws SQLException {
        checkOpen();
        if (column != 0) {
            throw new IllegalStateException(
                    "A row of %s ends after %d of %d columns".formatted(table, column, types.length));
        }
        if (holding) {
            return 0;
        }
        if (chunk != null) {
            send(chunk);
        }
        if (rowsSent == 0) {
            lane.checkFailure();
            return 0;
        }
        long before = System.nanoTime();
        lane.flush();
        nanosWaited += System.nanoTime() - before;
        long taken = rowsTaken;
        rowsTaken = 0;
        rowsSent = 0;
        return taken;
    }

    @Override
    public void close() {
        if (closed) {
            return;
        }
        closed = true;
        chunk = null;
        held.forEach(each -> lane.hold(-each.chunk().capacity()));
        held.clear();
        try {
            if (rowsSent > 0) {
                lane.drop(this);
            }
        } finally {
            released.run();
        }
    }
}
