package io.sqlcache.testkit;

import static io.sqlcache.core.backend.LogicalType.INTEGER;
import static io.sqlcache.core.backend.LogicalType.STRING;
import static io.sqlcache.testkit.MessageScript.script;
import static io.sqlcache.testkit.StreamScript.catalog;
import static io.sqlcache.testkit.StreamScript.stream;
import static org.assertj.core.api.Assertions.assertThat;

import io.sqlcache.api.CacheException;
import io.sqlcache.api.StreamId;
import io.sqlcache.api.WriteRequest;
import io.sqlcache.api.WriteStrategy;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Text: what it was, character for character; only what no text can hold is replaced. */
abstract class ValuesTextContract extends ValueContract {

    private static final int MEBIBYTE = 1 << 20;

    ValuesTextContract(CacheConformanceTest suite) {
        super(suite);
    }

    @Test
    void nothingIsInferredFromTheLooksOfText() {
        keepsText(
                "01234",
                "1e5",
                "1.50",
                "-0",
                "12345678901234567890",
                "true",
                "null",
                "NULL",
                "NaN",
                "2024-01-01",
                "2024-01-01T00:00:00+05:00",
                "{\"a\": 1}",
                "[]",
                "\"quoted\"",
                " padded ",
                "(null)");
    }

    @Test
    void charactersThatMeanSomethingElsewhereArePlainText() {
        keepsText(
                "\\N",
                "\\.",
                "a\\\\b",
                "\\x41",
                "\\u0041",
                "tab\there",
                "line\nfeed",
                "carriage\r\nreturn",
                "\u0001\u0002\u001f\u007f",
                "'; drop table users; --",
                "$$ $1 ? :name {0} %s",
                "a,b;c|d",
                "\"\"",
                "\u2028\u2029\u0085");
    }

    @Test
    void textIsUnicode() {
        keepsText(
                "Grüße, 世界",
                "😀👩‍👩‍👧‍👦🏳️‍🌈",
                "e\u0301 is not \u00e9",
                "\ufeffmark",
                "\uffff\ufdd0",
                "\ufffd",
                "שלום \u202e override",
                "\ud83d\ude00\ud83d\ude00");
    }

    @Test
    void emptyTextIsNotNull() {
        keeps(STRING, "\"\"", "", "null", null, "\"\"", "", "\" \"", " ");
    }

    @Test
    void escapesAreDecoded() {
        keeps(
                STRING,
                "\"\\u0041\\u00e9\\u4e16\"",
                "Aé世",
                "\"\\ud83d\\ude00!\"",
                "😀!",
                "\"\\uD83D\\uDE00\"",
                "😀",
                "\"\\b\\f\\n\\r\\t\\/\\\\\\\"\"",
                "\b\f\n\r\t/\\\"");
    }

    @Test
    void textTakesAnythingAsItIsSpelled() {
        keeps(
                STRING,
                "12.50",
                "12.50",
                "-0.0",
                "-0.0",
                "1E400",
                "1E400",
                "12345678901234567890123",
                "12345678901234567890123",
                "true",
                "true",
                "false",
                "false",
                "[]",
                "[]",
                "{}",
                "{}");
    }

    @Test
    void objectsAndArraysBecomeTheirJsonText() {
        String[] json = {
            "{\"a\":1,\"b\":[true,null,\"x\"]}",
            "[1.50, 9007199254740993]",
            "{\"a\":{\"b\":\"é😀\\n\\\"\"}}",
            "[[\"\\u00e9\"]]"
        };

        assertThat(land(STRING, json)).zipSatisfy(List.of(json), (landed, spelled) -> {
            assertThat(Json.same(String.valueOf(landed.value()), spelled))
                    .as("%s means %s", landed.value(), spelled)
                    .isTrue();
            assertThat(landed.changes()).isEmpty();
        });
    }

    @Test
    void nulAndLoneSurrogatesAreReplacedAndTold() {
        changes(
                REPLACED,
                STRING,
                "\"a\\u0000b\"",
                "a\ufffdb",
                "\"\\u0000\"",
                "\ufffd",
                "\"\\ud83d\"",
                "\ufffd",
                "\"x\\ude00\\ud83dy\"",
                "x\ufffd\ufffdy",
                "\"\\ud83d\\ud83d\\ude00\"",
                "\ufffd😀",
                "\"\\ud83d\\u0041\"",
                "\ufffdA");
    }

    @Test
    void bytesThatAreNoUtf8AreABrokenLine() {
        byte[] lines = script().record("values", "{\"id\":1,\"v\":\"fine\"}")
                .record("values", "{\"id\":2,\"v\":\"a#b\"}")
                .complete("values")
                .text()
                .getBytes(StandardCharsets.UTF_8);
        for (int i = 0; i < lines.length; i++) {
            lines[i] = lines[i] == '#' ? (byte) 0xff : lines[i];
        }

        refused(
                        CacheException.Kind.DATA,
                        () -> cache().write(
                                        new ByteArrayInputStream(lines),
                                        WriteRequest.of(catalog(values()))
                                                .strategy(WriteStrategy.APPEND)
                                                .build()))
                .hasMessageContaining("line 2");
    }

    @Test
    void lastOfSeveralFieldsOfOneNameCounts() {
        write(
                catalog(values()),
                WriteStrategy.APPEND,
                script().record("values", "{\"v\":\"first\",\"id\":1,\"v\":\"last\"}")
                        .record("values", "{\"v\":\"first\",\"id\":2,\"v\":null}")
                        .complete("values"));

        assertThat(landed(StreamId.of("values"), "v"))
                .containsExactly(new Landed("last", List.of()), new Landed(null, List.of()));
    }

    @Test
    void twentyMebibytesOfTextArePlainData() {
        String large = "é".repeat(10 * MEBIBYTE);

        keeps(STRING, "\"before\"", "before", "\"" + large + "\"", large, "\"after\"", "after");
    }

    private static StreamScript values() {
        return stream("values").field("id", INTEGER).field("v", STRING);
    }

    private void keepsText(String... texts) {
        List<Object> jsonAndTexts = new ArrayList<>();
        for (String text : texts) {
            jsonAndTexts.add(Json.text(text));
            jsonAndTexts.add(text);
        }
        keeps(STRING, jsonAndTexts.toArray());
    }
}
