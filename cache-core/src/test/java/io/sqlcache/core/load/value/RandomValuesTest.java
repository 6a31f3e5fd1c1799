package io.sqlcache.core.load.value;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.sqlcache.core.backend.ColumnType;
import io.sqlcache.core.backend.LogicalType;
import io.sqlcache.core.backend.PhysicalType;
import io.sqlcache.core.message.RecordMessage.Token;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Whatever comes, into whatever column: nothing fails, and what is said to be exact reads back equal. */
class RandomValuesTest {

    private static final int ROUNDS = 300;

    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
            .build();

    private final Random random = new Random(20240131);

    @Test
    void everyValueIntoEveryColumn() throws IOException {
        List<ColumnType> columns = columns();

        for (int round = 0; round < ROUNDS; round++) {
            String json = value(3);

            for (LogicalType type : LogicalType.values()) {
                for (ColumnType column : columns) {
                    Landing landing = Landing.of(type, column, json);
                    assertExact(json, type, column, landing);
                }
            }
        }
    }

    private static void assertExact(String json, LogicalType type, ColumnType column, Landing landing)
            throws IOException {
        if (landing.value().equals("null")) {
            assertThat(landing.isExact())
                    .as("%s as %s into %s", json, type, column)
                    .isEqualTo(json.equals("null"));
        } else if (landing.isExact() && !landing.value().endsWith(" " + json)) {
            assertThat(meaning(landing.value()))
                    .as("%s as %s into %s: %s", json, type, column, landing)
                    .isIn(meanings(json));
        }
    }

    /** What a value may read back as: the JSON it was, or what its text says. */
    private static List<String> meanings(String json) throws IOException {
        JsonNode node = JSON.readTree(json);
        List<String> meanings = new ArrayList<>(List.of(json, node.toString()));

        if (node.isNumber()) {
            addNumber(meanings, json);
        } else if (node.isTextual()) {
            meanings.add(node.textValue());
            meanings.add(temporalMeaning(node.textValue()));
            addNumber(meanings, node.textValue());
        }

        return meanings;
    }

    private static void addNumber(List<String> meanings, String text) {
        try {
            meanings.add(plain(text.strip()));
            meanings.add("double " + Double.parseDouble(text));
        } catch (NumberFormatException e) {
            // Then it is none.
        }
    }

    private static String meaning(String landed) throws IOException {
        String kind = landed.substring(0, landed.indexOf(' '));
        String value = landed.substring(kind.length() + 1);

        return switch (kind) {
            case "long", "decimal" -> plain(value);
            case "double" -> landed;
            case "json" ->
                JSON.readTree(value).isNumber()
                        ? plain(value)
                        : JSON.readTree(value).toString();
            case "date", "time", "timetz", "timestamp", "timestamptz" -> temporalMeaning(value);
            default -> value;
        };
    }

    private static String plain(String number) {
        BigDecimal value = new BigDecimal(number);

        return value.signum() == 0 ? "0" : value.stripTrailingZeros().toString();
    }

    /** Its spellings differ, so only the digits of date, hour and minute are compared. */
    private static String temporalMeaning(String text) {
        String digits = text.replaceAll("[^0-9]", "");

        return "about " + digits.substring(0, Math.min(4, digits.length()));
    }

    @Test
    void randomBytesInStringsIntoEveryColumn() {
        List<ColumnType> columns = columns();

        for (int round = 0; round < 1_000; round++) {
            byte[] bytes = new byte[random.nextInt(24)];
            random.nextBytes(bytes);

            for (int i = 0; i < bytes.length; i++) {
                bytes[i] = bytes[i] == '"' || bytes[i] == '\\' ? 0 : bytes[i];
            }

            byte[] array = new byte[bytes.length + 4];
            array[0] = '[';
            array[1] = '"';
            System.arraycopy(bytes, 0, array, 2, bytes.length);
            array[array.length - 2] = '"';
            array[array.length - 1] = ']';
            LogicalType type = pick(LogicalType.values());

            for (ColumnType column : columns) {
                assertThat(Landing.ofBytes(type, column, Token.STRING, bytes)).isNotNull();
                assertThat(Landing.ofBytes(type, column, Token.ARRAY, array)).isNotNull();
            }
        }
    }

    private static List<ColumnType> columns() {
        List<ColumnType> columns = new ArrayList<>();

        for (PhysicalType physical : PhysicalType.values()) {
            if (physical != PhysicalType.OTHER) {
                columns.add(Columns.plain(physical));
            }
        }

        columns.add(Columns.varchar(5));
        columns.add(Columns.numeric(38, 9));
        columns.add(Columns.numeric(4, 0));
        columns.add(Columns.rounded(Columns.TIMESTAMP, 0));
        columns.add(Columns.rounded(Columns.TIMESTAMP_TZ, 3));
        columns.add(Columns.rounded(Columns.TIME, 0));
        columns.add(Columns.rounded(Columns.TIME_TZ, 2));

        return columns;
    }

    private String value(int depth) {
        return switch (random.nextInt(depth > 0 ? 9 : 7)) {
            case 0 -> pick("null", "true", "false");
            case 1, 2 -> number();
            case 3 -> "\"" + number() + "\"";
            case 4 -> "\"" + temporal() + "\"";
            case 5, 6 -> "\"" + text() + "\"";
            case 7 -> "[" + value(depth - 1) + "," + value(depth - 1) + "]";
            default -> "{\"" + text() + "\":" + value(depth - 1) + ",\"x\": " + value(depth - 1) + "}";
        };
    }

    private String number() {
        String digits =
                pick("0", "1", "12", "-7", "-0", "9007199254740993", "9223372036854775808", "12345678901234567890123");

        return digits
                + pick("", "", "", ".0", ".5", ".125000", ".1234567890123")
                + pick("", "", "", "e2", "E-2", "e+30", "e-30");
    }

    private String temporal() {
        return pick("2024-02-29", "1999-12-31", "2023-02-30", "0001-01-01", "2024-01-15")
                + pick("", "T12:34:56", " 23:59:59.25", "T00:00")
                + pick("", "Z", "+00", "+00:00");
    }

    private String text() {
        StringBuilder text = new StringBuilder();

        for (int i = random.nextInt(5); i > 0; i--) {
            text.append(pick(
                    "a",
                    "Z ",
                    "12",
                    "\\n",
                    "\\\"",
                    "\\\\",
                    "\\u00fc",
                    "\\ud83d\\ude00",
                    "\\u0000",
                    "\\udc00",
                    "ü",
                    "世",
                    "😀",
                    ":",
                    "{",
                    "]"));
        }

        return text.toString();
    }

    @SafeVarargs
    private <T> T pick(T... choices) {
        return choices[random.nextInt(choices.length)];
    }
}
