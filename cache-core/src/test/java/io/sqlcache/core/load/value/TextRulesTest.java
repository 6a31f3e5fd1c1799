package io.sqlcache.core.load.value;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.sqlcache.core.backend.LogicalType;
import io.sqlcache.core.message.RecordMessage.Token;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Strings, and whatever else a string field has, in columns of text. */
class TextRulesTest {

    private static Landing land(String json) {
        return Landing.of(LogicalType.STRING, Columns.TEXT, json);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "\"01234\" | text 01234",
                "\"1e5\" | text 1e5",
                "\"12345678901234567890\" | text 12345678901234567890",
                "\"true\" | text true",
                "\"null\" | text null",
                "\"\\\\N\" | text \\N",
                "\"\\\\.\" | text \\.",
                "\"a\\\"b\\/c\" | text a\"b/c",
                "\"Grüße, 世界 😀\" | text Grüße, 世界 😀",
                "\"\\u0047\\u00fc\\u4e16\" | text Gü世",
                "\"\\ud83d\\ude00!\" | text 😀!",
                "\"\\uD83D\\uDE00\" | text 😀",
                "12.50 | text 12.50",
                "1E400 | text 1E400",
                "true | text true",
                "false | text false",
                "{ \"a\" : [1, \"\\u0041\"] } | text { \"a\" : [1, \"\\u0041\"] }",
                "[] | text []",
                "null | null",
                "NaN | null MISFIT",
            })
    void stringTakesAnythingAsItIsSpelled(String json, String landing) {
        assertThat(land(json)).hasToString(landing);
    }

    @Test
    void emptyTextIsNotNull() {
        assertThat(land("\"\"")).hasToString("text ");
    }

    @Test
    void escapesAreDecoded() {
        assertThat(land("\"\\b\\f\\n\\r\\t\"")).hasToString("text \b\f\n\r\t");
        assertThat(land("\"" + "x".repeat(100) + "\\n" + "y".repeat(100) + "\""))
                .hasToString("text " + "x".repeat(100) + "\n" + "y".repeat(100));
    }

    @ParameterizedTest
    @CsvSource({
        "a\\u0000b, a\uFFFDb",
        "\\ud83d, \uFFFD",
        "\\ud83dx, \uFFFDx",
        "\\ude00\\ud83d, \uFFFD\uFFFD",
        "\\ud83d\\ud83d\\ude00, \uFFFD😀",
        "\\ud83d\\u0041, \uFFFDA",
        "\\ud83d\\u12, \uFFFD\uFFFD",
    })
    void nulAndLoneSurrogatesAreReplacedAndTold(String content, String text) {
        assertThat(Landing.ofBytes(LogicalType.STRING, Columns.TEXT, Token.STRING, content.getBytes(UTF_8)))
                .hasToString("text " + text + " REPLACED");
    }

    @ParameterizedTest
    @CsvSource({
        "61 00 62, a\uFFFDb", // NUL as it is
        "eda0bd edb880, \uFFFD\uFFFD", // a pair of surrogates, each encoded by itself
        "61 eda080 62, a\uFFFDb",
        "c080, \uFFFD\uFFFD", // overlong NUL
        "e08080, \uFFFD\uFFFD\uFFFD",
        "f0808080, \uFFFD\uFFFD\uFFFD\uFFFD",
        "f4908080, \uFFFD\uFFFD\uFFFD\uFFFD", // beyond U+10FFFF
        "e4b8, \uFFFD", // cut short
        "e4b8 61, \uFFFDa",
        "f09f98 e4b896, \uFFFD世",
        "80, \uFFFD",
        "ff fe 61, \uFFFD\uFFFDa",
        "61 c3, a\uFFFD",
    })
    void bytesThatAreNoUtf8AreReplacedAndTold(String hex, String text) {
        byte[] bytes = HexFormat.of().parseHex(hex.replace(" ", ""));

        assertThat(Landing.ofBytes(LogicalType.STRING, Columns.TEXT, Token.STRING, bytes))
                .hasToString("text " + text + " REPLACED");
    }

    @Test
    void jsonKeptAsTextKeepsItsEscapesButIsUtf8() {
        assertThat(land("{\"a\":\"\\u0000\"}")).hasToString("text {\"a\":\"\\u0000\"}");

        byte[] bytes = {'[', '"', (byte) 0xff, '"', ']'};
        assertThat(Landing.ofBytes(LogicalType.STRING, Columns.TEXT, Token.ARRAY, bytes))
                .hasToString("text [\"\uFFFD\"] REPLACED");
    }

    @Test
    void textBeyondItsLengthIsCutBetweenCodePoints() {
        assertThat(Landing.of(LogicalType.STRING, Columns.varchar(3), "\"abc\""))
                .hasToString("text abc");
        assertThat(Landing.of(LogicalType.STRING, Columns.varchar(3), "\"abcd\""))
                .hasToString("text abc CUT");
        assertThat(Landing.of(LogicalType.STRING, Columns.varchar(3), "\"😀😀😀\""))
                .hasToString("text 😀😀😀");
        assertThat(Landing.of(LogicalType.STRING, Columns.varchar(3), "\"a😀ü世\""))
                .hasToString("text a😀ü CUT");
        assertThat(Landing.of(LogicalType.STRING, Columns.varchar(1), "\"\\ud83d\\ude00\\n\""))
                .hasToString("text 😀 CUT");
        assertThat(Landing.of(LogicalType.STRING, Columns.varchar(2), "\"a\\u0000b\""))
                .hasToString("text a\uFFFD CUT");
    }

    @Test
    void aUnionInATextColumnIsPlainText() {
        assertThat(Landing.of(LogicalType.ANY, Columns.TEXT, "\"abc\"")).hasToString("text abc");
        assertThat(Landing.of(LogicalType.ANY, Columns.TEXT, "{\"a\":1}")).hasToString("text {\"a\":1}");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "BOOLEAN | true | text true",
                "BOOLEAN | \"true\" | null MISFIT",
                "BOOLEAN | 1 | null MISFIT",
                "OBJECT | {\"a\":1} | text {\"a\":1}",
                "OBJECT | [1] | null MISFIT",
                "OBJECT | \"{}\" | null MISFIT",
                "ARRAY | [1] | text [1]",
                "ARRAY | {} | null MISFIT",
                "DATE | \"2024-01-31\" | text 2024-01-31",
                "DATE | \"2024-02-31\" | null MISFIT",
                "DATE | \"soon\" | null MISFIT",
                "TIMESTAMP_WITH_TIMEZONE | \"2024-01-31T12:00:00+02:00\" | text 2024-01-31T12:00:00+02:00",
                "TIME_WITHOUT_TIMEZONE | \"25:00\" | null MISFIT",
            })
    void theFieldsTypeIsCheckedBeforeTheTextIsKept(LogicalType type, String json, String landing) {
        assertThat(Landing.of(type, Columns.TEXT, json)).hasToString(landing);
    }
}
