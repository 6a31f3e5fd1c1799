package io.sqlcache.testkit;

import static io.sqlcache.core.backend.LogicalType.ANY;
import static io.sqlcache.core.backend.LogicalType.ARRAY;
import static io.sqlcache.core.backend.LogicalType.OBJECT;
import static org.assertj.core.api.Assertions.assertThat;

import io.sqlcache.core.backend.LogicalType;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Objects, arrays and what is of any kind: equal as JSON, numbers with their digits. */
abstract class ValuesJsonContract extends ValueContract {

    private static final int MEBIBYTE = 1 << 20;

    ValuesJsonContract(CacheConformanceTest suite) {
        super(suite);
    }

    @Test
    void nestedValuesAreEqualAsJson() {
        keepsJson(
                OBJECT,
                "{}",
                "{\"a\":{\"b\":[1,true,null,\"x\",{}]},\"c\":[]}",
                "{ \"b\" : 1 , \"a\" : [ ] }",
                "{\"\":\"\",\" \":\" \",\"a.b\":1,\"é😀\":\"é😀\"}",
                "{\"esc\":\"\\b\\f\\n\\r\\t\\/\\\\\\\"\\u0041\\ud83d\\ude00\"}",
                "{\"looks\":[\"01234\",\"1e5\",\"2024-01-01\",\"\\\\N\",\"null\",\"\"]}");
        keepsJson(ARRAY, "[]", "[[],[[]],{}]", "[null]", "[1,\"1\",1.5,false]");
    }

    @Test
    void nestedNumbersKeepTheirDigits() {
        keepsJson(
                ARRAY,
                "[9007199254740993, -9223372036854775809, 18446744073709551616]",
                "[12345678901234567890.12345678901234567890]",
                "[1e-10, 2.5E+30, 0.1000000000000000055511151231257827]");
        keepsJson(OBJECT, "{\"a\":{\"b\":123456789012345678901234567890}}");
    }

    @Test
    void lastOfDuplicateKeysWins() {
        List<Landed> landed = land(
                OBJECT, "{\"a\":1,\"a\":2}", "{\"o\":{\"k\":\"x\",\"l\":0,\"k\":null}}", "{\"a\":{\"b\":1},\"a\":3}");

        assertThat(landed)
                .extracting(each -> json(String.valueOf(each.value())))
                .containsExactly(json("{\"a\":2}"), json("{\"o\":{\"l\":0,\"k\":null}}"), json("{\"a\":3}"));
    }

    @Test
    void nullIsNoJsonNull() {
        keeps(OBJECT, "null", null);
        keeps(ARRAY, "null", null);
        keeps(ANY, "null", null);
        assertThat(land("{}", "null")).containsExactly(new Landed(null, List.of()));
    }

    @Test
    void objectWantsAnObjectAndArrayAnArray() {
        nulls(MISFIT, OBJECT, "[]", "[{}]", "\"{}\"", "\"\"", "1", "true");
        nulls(MISFIT, ARRAY, "{}", "\"[]\"", "\"\"", "1", "false");
    }

    @Test
    void anythingTakesAnything() {
        keepsJson(ANY, "\"text\"", "\"\"", "\"12\"", "12.50", "-1e-10", "true", "false", "{\"a\":[1]}", "[]");
    }

    @Test
    void nulAndLoneSurrogatesAreReplacedAndTold() {
        becomes(
                REPLACED,
                OBJECT,
                "{\"a\":\"x\\u0000y\"}",
                "{\"a\":\"x\ufffdy\"}",
                "{\"k\":[{\"l\":\"\\ude00\"}]}",
                "{\"k\":[{\"l\":\"\ufffd\"}]}",
                "{\"a\":[\"\\ud83d\\ude00\",\"\\u0000\"]}",
                "{\"a\":[\"😀\",\"\ufffd\"]}");
        becomes(REPLACED, ANY, "\"\\u0000\"", "\"\ufffd\"");
        keepsJson(ARRAY, "[\"\\\\u0000 is no NUL\"]");
    }

    @Test
    void nulAndLoneSurrogatesAreReplacedInKeysToo() {
        becomes(REPLACED, OBJECT, "{\"k\\u0000\":1}", "{\"k\ufffd\":1}");
        becomes(REPLACED, OBJECT, "{\"k\":[{\"\\ud83d\":2}]}", "{\"k\":[{\"\ufffd\":2}]}");
    }

    @Test
    void nestedNumberBeyondEveryColumnNullsTheField() {
        nulls(BEYOND, OBJECT, "{\"a\":1e999999999999}", "{\"a\":[0.5,-1E+999999999999]}");
        nulls(BEYOND, ANY, "1e999999999999");
        keepsJson(OBJECT, "{\"a\":\"1e999999999999\"}");
    }

    @Test
    void nestedTokensThatAreNoJsonNullTheField() {
        nulls(MISFIT, OBJECT, "{\"a\":NaN}", "{\"a\":[1,Infinity]}", "{\"a\":{\"b\":-Infinity}}");
        nulls(MISFIT, ANY, "NaN", "Infinity");
        keepsJson(ARRAY, "[\"NaN\",\"Infinity\"]");
    }

    @Test
    void nineHundredLevelsArePlainData() {
        keepsJson(ARRAY, "[".repeat(900) + "]".repeat(900));
        keepsJson(OBJECT, "{\"a\":".repeat(900) + "1" + "}".repeat(900));
    }

    @Test
    void twentyMebibytesOfJsonArePlainData() {
        keepsJson(
                OBJECT,
                "{\"before\":1}",
                "{\"large\":\"" + "x".repeat(20 * MEBIBYTE) + "\"}",
                "{\"many\":[" + "{\"k\":1234567},".repeat(MEBIBYTE / 8) + "0]}",
                "{\"after\":1}");
    }

    private void keepsJson(LogicalType type, String... json) {
        assertThat(land(type, json)).zipSatisfy(List.of(json), (landed, sent) -> assertMeans(landed, sent, ""));
    }

    private void becomes(String change, LogicalType type, String... sentAndRead) {
        for (int i = 0; i < sentAndRead.length; i += 2) {
            assertMeans(land(type, sentAndRead[i]).get(0), sentAndRead[i + 1], "v " + change);
        }
    }

    private static void assertMeans(Landed landed, String json, String change) {
        assertThat(landed.change()).isEqualTo(change);
        assertThat(landed.value()).isNotNull();
        String read = String.valueOf(landed.value());
        assertThat(Json.same(read, json))
                .as("%s means %s", Json.shortened(read), Json.shortened(json))
                .isTrue();
    }
}
