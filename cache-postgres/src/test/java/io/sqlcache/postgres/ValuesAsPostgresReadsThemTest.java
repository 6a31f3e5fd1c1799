package io.sqlcache.postgres;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.sqlcache.api.StreamId;
import io.sqlcache.core.backend.ColumnDefinition;
import io.sqlcache.core.backend.InsertRowSink;
import io.sqlcache.core.backend.LogicalType;
import io.sqlcache.core.backend.RowSink;
import io.sqlcache.core.backend.SqlBackend;
import io.sqlcache.core.backend.TableDefinition;
import io.sqlcache.core.backend.TableName;
import io.sqlcache.core.backend.ValueLimits;
import io.sqlcache.core.load.RecordEncoder;
import io.sqlcache.core.load.SyncStamp;
import io.sqlcache.core.message.RecordLayout;
import io.sqlcache.core.message.RecordMessage;
import io.sqlcache.core.message.RecordMessage.Token;
import io.sqlcache.core.table.ColumnSource;
import io.sqlcache.core.table.EncodedColumn;
import io.sqlcache.postgres.testing.PostgresParameters;
import io.sqlcache.postgres.testing.TestServer;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.Random;
import java.util.function.Supplier;
import org.jooq.impl.DSL;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the encoder and a sink make of a text is what PostgreSQL's own input makes of it. */
@Tag("server-version")
class ValuesAsPostgresReadsThemTest {

    private static final int VALUES = 2_000;
    private static final RecordLayout LAYOUT = new RecordLayout(StreamId.of("values"), List.of("spelled", "absent"));

    private final Random random = new Random(20240131);
    private final SqlBackend backend = new PostgresCacheProvider().connect(TestServer.config("unused"));

