package io.sqlcache.core.load.value;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.sqlcache.core.backend.LogicalType;
import io.sqlcache.core.backend.ValueLimits;
import io.sqlcache.core.message.RecordMessage.Token;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Nested values, unions and values without a type in columns of JSON. */
class JsonRulesTest {

    private static Landing land(String json) {
        return Landing.of(LogicalType.ANY, Columns.JSON, json);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "[ ]",
                "{ \"b\" : 1.50e+07 , \"a\" : [ true , false , null , -0.0 ] }",
                "{\"a\":1,\"a\":2}",
                "\"text with \\\"quotes\\\", \\\\ and \\u0041 \\/\"",
                "\"\\ud83d\\ude00 😀 世界\"",
                "[12345678901234567890.12345678901234567890]",
                "[1e131071, 1e-16383, 0e5]",
                "\"NaN, Infinity and 1e999999 are but text\"",
                "{\"\\u00e9\":\"\\n\"}",
                "12.50",
                "-0",
                "true",
                "false",
            })
    void aValueIsKeptAsItIsSpelled(String json) {
        assertThat(land(json)).hasToString("json " + json);
    }

    @Test
    void aNullIsNoJsonNull() {
        assertThat(land("null")).hasToString("null");
        assertThat(Landing.of(LogicalType.OBJECT, Columns.JSON, "null")).hasToString("null");
        assertThat(land("[null]")).hasToString("json [null]");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"a\":\"x\\u0000y\"} | {\"a\":\"x\uFFFDy\"}",
                "{\"\\u0000\":1} | {\"\uFFFD\":1}",
                "[\"\\ud83d\", \"\\ude00\"] | [\"\uFFFD\", \"\uFFFD\"]",
                "[\"\\ud83d\\ud83d\\ude00\\u0000\\u0041\"] | [\"\uFFFD\\ud83d\\ude00\uFFFD\\u0041\"]",
                "[\"\\\\u0000\", \"\\u0000\"] | [\"\\\\u0000\", \"\uFFFD\"]",
                "\"\\ud83d\" | \"\uFFFD\"",
            })
    void whatNoJsonColumnHoldsIsReplacedAndTold(String json, String kept) {
        assertThat(land(json)).hasToString("json " + kept + " REPLACED");
    }

    @Test
    void anEscapedBackslashBeforeAUIsNoEscape() {
        assertThat(land("[\"\\\\u0000\"]")).hasToString("json [\"\\\\u0000\"]");
    }

    @Test
    void bytesThatAreNoUtf8AreReplacedAndTold() {
        byte[] bytes = "{\"k#\":\"v##w\"}".getBytes(UTF_8);
        byte[] expected = "{\"k\uFFFD\":\"v\uFFFD\uFFFDw\"}".getBytes(UTF_8);

        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = bytes[i] == '#' ? (byte) 0xc0 : bytes[i];
        }

        assertThat(Landing.ofBytes(LogicalType.OBJECT, Columns.JSON, Token.OBJECT, bytes))
                .hasToString("json " + new String(expected, UTF_8) + " REPLACED");
    }

    @Test
    void controlCharactersThatAReaderLetThroughAreEscaped() {
        byte[] bytes = "[\"a\tb\u001fc\"]".getBytes(UTF_8);

        assertThat(Landing.ofBytes(LogicalType.ARRAY, Columns.JSON, Token.ARRAY, bytes))
                .hasToString("json [\"a\\u0009b\\u001fc\"]");
    }

    @ParameterizedTest
    @ValueSource(strings = {"[NaN]", "{\"a\":[1,Infinity]}", "{\"a\":-Infinity}", "NaN", "-Infinity"})
    void notANumberIsNoJson(String json) {
        assertThat(land(json)).hasToString("null MISFIT");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"a\":1e200000}",
                "[1, 1e131072]",
                "[1e-16384]",
                "[-1.5e99999999999999999999]",
                "[0e-20000]",
                "[0e2000000000]",
                "1e131072"
            })
    void nestedNumbersBeyondNumericTakeTheWholeFieldWithThem(String json) {
        assertThat(land(json)).hasToString("null OVERFLOW");
    }

    @Test
    void nestedNumbersOfManyDigitsAreCounted() {
        assertThat(land("[" + "9".repeat(131_072) + "]").isExact()).isTrue();
        assertThat(land("[" + "9".repeat(131_073) + "]")).hasToString("null OVERFLOW");
        assertThat(land("[0." + "9".repeat(16_383) + "]").isExact()).isTrue();
        assertThat(land("[0." + "9".repeat(16_384) + "]")).hasToString("null OVERFLOW");
    }

    @Test
    void deepNestingIsPlainDataUpToWhatDatabasesRead() {
        assertThat(land("[".repeat(900) + "]".repeat(900)).isExact()).isTrue();
        assertThat(land("[".repeat(ValueLimits.DEFAULT.json().depth())
                                + "]".repeat(ValueLimits.DEFAULT.json().depth()))
                        .isExact())
                .isTrue();
        assertThat(land("{\"a\":".repeat(ValueLimits.DEFAULT.json().depth() + 1) + "1"
                        + "}".repeat(ValueLimits.DEFAULT.json().depth() + 1)))
                .hasToString("null OVERFLOW");
        assertThat(land("[" + "[],".repeat(ValueLimits.DEFAULT.json().depth()) + "[]]")
                        .isExact())
                .isTrue();
    }

    @Test
    void twentyMegabytesArePlainData() {
        String large = "{\"a\":\"" + "x".repeat(20 << 20) + "\"}";

        assertThat(land(large).value()).isEqualTo("json " + large);
    }

    @Test
    void smallValuesThatFillJsonbAreTooManyForTheField() {
        assertThat(land("[" + "1,".repeat(5 << 20) + "1]").isExact()).isTrue();
        assertThat(land("[" + "1,".repeat(13 << 20) + "1]")).hasToString("null OVERFLOW");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "STRING | \"a\" | json \"a\"",
                "STRING | 1.50 | json 1.50",
                "STRING | {\"a\":1} | json {\"a\":1}",
                "BOOLEAN | true | json true",
                "BOOLEAN | 1 | null MISFIT",
                "OBJECT | {} | json {}",
                "OBJECT | [] | null MISFIT",
                "OBJECT | \"{}\" | null MISFIT",
                "ARRAY | [] | json []",
                "ARRAY | {} | null MISFIT",
                "ARRAY | 1 | null MISFIT",
                "DATE | \"2024-01-31\" | json \"2024-01-31\"",
                "DATE | \"2024-01-32\" | null MISFIT",
                "DATE | 20240131 | null MISFIT",
                "TIME_WITH_TIMEZONE | \"12:00Z\" | json \"12:00Z\"",
            })
    void theFieldsTypeIsCheckedBeforeTheJsonIsKept(LogicalType type, String json, String landing) {
        assertThat(Landing.of(type, Columns.JSON, json)).hasToString(landing);
    }
}
