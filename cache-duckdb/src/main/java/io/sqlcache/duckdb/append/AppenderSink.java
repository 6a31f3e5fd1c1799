package io.sqlcache.duckdb.append;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.sqlcache.core.backend.ColumnDefinition;
import io.sqlcache.core.backend.ColumnType;
import io.sqlcache.core.backend.RowSink;
import io.sqlcache.core.backend.TableDefinition;
import io.sqlcache.duckdb.connect.DuckDBSession;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import org.duckdb.DuckDBAppender;
import org.jooq.SQLDialect;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;

/**
 * Rows wait in a temporary table of the session, where DuckDB's Appender puts them by columns, and go to their own table by one statement when
 * the sink is flushed. So a transaction begins when all of its rows are here: it is short, and sees what others have committed while they came.
 */
public final class AppenderSink implements RowSink {

    private static final String TEMPORARY_CATALOG = "temp";
    private static final String TEMPORARY_SCHEMA = "main";

    private static final AtomicLong NUMBERS = new AtomicLong();

    private final DuckDBSession session;
    private final String waiting;
    private final String move;
    private final DuckDBAppender appender;
    private final ColumnType[] types;
    private int column;
    private long rows;
    private @Nullable SQLException failure;

    private AppenderSink(DuckDBSession session, TableDefinition table, String name) throws SQLException {
        this.session = session;
        this.types = table.columns().stream().map(ColumnDefinition::type).toArray(ColumnType[]::new);
        this.waiting = quoted(TEMPORARY_CATALOG, TEMPORARY_SCHEMA, name);
        String columns =
                table.columns().stream().map(each -> quoted(each.name())).collect(Collectors.joining(", "));
        this.move = "insert into %s (%s) select %s from %s"
                .formatted(quoted(table.name().schema(), table.name().name()), columns, columns, waiting);
        create(table);
        this.appender = session.own().createAppender(TEMPORARY_CATALOG, TEMPORARY_SCHEMA, name);
        // Used by one thread at a time, but not always by the same.
        appender.unsafeBreakThreadConfinement();
    }

    /**
     * Opens a sink.
     *
     * @param connection one of the backend's, which stays the caller's
     */
    public static AppenderSink open(Connection connection, TableDefinition table) throws SQLException {
        return new AppenderSink(
                connection.unwrap(DuckDBSession.class), table, "_sqlcache_rows_" + NUMBERS.incrementAndGet());
    }

    private void create(TableDefinition table) throws SQLException {
        String columns = table.columns().stream()
                .map(each -> quoted(each.name()) + " " + waitingType(each.type()))
                .collect(Collectors.joining(", "));
        own("create temporary table %s (%s)".formatted(waiting, columns));
    }

    /** The Appender puts a number with a point into nothing but a DECIMAL, and microseconds into nothing that has fewer digits. */
    private static String waitingType(ColumnType type) {
        return switch (type.physical()) {
            case DECIMAL -> "decimal(%d, %d)".formatted(type.precision(), type.scale());
            case TIMESTAMP -> "timestamp";
            case BOOLEAN, BIGINT, DOUBLE, TEXT, JSON, DATE, TIME, TIME_TZ, TIMESTAMP_TZ, OTHER -> type.sql();
        };
    }

    private static String quoted(String... name) {
        return DSL.using(SQLDialect.DUCKDB).render(DSL.quotedName(name));
    }

    private void own(String sql) throws SQLException {
        try (Statement statement = session.own().createStatement()) {
            statement.execute(sql);
        }
    }

    /** Something that the Appender does with a value. */
    private interface Append {
        void run() throws SQLException;
    }

    private void append(Append value) {
        if (failure != null) {
            return;
        }
        try {
            if (column++ == 0) {
                appender.beginRow();
            }
            value.run();
        } catch (SQLException e) {
            failure = e;
        }
    }

    @Override
    public void writeNull() {
        append(appender::appendNull);
    }

    @Override
    public void writeBoolean(boolean value) {
        append(() -> appender.append(value));
    }

    @Override
    public void writeLong(long value) {
        append(() -> appender.append(value));
    }

    @Override
    public void writeDouble(double value) {
        append(() -> appender.append(value));
    }

    @Override
    public void writeDecimal(byte[] ascii, int offset, int length) {
        int scale = types[column].scale();
        append(() -> appender.append(new BigDecimal(new String(ascii, offset, length, US_ASCII)).setScale(scale)));
    }

    @Override
    public void writeText(byte[] utf8, int offset, int length) {
        append(() -> appender.append(Arrays.copyOfRange(utf8, offset, offset + length)));
    }

    @Override
    public void writeJson(byte[] utf8, int offset, int length) {
        writeText(utf8, offset, length);
    }

    @Override
    public void writeDate(int epochDay) {
        append(() -> appender.appendEpochDays(epochDay));
    }

    @Override
    public void writeTime(long microOfDay) {
        append(() -> appender.appendDayMicros(microOfDay));
    }

    @Override
    public void writeTimeTz(long microOfDay, int offsetSeconds) {
        append(() -> appender.appendDayMicros(microOfDay, offsetSeconds));
    }

    @Override
    public void writeTimestamp(long epochMicro) {
        append(() -> appender.appendEpochMicros(epochMicro));
    }

    @Override
    public void writeTimestampTz(long epochMicro) {
        writeTimestamp(epochMicro);
    }

    @Override
    public void endRow() throws SQLException {
        if (failure != null) {
            throw failure;
        }
        if (column != types.length) {
            throw new IllegalStateException("Row with %d values for %d columns".formatted(column, types.length));
        }
        appender.endRow();
        column = 0;
        rows++;
    }

    @Override
    public long flush() throws SQLException {
        long flushed = rows;
        if (flushed > 0) {
            appender.flush();
            session.execute(move);
            session.execute("truncate " + waiting);
            rows = 0;
        }
        return flushed;
    }

    @Override
    public void close() throws SQLException {
        appender.close();
        own("drop table if exists " + waiting);
    }
}
