package io.sqlcache.postgres;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sqlcache.core.backend.InsertRowSink;
import io.sqlcache.core.backend.RowSink;
import io.sqlcache.core.backend.SqlBackend;
import io.sqlcache.core.backend.TableDefinition;
import io.sqlcache.core.backend.TableName;
import io.sqlcache.postgres.testing.PostgresParameters;
import io.sqlcache.postgres.testing.TestServer;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.jooq.impl.DSL;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The generic sink writes the values of every verb as they are. */
@Tag("server-version")
class InsertRowSinkTest {

    private static final String TABLE = "\"Insert sink\".\"a \"\"table\"\"\"";
    private static final long MICROS_PER_DAY = 86_400_000_000L;

    private final SqlBackend backend = new PostgresCacheProvider().connect(TestServer.config("unused"));

    private Connection connection;

    @BeforeEach
    void connect() throws SQLException {
        connection = backend.dataSource().getConnection();
        connection.setAutoCommit(false);
        execute("create schema \"Insert sink\"");
    }

    @AfterEach
    void rollBack() throws SQLException {
        connection.rollback();
        connection.close();
        backend.close();
    }

    @Test
    void valuesOfEveryVerbComeBackAsTheyWere() throws SQLException {
        RowSink sink = sink(
                "b boolean, i bigint, d double precision, n numeric, \"t \"\"q\"\"\" text, v varchar(9), j json, jb jsonb");
        sink.writeBoolean(true);
        sink.writeLong(Long.MIN_VALUE);
        sink.writeDouble(-4.9e-324);
        decimal(sink, "-123456789012345678901234567890.50e-3");
        text(sink, "C:\\path \"quoted\"\ttab\n\\N 世界 😀");
        text(sink, "");
        json(sink, "{\"a\": 1.50, \"a\": \"😀\"}");
        json(sink, "[1.50, null]");
        sink.endRow();

        assertThat(sink.flush()).isOne();
        assertThat(rows())
                .containsExactly(List.of(
                        "t",
                        "-9223372036854775808",
                        "-5e-324",
                        "-123456789012345678901234567.89050",
                        "C:\\path \"quoted\"\ttab\n\\N 世界 😀",
                        "",
                        "{\"a\": 1.50, \"a\": \"😀\"}",
                        "[1.50, null]"));
    }

    @Test
    void nullsOfEveryVerbAreNull() throws SQLException {
        RowSink sink = sink("b boolean, i bigint, d double precision, n numeric, t text, j json, jb jsonb, day date, "
                + "ti time, tz timetz, ts timestamp, tstz timestamptz, other money");

        for (int i = 0; i < 13; i++) {
            sink.writeNull();
        }

        sink.endRow();

        assertThat(sink.flush()).isOne();
        assertThat(rows().get(0)).hasSize(13).containsOnly("null");
    }

    @Test
    void datesFromTheFirstToTheLastComeBackAsTheyWere() throws SQLException {
        RowSink sink = sink("day date");

        for (int day :
                new int[] {-2_440_588, -2_440_227, -2_440_000, -719_163, -719_162, 0, 2_932_897, 2_145_042_905}) {
            sink.writeDate(day);
            sink.endRow();
        }

        sink.flush();

        assertThat(column())
                .containsExactly(
                        "4714-11-24 BC",
                        "4713-11-19 BC",
                        "4712-07-04 BC",
                        "0001-12-31 BC",
                        "0001-01-01",
                        "1970-01-01",
                        "10000-01-01",
                        "5874897-12-31");
    }

