package io.sqlcache.postgres.copy;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.sqlcache.core.backend.ColumnDefinition;
import io.sqlcache.core.backend.LogicalType;
import io.sqlcache.core.backend.RowSink;
import io.sqlcache.core.backend.TableDefinition;
import io.sqlcache.postgres.testing.TestSchema;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.OffsetTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.jooq.DSLContext;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Random values of every verb, read back by the driver. */
@Tag("server-version")
@Timeout(60)
class CopySinkRandomTest {

    private static final int ROWS = 3_000;
    private static final Instant LATEST = Instant.parse("+294276-01-01T00:00:00Z");
    private static final Instant EARLIEST = Instant.parse("-4712-01-01T00:00:00Z");

    @RegisterExtension
    private final TestSchema schema = new TestSchema();

    private final Random random = new Random(1_987);

    @Test
    void whatIsWrittenIsReadBackEqual() throws SQLException {
        Connection connection = schema.connect();
        DSLContext sql = TestSchema.sql(connection);
        TableDefinition table = schema.create(
                sql,
                "t",
                Arrays.stream(LogicalType.values())
                        .map(type -> schema.column(type.name(), type))
                        .toArray(ColumnDefinition[]::new));
        List<List<@Nullable Object>> written = new ArrayList<>();
        try (RowSink sink = schema.sink(connection, table)) {
            for (int i = 0; i < ROWS; i++) {
                written.add(row(sink, i));
            }
            assertThat(sink.flush()).isEqualTo(ROWS);
        }
        assertThat(read(connection, table)).isEqualTo(written);
    }

    private List<@Nullable Object> row(RowSink sink, int number) throws SQLException {
        List<@Nullable Object> row = new ArrayList<>();
        for (LogicalType type : LogicalType.values()) {
            if (type == LogicalType.INTEGER) {
                sink.writeLong(number);
                row.add((long) number);
            } else if (random.nextInt(10) == 0) {
                sink.writeNull();
                row.add(null);
            } else {
                row.add(write(sink, type));
            }
        }
        sink.endRow();
        return row;
    }

    private Object write(RowSink sink, LogicalType type) {
        return switch (type) {
            case STRING -> {
                String value = text();
                byte[] utf8 = value.getBytes(UTF_8);
                sink.writeText(utf8, 0, utf8.length);
                yield value;
            }
            case BOOLEAN -> {
                boolean value = random.nextBoolean();
                sink.writeBoolean(value);
                yield value;
            }
            case INTEGER -> throw new AssertionError("The number of the row");
            case BIG_INTEGER, NUMBER -> {
                BigDecimal value =
                        new BigDecimal(new BigInteger(random.nextInt(300), random), random.nextInt(120) - 60);
                byte[] ascii = value.toString().getBytes(UTF_8);
                sink.writeDecimal(ascii, 0, ascii.length);
                yield value.scale() < 0 ? value.setScale(0) : value;
            }
            case DATE, TIMESTAMP_WITH_TIMEZONE, TIMESTAMP_WITHOUT_TIMEZONE, TIME_WITH_TIMEZONE, TIME_WITHOUT_TIMEZONE ->
                writeTemporal(sink, type);
            case OBJECT, ARRAY, ANY -> {
                String value = "{\"k\": [" + random.nextInt() + ", null, \"" + random.nextInt() + "😀\"]}";
                byte[] utf8 = value.getBytes(UTF_8);
                sink.writeJson(utf8, 0, utf8.length);
                yield value;
            }
        };
    }

    private Object writeTemporal(RowSink sink, LogicalType type) {
        return switch (type) {
            case DATE -> {
                LocalDate value = moment().atOffset(ZoneOffset.UTC).toLocalDate();
                sink.writeDate((int) value.toEpochDay());
                yield value;
            }
            case TIMESTAMP_WITH_TIMEZONE -> {
                Instant value = moment();
                sink.writeTimestampTz(micros(value));
                yield value;
            }
            case TIMESTAMP_WITHOUT_TIMEZONE -> {
                Instant value = moment();
                sink.writeTimestamp(micros(value));
                yield value.atOffset(ZoneOffset.UTC).toLocalDateTime();
            }
            case TIME_WITH_TIMEZONE -> {
                LocalTime value = time();
                int offset = random.nextInt(2 * 57_599) - 57_599;
                sink.writeTimeTz(value.toNanoOfDay() / 1_000, offset);
                yield value.atOffset(ZoneOffset.ofTotalSeconds(offset));
            }
            case TIME_WITHOUT_TIMEZONE -> {
                LocalTime value = time();
                sink.writeTime(value.toNanoOfDay() / 1_000);
                yield value;
            }
            case STRING, BOOLEAN, INTEGER, BIG_INTEGER, NUMBER, OBJECT, ARRAY, ANY -> throw new AssertionError(type);
        };
    }

    private static List<List<@Nullable Object>> read(Connection connection, TableDefinition table) throws SQLException {
        List<List<@Nullable Object>> rows = new ArrayList<>();
        try (var statement = connection.createStatement();
                var result =
                        statement.executeQuery("select * from " + table.name().qualified() + " order by \"INTEGER\"")) {
            while (result.next()) {
                List<@Nullable Object> row = new ArrayList<>();
                for (LogicalType type : LogicalType.values()) {
                    Class<?> javaType = javaType(type);
                    Object value = javaType == String.class
                            ? result.getString(type.name())
                            : result.getObject(type.name(), javaType);
                    row.add(value instanceof OffsetDateTime moment ? moment.toInstant() : value);
                }
                rows.add(row);
            }
        }
        return rows;
    }

    private static Class<?> javaType(LogicalType type) {
        return switch (type) {
            case STRING, OBJECT, ARRAY, ANY -> String.class;
            case BOOLEAN -> Boolean.class;
            case INTEGER -> Long.class;
            case BIG_INTEGER, NUMBER -> BigDecimal.class;
            case DATE -> LocalDate.class;
            case TIMESTAMP_WITH_TIMEZONE -> OffsetDateTime.class;
            case TIMESTAMP_WITHOUT_TIMEZONE -> LocalDateTime.class;
            case TIME_WITH_TIMEZONE -> OffsetTime.class;
            case TIME_WITHOUT_TIMEZONE -> LocalTime.class;
        };
    }

    private String text() {
        return random.ints(random.nextInt(40), 1, Character.MAX_CODE_POINT + 1)
                .filter(c -> c < Character.MIN_SURROGATE || c > Character.MAX_SURROGATE)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }

    private Instant moment() {
        long seconds = EARLIEST.getEpochSecond()
                + (long) (random.nextDouble() * (LATEST.getEpochSecond() - EARLIEST.getEpochSecond()));
        return Instant.ofEpochSecond(
                random.nextBoolean() ? seconds : random.nextInt(), random.nextInt(1_000_000) * 1_000L);
    }

    private static long micros(Instant moment) {
        return moment.getEpochSecond() * 1_000_000 + moment.getNano() / 1_000;
    }

    private LocalTime time() {
        return LocalTime.ofNanoOfDay((long) (random.nextDouble() * 86_400_000_000L) * 1_000);
    }
}
