package io.sqlcache.postgres.copy;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sqlcache.core.backend.LogicalType;
import io.sqlcache.core.backend.RowSink;
import io.sqlcache.core.backend.TableDefinition;
import io.sqlcache.postgres.testing.TestSchema;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.jooq.DSLContext;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

@Tag("server-version")
@Timeout(60)
class NumericFormatTest {

    @RegisterExtension
    private final TestSchema schema = new TestSchema();

    @Test
    void theServerReadsTheSameNumberAndScaleAsFromText() throws SQLException {
        List<String> edges = List.of(
                "0",
                "-0",
                "0.0",
                "-0.00",
                "0e5",
                "0e-5",
                "1",
                "-1",
                "10000",
                "9999",
                "99999999",
                "100000000",
                "0.1",
                "0.0001",
                "0.00001",
                "1.0000",
                "1e0",
                "1e1",
                "1E+4",
                "1e-4",
                "1e-5",
                "123.456e2",
                "123.456e-2",
                "1.50e3",
                "9e131071",
                "1e-16383",
                "12345678901234567890123456789.000000001",
                "9007199254740993",
                "0.0e-16390",
                "1." + "0".repeat(17_000),
                "9".repeat(131_072),
                "0." + "0".repeat(16_382) + "1",
                "0.00090000");
        Random random = new Random(20_000);
        List<String> literals = Stream.concat(
                        edges.stream(), Stream.generate(() -> literal(random)).limit(20_000))
                .toList();
        Connection connection = schema.connect();
        DSLContext sql = TestSchema.sql(connection);
        TableDefinition table = schema.create(
                sql, "t", schema.column("text", LogicalType.STRING), schema.column("n", LogicalType.NUMBER));
        try (RowSink sink = schema.sink(connection, table)) {
            for (String literal : literals) {
                byte[] ascii = (" " + literal + "7").getBytes(US_ASCII);
                sink.writeText(ascii, 1, literal.length());
                sink.writeDecimal(ascii, 1, literal.length());
                sink.endRow();
            }
            assertThat(sink.flush()).isEqualTo(literals.size());
        }
        assertThat(different(sql, table)).isEmpty();
        assertThat(atTheLimits(sql, table)).containsExactly("1E-16383", "1", "9".repeat(131_072));
    }

    /** Of text the server accepts no scale above its limit, though it holds nothing but zeros. */
    private static List<String> different(DSLContext sql, TableDefinition table) {
        return sql.fetch(
                        "select text, n::text from {0} where length(text) < 200 and text <> '0.0e-16390' and text::numeric::text <> n::text",
                        table.name().qualified())
                .map(row -> row.get(0) + " became " + row.get(1));
    }

    private static List<String> atTheLimits(DSLContext sql, TableDefinition table) {
        return sql.fetch(
                        "select n from {0} where length(text) > 200 order by n",
                        table.name().qualified())
                .map(row -> row.get(0, BigDecimal.class).stripTrailingZeros().toString());
    }

    @Test
    void numbersBeyondNumericAreRefused() {
        for (String literal : List.of("1e131072", "1e999999999999", "1e-16384", "1." + "0".repeat(16_383) + "1")) {
            byte[] ascii = literal.getBytes(US_ASCII);
            assertThatThrownBy(() -> NumericFormat.write(ascii, 0, ascii.length, new CopyBuffer(16)))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("is beyond numeric");
        }
    }

    private static String literal(Random random) {
        StringBuilder literal = new StringBuilder(random.nextBoolean() ? "" : "-");
        int integerDigits = 1 + random.nextInt(random.nextInt(10) == 0 ? 40 : 10);
        literal.append(
                integerDigits == 1 ? digits(random, 1) : 1 + random.nextInt(9) + digits(random, integerDigits - 1));
        if (random.nextBoolean()) {
            literal.append('.').append(digits(random, 1 + random.nextInt(random.nextInt(10) == 0 ? 40 : 8)));
        }
        if (random.nextInt(3) == 0) {
            literal.append(random.nextBoolean() ? 'e' : 'E')
                    .append(List.of("", "+", "-").get(random.nextInt(3)))
                    .append(random.nextInt(random.nextInt(5) == 0 ? 400 : 10));
        }
        return literal.toString();
    }

    /** Zeros and nines more often than others: groups of zeros are where an encoder goes wrong. */
    private static String digits(Random random, int count) {
        StringBuilder digits = new StringBuilder();
        for (int i = 0; i < count; i++) {
            digits.append(random.nextInt(2) == 0 ? '0' : (char) ('0' + random.nextInt(10)));
        }
        return digits.toString();
    }
}
