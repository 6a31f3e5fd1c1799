package io.sqlcache.postgres.copy;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.sqlcache.core.backend.LogicalType;
import io.sqlcache.core.backend.RowSink;
import io.sqlcache.core.backend.TableDefinition;
import io.sqlcache.postgres.testing.TestSchema;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.jooq.DSLContext;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

@Tag("server-version")
@Timeout(60)
class CopySinkTest {

    @RegisterExtension
    private final TestSchema schema = new TestSchema();

    private Connection connection;
    private DSLContext sql;

    @BeforeEach
    void connect() throws SQLException {
        connection = schema.connect();
        sql = TestSchema.sql(connection);
    }

    @Test
    void everyVerbStoresItsValue() throws SQLException {
        TableDefinition table = schema.declare(
                sql,
                "t",
                "a boolean, b bigint, c double precision, d numeric, e text, f json, g jsonb, h date, i time, j timetz, k timestamp, l timestamptz, m varchar(3), n numeric(38,9), o timestamp(3)");
        try (RowSink sink = schema.sink(connection, table)) {
            sink.writeBoolean(true);
            sink.writeLong(Long.MIN_VALUE);
            sink.writeDouble(-0.1);
            decimal(sink, "-12345678901234567890.0987654321");
            text(sink, "a\tb\\N\n\"日本😀");
            json(sink, "{\"a\" : 1.50, \"a\":2}");
            json(sink, "{\"a\" : 1.50, \"a\":2}");
            sink.writeDate((int) LocalDate.of(-1, 1, 1).toEpochDay());
            sink.writeTime(86_400_000_000L);
            sink.writeTimeTz(3_723_000_001L, -(5 * 3600 + 1800));
            sink.writeTimestamp(1);
            sink.writeTimestampTz(253_402_300_800_000_000L);
            text(sink, "äöü");
            decimal(sink, "1.5");
            sink.writeTimestamp(1_000);
            sink.endRow();
            for (int i = 0; i < 15; i++) {
                sink.writeNull();
            }
            sink.endRow();
            assertThat(sink.flush()).isEqualTo(2);
        }
        assertThat(schema.rows(sql, table))
                .containsExactly(
                        "null" + "|null".repeat(14),
                        "true|-9223372036854775808|-0.1|-12345678901234567890.0987654321|a\tb\\N\n\"日本😀|{\"a\" : 1.50, \"a\":2}|{\"a\": 2}"
                                + "|0002-01-01 BC|24:00:00|01:02:03.000001-05:30|1970-01-01 00:00:00.000001|10000-01-01 00:00:00+00|äöü|1.500000000|1970-01-01 00:00:00.001");
    }

    @Test
    void namesAreQuotedWhateverIsInThem() throws SQLException {
        String odd = "a\"b %s ? {0} :x $1 ${y}";
        TableDefinition table = schema.create(sql, "T " + odd, schema.column(odd, LogicalType.STRING));
        try (RowSink sink = schema.sink(connection, table)) {
            text(sink, "v");
            sink.endRow();
            sink.flush();
        }
        assertThat(schema.rows(sql, table)).containsExactly("v");
    }

    @Test
    void sinksOfOneConnectionTakeTurns() throws SQLException {
        List<TableDefinition> tables = new ArrayList<>();
        List<RowSink> sinks = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            tables.add(schema.create(
                    sql, "t" + i, schema.column("i", LogicalType.INTEGER), schema.column("x", LogicalType.STRING)));
            sinks.add(schema.sink(connection, tables.get(i)));
        }
        byte[] filler = "x".repeat(5_000).getBytes(UTF_8);
        for (int row = 0; row < 100; row++) {
            for (RowSink sink : sinks) {
                sink.writeLong(row);
                sink.writeText(filler, 0, filler.length);
                sink.endRow();
            }
        }
        for (RowSink sink : sinks) {
            assertThat(sink.flush()).isEqualTo(100);
        }
        for (TableDefinition table : tables) {
            assertThat(sql.fetchCount(table.table())).isEqualTo(100);
        }
        for (RowSink sink : sinks) {
            assertThat(sink.flush()).isZero();
            sink.close();
        }
    }

    @Test
    void aRowLargerThanAChunkArrivesWhole() throws SQLException {
        TableDefinition table = schema.create(sql, "t", schema.column("x", LogicalType.STRING));
        byte[] large = "ü".repeat(10 << 20).getBytes(UTF_8);
        try (RowSink sink = schema.sink(connection, table)) {
            for (int i = 0; i < 3; i++) {
                sink.writeText(large, 0, i == 1 ? 2 : large.length);
                sink.endRow();
            }
            assertThat(sink.flush()).isEqualTo(3);
        }
        assertThat(sql.fetch(
                                "select length(x) from {0} order by 1",
                                table.name().qualified())
                        .getValues(0, Integer.class))
                .containsExactly(1, 10 << 20, 10 << 20);
    }

    @Test
    void rowsMayFollowAFlushAndACommit() throws SQLException {
        TableDefinition table = schema.create(sql, "t", schema.column("i", LogicalType.INTEGER));
        try (RowSink sink = schema.sink(connection, table)) {
            for (int i = 0; i < 5; i++) {
                sink.writeLong(i);
                sink.endRow();
                assertThat(sink.flush()).isEqualTo(1);
                connection.commit();
            }
        }
        assertThat(schema.rows(sql, table)).containsExactly("0", "1", "2", "3", "4");
    }

    private static void text(RowSink sink, String value) {
        byte[] utf8 = value.getBytes(UTF_8);
        sink.writeText(utf8, 0, utf8.length);
    }

    private static void json(RowSink sink, String value) {
        byte[] utf8 = value.getBytes(UTF_8);
        sink.writeJson(utf8, 0, utf8.length);
    }

    private static void decimal(RowSink sink, String value) {
        byte[] ascii = value.getBytes(UTF_8);
        sink.writeDecimal(ascii, 0, ascii.length);
    }
}
