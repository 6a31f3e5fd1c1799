package io.sqlcache.core.message;

import static io.sqlcache.core.message.Reading.layout;
import static io.sqlcache.core.message.Reading.values;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RecordValuesTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "null | NULL null",
                "true | TRUE true",
                "false | FALSE false",
                "0 | NUMBER 0",
                "-0 | NUMBER -0",
                "-1.50e+3 | NUMBER -1.50e+3",
                "123456789012345678901234567890.12345678901234567890 | NUMBER 123456789012345678901234567890.12345678901234567890",
                "1e999999999 | NUMBER 1e999999999",
                "NaN | NON_FINITE NaN",
                "Infinity | NON_FINITE Infinity",
                "-Infinity | NON_FINITE -Infinity",
                "\"NaN\" | STRING NaN",
                "\"\" | STRING ",
                "\"a\\n\\\"b\\\\\" | STRING a\\n\\\"b\\\\",
                "\"\\ud83d\\u0000 é お 😀\" | STRING \\ud83d\\u0000 é お 😀",
                "{ \"a\" : [1, {\"b\":\"}\"}] } | OBJECT { \"a\" : [1, {\"b\":\"}\"}] }",
                "{} | OBJECT {}",
                "[ ] | ARRAY [ ]",
                "[1.10,\"]\",[NaN]] | ARRAY [1.10,\"]\",[NaN]]"
            })
    void aValueIsFoundWithItsSpelling(String json, String expected) throws InterruptedException {
        Map<String, String> tight = values("{\"x\":" + json + ",\"y\":1}", "x", "y");
        Map<String, String> wide = values("{ \"z\" : 0 , \"x\" :\t" + json + " }", "x");

        assertThat(tight)
                .containsOnly(
                        Map.entry("x", expected.strip().equals("STRING") ? "STRING " : expected),
                        Map.entry("y", "NUMBER 1"));
        assertThat(wide.get("x")).isEqualTo(tight.get("x"));
    }

    @Test
    void absentFieldsAreAbsentAndUnknownOnesPassedOver() throws InterruptedException {
        assertThat(values("{\"u\":{\"id\":9},\"name\":\"n\",\"v\":[],\"w\":\"id\"}", "id", "name", "tags"))
                .containsExactly(Map.entry("name", "STRING n"));
        assertThat(values("{}", "id")).isEmpty();
        assertThat(values("{\"a\":1}")).isEmpty();
    }

    @Test
    void theLastOfDuplicateFieldsWins() throws InterruptedException {
        assertThat(values("{\"id\":1,\"name\":\"a\",\"id\":\"2\",\"name\":null}", "id", "name"))
                .containsExactly(Map.entry("id", "STRING 2"), Map.entry("name", "NULL null"));
    }

    @Test
    void namesAreFoundHoweverTheyAreSpelt() throws InterruptedException {
        assertThat(values("{\"n\\u0061me\":1,\"caf\\u00e9\":2,\"\\ud83d\\ude00\":3}", "name", "café", "😀"))
                .containsExactly(
                        Map.entry("name", "NUMBER 1"), Map.entry("café", "NUMBER 2"), Map.entry("😀", "NUMBER 3"));
        assertThat(values("{\"お客様\":1,\"a\\\"b\\\\c\\td\":2,\"\":3}", "お客様", "a\"b\\c\td", ""))
                .containsExactly(
                        Map.entry("お客様", "NUMBER 1"), Map.entry("a\"b\\c\td", "NUMBER 2"), Map.entry("", "NUMBER 3"));
        assertThat(values("{\"\\u0061\\/b\":1}", "a/b")).containsExactly(Map.entry("a/b", "NUMBER 1"));
    }

    @Test
    void aNameThatIsTheBeginningOfAnotherIsNotTakenForIt() throws InterruptedException {
        assertThat(values("{\"ab\":1,\"a\":2,\"abc\":3}", "a", "ab", "abc"))
                .containsExactly(Map.entry("a", "NUMBER 2"), Map.entry("ab", "NUMBER 1"), Map.entry("abc", "NUMBER 3"));
    }

    @Test
    void halfOfACharacterInAFieldNameIsReplaced() throws InterruptedException {
        assertThat(values("{\"a\":1,\"\\ud800\":2,\"x\\ude00y\\ud83d\\ude00\":3}", "a", "\ufffd", "x\ufffdy😀"))
                .containsExactly(
                        Map.entry("a", "NUMBER 1"),
                        Map.entry("\ufffd", "NUMBER 2"),
                        Map.entry("x\ufffdy😀", "NUMBER 3"));
    }

    @Test
    void everyOrderOfFieldsIsReadAlsoWhenItChangesFromRecordToRecord() throws InterruptedException {
        String[] orders = {"abc", "cba", "bac", "c", "ca", "abc", "", "ac", "xabyc", "acb", "abc"};
        StringBuilder input = new StringBuilder();
        for (String order : orders) {
            String data = order.chars()
                    .mapToObj(c -> "\"" + (char) c + "\":\"" + (char) c + "\"")
                    .collect(Collectors.joining(","));
            input.append(record(data));
        }

        List<Object> rows = Reading.all(input.toString(), layout("users", "a", "b", "c"));

        assertThat(rows).hasSize(orders.length);
        for (int i = 0; i < orders.length; i++) {
            Map<String, String> expected = orders[i]
                    .chars()
                    .filter(c -> c <= 'c')
                    .mapToObj(c -> String.valueOf((char) c))
                    .collect(Collectors.toMap(name -> name, name -> "STRING " + name));
            assertThat(((Reading.Row) rows.get(i)).values()).isEqualTo(expected);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {31, 32, 33, 900, 100_000})
    void deepNestingIsPlainData(int levels) throws InterruptedException {
        String arrays = "[".repeat(levels) + "]".repeat(levels);
        String objects = "{\"a\":".repeat(levels) + "1" + "}".repeat(levels);

        assertThat(values("{\"x\":" + arrays + ",\"y\":" + objects + "}", "x", "y"))
                .containsExactly(Map.entry("x", "ARRAY " + arrays), Map.entry("y", "OBJECT " + objects));
    }

    @Test
    void veryLongStringsNumbersAndNamesArePlainData() throws InterruptedException {
        String text = "tä\\n".repeat(5 * 1024 * 1024);
        String number = "1" + "0".repeat(100_000) + ".5";
        String name = "n".repeat(70_000);

        assertThat(values("{\"x\":\"" + text + "\",\"" + name + "\":" + number + ",\"y\":1}", "x", name, "y"))
                .containsExactly(
                        Map.entry("x", "STRING " + text),
                        Map.entry(name, "NUMBER " + number),
                        Map.entry("y", "NUMBER 1"));
    }

    @Test
    void namesInsideDataMayBeHalfASurrogatePair() throws InterruptedException {
        assertThat(values("{\"x\":{\"\\ud83d\":[{\"\\udE00\":1}]},\"\\ud83d\":0,\"y\":1}", "x", "y"))
                .containsExactly(Map.entry("x", "OBJECT {\"\\ud83d\":[{\"\\udE00\":1}]}"), Map.entry("y", "NUMBER 1"));
    }

    private static String record(String fields) {
        return "{\"type\":\"RECORD\",\"record\":{\"stream\":\"users\",\"data\":{" + fields + "},\"emitted_at\":1}}\n";
    }
}