    @Test
    void timestampsFromTheFirstToTheLastComeBackAsTheyWere() throws SQLException {
        RowSink sink = sink("ts timestamp, tstz timestamptz");
        long[] micros = {
            -2_440_588 * MICROS_PER_DAY,
            -2_440_000 * MICROS_PER_DAY + 1,
            -719_162 * MICROS_PER_DAY - 1,
            -1,
            0,
            1_700_000_000_123_456L,
            2_932_897 * MICROS_PER_DAY,
            106_751_991 * MICROS_PER_DAY + 4 * 3_600_000_000L
        };

        for (long micro : micros) {
            sink.writeTimestamp(micro);
            sink.writeTimestampTz(micro);
            sink.endRow();
        }

        sink.flush();

        assertThat(rows())
                .containsExactly(
                        List.of("4714-11-24 00:00:00 BC", "4714-11-24 00:00:00+00 BC"),
                        List.of("4712-07-04 00:00:00.000001 BC", "4712-07-04 00:00:00.000001+00 BC"),
                        List.of("0001-12-31 23:59:59.999999 BC", "0001-12-31 23:59:59.999999+00 BC"),
                        List.of("1969-12-31 23:59:59.999999", "1969-12-31 23:59:59.999999+00"),
                        List.of("1970-01-01 00:00:00", "1970-01-01 00:00:00+00"),
                        List.of("2023-11-14 22:13:20.123456", "2023-11-14 22:13:20.123456+00"),
                        List.of("10000-01-01 00:00:00", "10000-01-01 00:00:00+00"),
                        List.of("294247-01-10 04:00:00", "294247-01-10 04:00:00+00"));
    }

    @Test
    void timesOfDayUpToMidnightComeBackAsTheyWere() throws SQLException {
        RowSink sink = sink("ti time, tz timetz");

        for (long micro : new long[] {0, 1, MICROS_PER_DAY - 1, MICROS_PER_DAY}) {
            sink.writeTime(micro);
            sink.writeTimeTz(micro, micro % 2 == 0 ? -57_599 : 19_800);
            sink.endRow();
        }

        sink.flush();

        assertThat(rows())
                .containsExactly(
                        List.of("00:00:00", "00:00:00-15:59:59"),
                        List.of("00:00:00.000001", "00:00:00.000001+05:30"),
                        List.of("23:59:59.999999", "23:59:59.999999+05:30"),
                        List.of("24:00:00", "24:00:00-15:59:59"));
    }

    @Test
    void rowsAreCountedFromFlushToFlush() throws SQLException {
        RowSink sink = sink("i bigint");

        for (int i = 0; i < 1_234; i++) {
            sink.writeLong(i);
            sink.endRow();
        }

        assertThat(sink.flush()).isEqualTo(1_234);
        assertThat(sink.flush()).isZero();
        sink.writeLong(-1);
        sink.endRow();
        assertThat(sink.flush()).isOne();
        assertThat(column()).hasSize(1_235).doesNotHaveDuplicates();
    }

    @Test
    void whatIsNotFlushedIsDroppedWithTheSink() throws SQLException {
        RowSink sink = sink("i bigint");
        sink.writeLong(1);
        sink.endRow();
        sink.close();

        assertThat(column()).isEmpty();
    }

    @Test
    void aRowWithTooFewValuesIsABugOfTheCaller() throws SQLException {
        RowSink sink = sink("i bigint, j bigint");
        sink.writeLong(1);

        assertThatThrownBy(sink::endRow)
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("Row with 1 values for 2 columns");
    }

    private RowSink sink(String columns) throws SQLException {
        execute("create table " + TABLE + " (" + columns + ")");
        TableDefinition table = backend.tables()
                .find(DSL.using(connection, backend.jooqDialect()), new TableName("Insert sink", "a \"table\""))
                .orElseThrow();

        return new InsertRowSink(connection, backend.jooqDialect(), table, new PostgresParameters());
    }

    private void execute(String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private List<List<String>> rows() throws SQLException {
        List<List<String>> rows = new ArrayList<>();

        try (Statement statement = connection.createStatement();
                ResultSet found = statement.executeQuery("select * from " + TABLE)) {
            while (found.next()) {
                List<String> row = new ArrayList<>();

                for (int i = 1; i <= found.getMetaData().getColumnCount(); i++) {
                    row.add(String.valueOf(found.getString(i)));
                }

                rows.add(row);
            }
        }

        return rows;
    }

    private List<String> column() throws SQLException {
        return rows().stream().map(row -> row.get(0)).toList();
    }

    private static void decimal(RowSink sink, String literal) {
        byte[] bytes = literal.getBytes(UTF_8);
        sink.writeDecimal(bytes, 0, bytes.length);
    }

    private static void text(RowSink sink, String text) {
        byte[] bytes = ("<" + text + ">").getBytes(UTF_8);
        sink.writeText(bytes, 1, bytes.length - 2);
    }

    private static void json(RowSink sink, String json) {
        byte[] bytes = (" " + json + " ").getBytes(UTF_8);
        sink.writeJson(bytes, 1, bytes.length - 2);
    }
}
