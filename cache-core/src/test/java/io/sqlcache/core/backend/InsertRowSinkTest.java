package io.sqlcache.core.backend;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jooq.DataType;
import org.jooq.Field;
import org.jooq.SQLDialect;
import org.jooq.impl.DSL;
import org.jooq.impl.SQLDataType;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The generic sink on a database that is not PostgreSQL, which has a test of its own. */
class InsertRowSinkTest {

    private Connection connection;

    @BeforeEach
    void connect() throws SQLException {
        connection = DriverManager.getConnection("jdbc:h2:mem:;TIME ZONE=America/New_York");
        connection.createStatement().execute("create schema \"My schema\"");
    }

    @AfterEach
    void disconnect() throws SQLException {
        connection.close();
    }

    @Test
    void valuesOfEveryVerbComeBackAsTheyWere() throws SQLException {
        RowSink sink = table(
                column("b", PhysicalType.BOOLEAN, SQLDataType.BOOLEAN, "boolean"),
                column("i", PhysicalType.BIGINT, SQLDataType.BIGINT, "bigint"),
                column("d", PhysicalType.DOUBLE, SQLDataType.DOUBLE, "double precision"),
                column("n", PhysicalType.DECIMAL, SQLDataType.NUMERIC, "numeric(38, 9)"),
                column("t \"q\"", PhysicalType.TEXT, SQLDataType.VARCHAR, "varchar"),
                column("j", PhysicalType.JSON, SQLDataType.JSON, "json"),
                column("day", PhysicalType.DATE, SQLDataType.LOCALDATE, "date"),
                column("ti", PhysicalType.TIME, SQLDataType.LOCALTIME, "time(6)"),
                column("tz", PhysicalType.TIME_TZ, SQLDataType.OFFSETTIME, "time(6) with time zone"),
                column("ts", PhysicalType.TIMESTAMP, SQLDataType.LOCALDATETIME, "timestamp(6)"),
                column("tstz", PhysicalType.TIMESTAMP_TZ, SQLDataType.OFFSETDATETIME, "timestamp(6) with time zone"));
        sink.writeBoolean(false);
        sink.writeLong(Long.MAX_VALUE);
        sink.writeDouble(1.5);
        byte[] bytes = "-1.50e3 it's 😀 {\"a\": [1.50, \"😀\"]} ".getBytes(UTF_8);
        sink.writeDecimal(bytes, 0, 7);
        sink.writeText(bytes, 8, 9);
        sink.writeJson(bytes, 18, bytes.length - 19);
        sink.writeDate(-719_163);
        sink.writeTime(86_399_999_999L);
        sink.writeTimeTz(0, -16_200);
        sink.writeTimestamp(-1);
        sink.writeTimestampTz(1_700_000_000_123_456L);
        sink.endRow();

        for (int i = 0; i < 11; i++) {
            sink.writeNull();
        }

        sink.endRow();

        assertThat(sink.flush()).isEqualTo(2);
        assertThat(rows())
                .containsExactly(
                        List.of(
                                "FALSE",
                                "9223372036854775807",
                                "1.5",
                                "-1500.000000000",
                                "it's 😀",
                                "{\"a\":[1.50,\"😀\"]}",
                                "0000-12-31",
                                "23:59:59.999999",
                                "00:00:00-04:30",
                                "1969-12-31 23:59:59.999999",
                                "2023-11-14 22:13:20.123456+00"),
                        Collections.nCopies(11, "null"));
    }

    @Test
    void largeValuesDoNotWaitForAFullBatch() throws SQLException {
        RowSink sink = table(column("t", PhysicalType.TEXT, SQLDataType.VARCHAR, "varchar"));
        byte[] large = "x".repeat(1 << 20).getBytes(UTF_8);
        sink.writeText(large, 0, large.length);
        sink.endRow();

        assertThat(rows()).hasSize(1);
        assertThat(sink.flush()).isOne();
    }

    private static ColumnDefinition column(String name, PhysicalType physical, DataType<?> type, String sql) {
        return new ColumnDefinition(name, ColumnType.of(physical, type, sql));
    }

    private RowSink table(ColumnDefinition... columns) throws SQLException {
        List<String> ddl = new ArrayList<>();

        for (ColumnDefinition column : columns) {
            ddl.add('"' + column.name().replace("\"", "\"\"") + "\" "
                    + column.type().sql());
        }

        connection.createStatement().execute("create table \"My schema\".\"T\" (" + String.join(", ", ddl) + ")");
        TableDefinition table = new TableDefinition(new TableName("My schema", "T"), List.of(columns));

        return new InsertRowSink(connection, SQLDialect.H2, table, new InsertParameters() {
            @Override
            public Field<?> json(ColumnType column) {
                return DSL.field(DSL.raw("? format json"));
            }
        });
    }

    private List<List<String>> rows() throws SQLException {
        List<List<String>> rows = new ArrayList<>();

        try (ResultSet found = connection.createStatement().executeQuery("select * from \"My schema\".\"T\"")) {
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
}
