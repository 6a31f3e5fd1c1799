package io.sqlcache.postgres.copy;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.sqlcache.core.backend.InsertRowSink;
import io.sqlcache.core.backend.RowMeter;
import io.sqlcache.core.backend.RowSink;
import io.sqlcache.core.backend.TableDefinition;
import io.sqlcache.postgres.testing.PostgresParameters;
import io.sqlcache.postgres.testing.TestSchema;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jooq.DSLContext;
import org.jooq.SQLDialect;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The width of a row is counted as the server counts it: what is just not too wide is taken, and one value more is not. */
@Tag("server-version")
@Timeout(60)
class RowWidthTest {

    private static final List<String> TYPES = List.of(
            "text", "numeric", "jsonb", "boolean", "bigint", "date", "timetz", "timestamp", "json", "varchar(50)");

    @RegisterExtension
    private final TestSchema schema = new TestSchema();

    private final Random random = new Random(1);
    private Connection connection;
    private DSLContext sql;

    @BeforeEach
    void connect() throws SQLException {
        connection = schema.connect();
        sql = TestSchema.sql(connection);
    }

    @Test
    void rowsOfAllTypesAreTooWideWhenTheServerSaysSo() throws SQLException {
        assertCountedAsTheServerDoes(
                IntStream.range(0, 1000)
                        .mapToObj(i -> TYPES.get(random.nextInt(TYPES.size())))
                        .toList(),
                12);
    }

    @ParameterizedTest
    @ValueSource(strings = {"text", "jsonb", "numeric", "bigint"})
    void rowsOfOneTypeAreTooWideWhenTheServerSaysSo(String type) throws SQLException {
        assertCountedAsTheServerDoes(
                IntStream.range(0, 1300).mapToObj(i -> type).toList(), 4);
    }

    @Test
    void tableWhoseRowsAlwaysFitHasNoMeter() {
        TableDefinition narrow =
                declare(IntStream.range(0, 295).mapToObj(i -> "text").toList());
        assertThat(RowWidth.of(narrow, 295)).isEmpty();
        assertThat(RowWidth.of(narrow, 1600))
                .as("with many columns that are not written")
                .isPresent();
    }

    private TableDefinition declare(List<String> types) {
        return schema.declare(
                sql,
                "wide",
                IntStream.range(0, types.size())
                        .mapToObj(i -> "c" + i + " " + types.get(i))
                        .collect(Collectors.joining(", ")));
    }

    private void assertCountedAsTheServerDoes(List<String> types, int rows) throws SQLException {
        TableDefinition table = declare(types);
        RowMeter meter = RowWidth.of(table, types.size()).orElseThrow();
        for (int round = 0; round < rows; round++) {
            List<Consumer<RowSink>> row = new ArrayList<>();
            types.forEach(type -> row.add(value(type)));
            assertThat(excess(meter, row)).as("excess of a full row").isPositive();
            List<Consumer<RowSink>> before = row;
            List<Consumer<RowSink>> now = row;
            while (excess(meter, now) > 0) {
                before = now;
                now = new ArrayList<>(before);
                for (int i = excess(meter, before) / 40; i >= 0; i--) {
                    now.set(random.nextInt(now.size()), RowSink::writeNull);
                }
            }
            String what = "row %d, excess %d".formatted(round, excess(meter, before));
            assertThat(isTaken(table, before)).as(what).isFalse();
            assertThat(isTaken(table, now))
                    .as("row %d, excess %d", round, excess(meter, now))
                    .isTrue();
        }
    }

    private static int excess(RowMeter meter, List<Consumer<RowSink>> row) throws SQLException {
        RowSink counted = meter.row();
        row.forEach(value -> value.accept(counted));
        counted.endRow();
        return meter.excess();
    }

    private boolean isTaken(TableDefinition table, List<Consumer<RowSink>> row) throws SQLException {
        Savepoint before = connection.setSavepoint();
        try (InsertRowSink sink = new InsertRowSink(connection, SQLDialect.POSTGRES, table, new PostgresParameters())) {
            row.forEach(value -> value.accept(sink));
            sink.endRow();
            sink.flush();
            return true;
        } catch (SQLException e) {
            assertThat(e.getSQLState()).as(e.getMessage()).isEqualTo("54000");
            return false;
        } finally {
            connection.rollback(before);
        }
    }

    private Consumer<RowSink> value(String type) {
        return switch (type) {
            case "text" -> text(text(random.nextInt(70)));
            case "varchar(50)" -> text(text(random.nextInt(50)));
            case "json" -> json("\"" + text(random.nextInt(60)) + "\"");
            case "jsonb" -> json(jsonb());
            case "numeric" -> numeric(number());
            case "boolean" -> sink -> sink.writeBoolean(true);
            case "bigint" -> sink -> sink.writeLong(5);
            case "date" -> sink -> sink.writeDate(5);
            case "timetz" -> sink -> sink.writeTimeTz(5, 3600);
            case "timestamp" -> sink -> sink.writeTimestamp(5);
            default -> throw new AssertionError(type);
        };
    }

    /** Some that shrink to next to nothing, some that do not. */
    private String text(int length) {
        return switch (random.nextInt(4)) {
            case 0 -> "a".repeat(length * 3).substring(0, length);
            case 1 -> ("" + random.nextInt(1000)).repeat(length + 1).substring(0, length);
            case 2 -> digits(length);
            default ->
                random.ints(length, 'a', 'z').mapToObj(Character::toString).collect(Collectors.joining());
        };
    }

    private String digits(int length) {
        return random.ints(length, '0', '9' + 1).mapToObj(Character::toString).collect(Collectors.joining());
    }

    private String number() {
        String digits = "1" + digits(random.nextInt(35));
        return switch (random.nextInt(4)) {
            case 0 -> digits;
            case 1 -> "-0." + digits;
            case 2 -> digits + "." + digits(1 + random.nextInt(12)) + "5";
            default -> digits + "e" + random.nextInt(9);
        };
    }

    private String jsonb() {
        return switch (random.nextInt(7)) {
            case 0 -> "\"" + text(random.nextInt(30)) + "\"";
            case 1 -> number();
            case 2 ->
                List.of("true", "null", "{}", "[]", "[[]]", "[true, false]").get(random.nextInt(6));
            case 3 -> "[%d, %d]".formatted(random.nextInt(5), random.nextInt(100_000));
            case 4 -> "{\"a\": %d}".formatted(random.nextInt(100_000));
            case 5 -> "{\"%s\": \"%s\"}".formatted(digits(1 + random.nextInt(3)), digits(random.nextInt(8)));
            default -> "{\"name\": \"%s\", \"n\": [1, 2]}".formatted(digits(12));
        };
    }

    private static Consumer<RowSink> text(String text) {
        byte[] utf8 = text.getBytes(UTF_8);
        return sink -> sink.writeText(utf8, 0, utf8.length);
    }

    private static Consumer<RowSink> json(String text) {
        byte[] utf8 = text.getBytes(UTF_8);
        return sink -> sink.writeJson(utf8, 0, utf8.length);
    }

    private static Consumer<RowSink> numeric(String text) {
        byte[] utf8 = text.getBytes(UTF_8);
        return sink -> sink.writeDecimal(utf8, 0, utf8.length);
    }
}
