package io.sqlcache.core.backend;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Types;
import java.util.List;
import org.jooq.Field;
import org.jooq.SQLDialect;
import org.jooq.conf.RenderQuotedNames;
import org.jooq.conf.Settings;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;

/**
 * Writes rows by batches of INSERT: what a new backend starts with. Several times slower than a bulk load.
 *
 * <p>Works with every JDBC 4.2 driver that takes the types of {@code java.time}, and every database that jOOQ knows. Batches
 * are sent on the calling thread, as soon as they are large enough.
 */
public final class InsertRowSink implements RowSink {

    private static final int BATCH_ROWS = 500;

    /** Large values are not held back for a full batch. */
    private static final int BATCH_BYTES = 1 << 20;

    private final PreparedStatement insert;
    private final List<ColumnDefinition> columns;
    private final InsertParameters parameters;
    private final @Nullable Object[] row;

    private long nanosWaited;
    private int column;
    private int pendingRows;
    private long pendingBytes;
    private long taken;

    /** A sink whose parameters need nothing but the defaults. */
    public InsertRowSink(Connection connection, SQLDialect dialect, TableDefinition table) throws SQLException {
        this(connection, dialect, table, new InsertParameters() {});
    }

    /**
     * Prepares the statement for the table's columns.
     *
     * @param connection stays the caller's
     * @param dialect how jOOQ renders SQL for the database
     * @param table with all its columns, in order
     * @param parameters how values become parameters
     * @throws SQLException if the database refuses the statement
     */
    public InsertRowSink(Connection connection, SQLDialect dialect, TableDefinition table, InsertParameters parameters)
            throws SQLException {
        this.columns = table.columns();
        this.row = new Object[columns.size()];
        this.parameters = parameters;
        this.insert = connection.prepareStatement(sql(dialect, table, parameters));
    }

    private static String sql(SQLDialect dialect, TableDefinition table, InsertParameters parameters) {
        Settings settings = new Settings().withRenderQuotedNames(RenderQuotedNames.ALWAYS);
        List<ColumnDefinition> columns = table.columns();

        return DSL.using(dialect, settings)
                .insertInto(table.table())
                .columns(columns.stream()
                        .map(column -> DSL.field(DSL.quotedName(column.name())))
                        .toList())
                .values(columns.stream()
                        .map(column -> parameter(column.type(), parameters))
                        .toList())
                .getSQL();
    }

    private static Field<?> parameter(ColumnType type, InsertParameters parameters) {
        return type.physical() == PhysicalType.JSON ? parameters.json(type) : DSL.field(DSL.raw("?"));
    }

    @Override
    public void writeNull() {
        write(null);
    }

    @Override
    public void writeBoolean(boolean value) {
        write(value);
    }

    @Override
    public void writeLong(long value) {
        write(value);
    }

    @Override
    public void writeDouble(double value) {
        write(value);
    }

    @Override
    public void writeDecimal(byte[] ascii, int offset, int length) {
        pendingBytes += length;
        write(new BigDecimal(new String(ascii, offset, length, US_ASCII)));
    }

    @Override
    public void writeText(byte[] utf8, int offset, int length) {
        pendingBytes += length;
        write(new String(utf8, offset, length, UTF_8));
    }

    @Override
    public void writeJson(byte[] utf8, int offset, int length) {
        writeText(utf8, offset, length);
    }

    @Override
    public void writeDate(int epochDay) {
        write(parameters.date(epochDay));
    }

    @Override
    public void writeTime(long microOfDay) {
        write(parameters.time(microOfDay));
    }

    @Override
    public void writeTimeTz(long microOfDay, int offsetSeconds) {
        write(parameters.timeTz(microOfDay, offsetSeconds));
    }

    @Override
    public void writeTimestamp(long epochMicro) {
        write(parameters.timestamp(epochMicro));
    }

    @Override
    public void writeTimestampTz(long epochMicro) {
        write(parameters.timestampTz(epochMicro));
    }

    @Override
    public void endRow() throws SQLException {
        if (column != row.length) {
            throw new IllegalStateException("Row with %d values for %d columns".formatted(column, row.length));
        }

        for (int i = 0; i < row.length; i++) {
            bind(i + 1, columns.get(i).type().physical(), row[i]);
        }

        insert.addBatch();
        column = 0;
        pendingRows++;

        if (pendingRows >= BATCH_ROWS || pendingBytes >= BATCH_BYTES) {
            send();
        }
    }

    @Override
    public long flush() throws SQLException {
        send();
        long rows = taken;
        taken = 0;

        return rows;
    }

    @Override
    public long nanosWaited() {
        return nanosWaited;
    }

    @Override
    public void close() throws SQLException {
        insert.close();
    }

    private void send() throws SQLException {
        if (pendingRows > 0) {
            long before = System.nanoTime();
            insert.executeBatch();
            nanosWaited += System.nanoTime() - before;
            taken += pendingRows;
        }

        pendingRows = 0;
        pendingBytes = 0;
    }

    private void write(@Nullable Object value) {
        row[column++] = value;
    }

    private void bind(int index, PhysicalType type, @Nullable Object value) throws SQLException {
        if (value == null) {
            insert.setNull(index, jdbcType(type));
        } else {
            parameters.bind(insert, index, value);
        }
    }

    private static int jdbcType(PhysicalType type) {
        return switch (type) {
            case BOOLEAN -> Types.BOOLEAN;
            case BIGINT -> Types.BIGINT;
            case DOUBLE -> Types.DOUBLE;
            case DECIMAL -> Types.NUMERIC;
            case TEXT, JSON -> Types.VARCHAR;
            case DATE -> Types.DATE;
            case TIME -> Types.TIME;
            case TIME_TZ -> Types.TIME_WITH_TIMEZONE;
            case TIMESTAMP -> Types.TIMESTAMP;
            case TIMESTAMP_TZ -> Types.TIMESTAMP_WITH_TIMEZONE;
            case OTHER -> Types.NULL;
        };
    }
}