    @AfterEach
    void close() {
        backend.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"timestamp with time zone", "timestamp", "timestamp(0) with time zone", "timestamp(3)", "date"})
    void timestamps(String type) throws SQLException {
        LogicalType logical = type.equals("date")
                ? LogicalType.DATE
                : type.contains("zone") ? LogicalType.TIMESTAMP_WITH_TIMEZONE : LogicalType.TIMESTAMP_WITHOUT_TIMEZONE;

        assertReadAlike(type, logical, Token.STRING, this::timestamp);
    }

    @ParameterizedTest
    @CsvSource({
        "time, TIME_WITHOUT_TIMEZONE",
        "time(2), TIME_WITHOUT_TIMEZONE",
        "timetz, TIME_WITH_TIMEZONE",
        "timetz(0), TIME_WITH_TIMEZONE"
    })
    void timesOfDay(String type, LogicalType logical) throws SQLException {
        assertReadAlike(type, logical, Token.STRING, () -> time(24) + offset());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "bigint",
                "numeric",
                "numeric(38,9)",
                "numeric(20,0)",
                "double precision",
                "jsonb",
                "json",
                "text"
            })
    void numbers(String type) throws SQLException {
        LogicalType logical = type.equals("bigint") ? LogicalType.INTEGER : LogicalType.NUMBER;
        Supplier<String> number = type.equals("bigint") ? () -> digits(18) : this::number;

        assertReadAlike(type, logical, Token.NUMBER, number);
    }

    @Test
    void theExtremesOfNumeric() throws SQLException {
        List<String> extremes = new ArrayList<>(List.of("1e131071", "1e-16383", "-9.5e131071", "0e9", "0.000", "-0.0"));
        extremes.add("9".repeat(10_000) + "." + "9".repeat(16_383));
        extremes.add("0." + "0".repeat(16_382) + "1");

        for (String type : List.of("numeric", "jsonb")) {
            assertReadAlike(type, LogicalType.NUMBER, Token.NUMBER, extremes);
        }
    }

    @Test
    void theDeepestNesting() throws SQLException {
        int deepest = 6_000;
        String arrays = "[".repeat(deepest) + "]".repeat(deepest);

        for (String type : List.of("json", "jsonb")) {
            assertReadAlike(type, LogicalType.ARRAY, Token.ARRAY, List.of(arrays));
        }
    }

    private void assertReadAlike(String type, LogicalType logical, Token token, Supplier<String> spellings)
            throws SQLException {
        List<String> spelled = new ArrayList<>();

        for (int i = 0; i < VALUES; i++) {
            spelled.add(spellings.get());
        }

        assertReadAlike(type, logical, token, spelled);
    }

    private void assertReadAlike(String type, LogicalType logical, Token token, List<String> spelled)
            throws SQLException {
        try (Connection connection = backend.dataSource().getConnection()) {
            connection.setAutoCommit(false);

            try (Statement statement = connection.createStatement()) {
                statement.execute("create schema values_test");
                statement.execute("create table values_test.v (bulk %s, rows %s, spelled text)".formatted(type, type));
                write(connection, logical, token, spelled);

                assertSame(statement, type, "bulk", spelled.size());
                assertSame(statement, type, "rows", spelled.size());
            } finally {
                connection.rollback();
            }
        }
    }

    /** The backend's own sink fills the one column, the generic one the other. */
    private void write(Connection connection, LogicalType logical, Token token, List<String> spelled)
            throws SQLException {
        TableDefinition table = backend.tables()
                .find(DSL.using(connection, backend.jooqDialect()), new TableName("values_test", "v"))
                .orElseThrow();

        try (RowSink sink = backend.open(connection, table)) {
            encode(sink, columns(table, logical, "bulk"), token, spelled);
        }

        try (RowSink sink = new InsertRowSink(connection, backend.jooqDialect(), table, new PostgresParameters())) {
            encode(sink, columns(table, logical, "rows"), token, spelled);
        }
    }

    private static List<EncodedColumn> columns(TableDefinition table, LogicalType logical, String filled) {
        List<EncodedColumn> columns = new ArrayList<>();

        for (ColumnDefinition column : table.columns()) {
            LogicalType type = column.name().equals("spelled") ? LogicalType.STRING : logical;
            boolean written = column.name().equals("spelled") || column.name().equals(filled);
            ColumnSource field = written
                    ? new ColumnSource.Field(0, "spelled", type, false)
                    : new ColumnSource.Field(1, "absent", type, false);
            columns.add(new EncodedColumn(field, column.type()));
        }

        return columns;
    }

    private static void encode(RowSink sink, List<EncodedColumn> columns, Token token, List<String> spelled)
            throws SQLException {
        RecordEncoder encoder =
                new RecordEncoder(columns, sink, new SyncStamp(1, OptionalLong.empty()), ValueLimits.DEFAULT);
        RecordMessage record = new RecordMessage(LAYOUT);

        for (String value : spelled) {
            byte[] line = ("\"" + value + "\"").getBytes(UTF_8);
            record.reset(LAYOUT, line);
            record.field(0, token, 1, line.length - 1);
            encoder.encode(record, 0);
        }

        assertThat(sink.flush()).isEqualTo(spelled.size());
    }

    private static void assertSame(Statement statement, String type, String column, int rows) throws SQLException {
        String same = type.equals("json") || type.equals("timetz") || type.equals("timetz(0)")
                ? "%s::text = (spelled::%s)::text"
                : "%s = spelled::%s";
        String query =
                "select count(*), max(spelled) filter (where not (%1$s)), max(%2$s::text) filter (where not (%1$s)) from values_test.v where %2$s is not null"
                        .formatted(same.formatted(column, type), column);

        try (ResultSet result = statement.executeQuery(query)) {
            result.next();

            assertThat(result.getString(2))
                    .as("read as %s, not as a %s", result.getString(3), type)
                    .isNull();
            assertThat(result.getInt(1))
                    .as("values of type %s in column %s", type, column)
                    .isEqualTo(rows);
        }
    }

    /** Ties of rounding are left out: PostgreSQL rounds those before 2000 down. */
    private String timestamp() {
        boolean early = random.nextInt(5) == 0;
        int year = early
                ? 1 + random.nextInt(4713)
                : random.nextInt(5) == 0 ? 1 + random.nextInt(294_000) : 1900 + random.nextInt(200);
        String date = "%04d%s%02d%2$s%02d"
                .formatted(year, pick("-", "-", "/"), 1 + random.nextInt(12), 1 + random.nextInt(28));
        String clock = random.nextInt(5) == 0 ? "" : pick(" ", "T", "t") + time(24) + offset();

        return date + clock + (early ? pick(" BC", " bc") : "");
    }

    private String time(int hours) {
        String clock = "%02d:%02d".formatted(random.nextInt(hours), random.nextInt(60));
        int kind = random.nextInt(4);

        return kind == 0 ? clock : clock + ":%02d".formatted(random.nextInt(60)) + (kind == 1 ? "" : "." + fraction());
    }

    private String fraction() {
        return "%05d1".formatted(random.nextInt(100_000)) + pick("", "", "37", "6000000000001");
    }

    private String offset() {
        return pick("", "Z", "z", "+00", "-08", "+0530", "-03:30", "+15:59:59", " +02:00", " UTC");
    }

    private String number() {
        String sign = pick("", "-");

        return switch (random.nextInt(4)) {
            case 0 -> sign + digits(18);
            case 1 -> sign + digits(18) + "." + digits(15);
            case 2 -> sign + "0." + "0".repeat(random.nextInt(12)) + digits(15);
            default -> sign + digits(9) + "." + digits(9) + pick("e", "E") + pick("", "-", "+") + random.nextInt(9);
        };
    }

    private String digits(int most) {
        return "" + (1 + random.nextInt(9))
                + (most > 1 ? Math.floorMod(random.nextLong(), (long) Math.pow(10, 1 + random.nextInt(most - 1))) : "");
    }

    private String pick(String... choices) {
        return choices[random.nextInt(choices.length)];
    }
}
