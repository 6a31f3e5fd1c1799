package io.sqlcache.core.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.sqlcache.api.CacheException;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class BrokenLinesTest {

    private static final String FINE = "{\"type\":\"LOG\",\"log\":{\"message\":\"fine\"}}\n\nnoise\n";
    private static final String START = "{\"type\":\"RECORD\",\"record\":{\"stream\":\"users\",\"emitted_at\":1,\"data\":{\"id\":";
    private static final String END = "}}}";

    static Stream<Arguments> brokenLines() {
        return Stream.of(
                broken("{", "it ends in the middle of the message, at byte 2"),
                broken(START + "\"secret", "it ends in the middle of the message, at byte 83"),
                broken(START + "{\"a\":[\"secret\"", "it ends in the middle of the message, at byte 90"),
                broken(START + "secret" + END, "it is not valid JSON: Unrecognized token, at byte 82"),
                broken(START + "1,secret" + END, "it is not valid JSON: Unexpected character: was expecting double-quote to start field name, at byte 78"),
                broken(START + "\"a\" 'secret'" + END, "it is not valid JSON: Unexpected character: was expecting comma to separate Object entries, at byte 80"),
                broken(START + "\"secret\\x\"" + END, "it is not valid JSON: Unrecognized character escape, at byte 84"),
                broken(START + "\"secret\t\"" + END, "it is not valid JSON: Illegal unquoted character: has to be escaped using backslash to be included in string value, at byte 83"),
                broken(START + "0123" + END, "it is not valid JSON: Invalid numeric value: Leading zeroes not allowed, at byte 77"),
                broken(START + "-secret" + END, "it is not valid JSON: Unexpected character in numeric value: expected digit (0-9) to follow minus sign, for valid numeric value, at byte 77"),
                broken(START + "[1}" + END, "it is not valid JSON: Unexpected close marker: expected, at byte 78"),
                broken(START + "\u0000" + END, "it is not valid JSON: Illegal character: only regular white space (\\r, \\n, \\t) is allowed between tokens, at byte 76"),
                broken("{'type':'secret'}", "it is not valid JSON: Unexpected character: was expecting double-quote to start field name, at byte 2"),
                broken(START + "1}}} secret", "it is not valid JSON: Unrecognized token, at byte 88"),
                broken(START + "1}}}{\"secret\":1}", "something follows the message's closing brace, at byte 80"),
                broken(START + "1}}}}", "it is not valid JSON: Unexpected close marker: expected, at byte 80"),
                broken(START + "[".repeat(4000), "it is nested deeper than 4000 levels, at byte 4073"),
                broken("{\"type\":\"RECORD\"}", "a RECORD has no object \"record\", at byte 17"),
                broken("{\"type\":\"RECORD\",\"record\":[\"secret\"]}", "a RECORD has no object \"record\", at byte 37"),
                broken("{\"type\":\"STATE\",\"state\":\"secret\"}", "a STATE has no object \"state\", at byte 33"),
                broken(record("\"data\":{\"secret\":1},\"emitted_at\":1"), "a RECORD has no \"stream\", at byte 61"),
                broken(record("\"stream\":null,\"data\":{\"secret\":1},\"emitted_at\":1"), "a RECORD has no \"stream\", at byte 75"),
                broken(record("\"stream\":\"users\",\"emitted_at\":1"), "a RECORD has no \"data\", at byte 58"),
                broken(record("\"stream\":\"users\",\"data\":{\"secret\":1}"), "a RECORD has no \"emitted_at\", at byte 63"),
                broken(record("\"stream\":\"users\",\"data\":{},\"emitted_at\":null"), "a RECORD has no \"emitted_at\", at byte 71"),
                broken(record("\"stream\":\"users\",\"data\":[\"secret\"],\"emitted_at\":1"), "the \"data\" of a RECORD is not an object, at byte 51"),
                broken(record("\"stream\":{\"secret\":1},\"data\":{},\"emitted_at\":1"), "the \"stream\" of a RECORD is not a string, at byte 36"),
                broken(record("\"stream\":\"users\",\"namespace\":5,\"data\":{},\"emitted_at\":1"), "the \"namespace\" of a RECORD is not a string, at byte 56"),
                time("\"secret\""),
                time("NaN"),
                time("[1]"),
                time("true"),
                time("1700000000000000"),
                time("99999999999999999999999"),
                time("1e40"),
                time("-62135596800001"),
                broken(state("{\"type\":\"SECRET STATE\"}"), "a STATE has the unknown type \"SECRET STATE\", at byte 47"),
                broken(state("{\"type\":7}"), "the \"type\" of a STATE is not a string, at byte 33"),
                broken(state("{\"type\":\"STREAM\",\"data\":{}}"), "a STATE of type STREAM has no \"stream\" with a \"stream_descriptor\", at byte 51"),
                broken(state("{\"type\":\"STREAM\",\"stream\":{\"stream_descriptor\":{\"namespace\":\"x\"}}}"), "a STATE of type STREAM has no \"stream\" with a \"stream_descriptor\", at byte 91"),
                broken(state("{\"type\":\"GLOBAL\",\"global\":{\"shared_state\":{}}}"), "a STATE of type GLOBAL has no \"global\" with \"stream_states\", at byte 70"),
                broken(state("{\"type\":\"GLOBAL\",\"global\":{\"stream_states\":[{}]}}"), "one of the \"stream_states\" of a STATE has no \"stream_descriptor\", at byte 70"));
    }

    @ParameterizedTest
    @MethodSource("brokenLines")
    void aBrokenLineFailsWithNumberPlaceAndReasonButNotItsContent(String line, String reason)
            throws InterruptedException {
        try (MessageReader reader = reader(Inputs.utf8(FINE + line))) {
            for (int i = 0; i < 3; i++) {
                reader.next(Reading.LONG);
            }

            assertThatExceptionOfType(CacheException.class)
                    .isThrownBy(() -> reader.next(Reading.LONG))
                    .satisfies(BrokenLinesTest::saysNothingOfTheContent)
                    .withMessage("Cannot read line 4 of the input: " + reason
                            + " of the line. Correct the source and run it again from its last state.");
        }
    }

    @Test
    void invalidUtf8InAStringIsADataError() throws InterruptedException {
        for (int first : new int[] {0x80, 0xBF, 0xF8, 0xFF}) {
            assertInvalidUtf8(first, 'x');
        }
        assertInvalidUtf8(0xC3, 'x');
        assertInvalidUtf8(0xE3, 'x');
        assertInvalidUtf8(0xF0, '"');
    }

    private static void assertInvalidUtf8(int first, int second) throws InterruptedException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        line.writeBytes(Inputs.utf8(START + "\""));
        line.write(first);
        line.write(second);
        line.writeBytes(Inputs.utf8("\"" + END));
        try (MessageReader reader = reader(line.toByteArray())) {
            assertThatExceptionOfType(CacheException.class)
                    .isThrownBy(() -> reader.next(Reading.LONG))
                    .satisfies(e -> assertThat(e.kind()).isEqualTo(CacheException.Kind.DATA))
                    .withMessageStartingWith("Cannot read line 1 of the input: it is not valid JSON: Invalid UTF-8 ");
        }
    }

    @Test
    void aStateThatCouldNotBeGivenBackAsItCameIsRefused() throws InterruptedException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        line.writeBytes(Inputs.utf8("{\"type\":\"STATE\",\"state\":{\"data\":\""));
        line.writeBytes(new byte[] {(byte) 0xED, (byte) 0xA0, (byte) 0x80}); // a surrogate
        line.writeBytes(Inputs.utf8("\"}}"));
        try (MessageReader reader = reader(line.toByteArray())) {
            assertThatExceptionOfType(CacheException.class)
                    .isThrownBy(() -> reader.next(Reading.LONG))
                    .withMessageContaining("line 1 of the input: a STATE is not valid UTF-8");
        }
    }

    @Test
    void linesInOtherEncodingsAreNotGuessed() throws InterruptedException {
        byte[] wide = {'{', 0, '"', 0, 'a', 0, '"', 0, ':', 0, '1', 0, '}', 0};
        try (MessageReader reader = reader(wide)) {
            assertThatExceptionOfType(CacheException.class)
                    .isThrownBy(() -> reader.next(Reading.LONG))
                    .withMessageContaining("line 1 of the input: it is not valid JSON: Illegal character");
        }
    }

    private static void saysNothingOfTheContent(CacheException e) {
        assertThat(e.kind()).isEqualTo(CacheException.Kind.DATA);
        StringWriter trace = new StringWriter();
        e.printStackTrace(new PrintWriter(trace));
        assertThat(trace.toString()).doesNotContain("secret");
    }

    private static MessageReader reader(byte[] input) {
        return MessageReader.of(new ByteArrayInputStream(input), List.of(Reading.USERS));
    }

    private static String record(String parts) {
        return "{\"type\":\"RECORD\",\"record\":{" + parts + "}}";
    }

    private static String state(String state) {
        return "{\"type\":\"STATE\",\"state\":" + state + "}";
    }

    private static Arguments time(String written) {
        return broken(
                record("\"stream\":\"users\",\"data\":{},\"emitted_at\":" + written),
                "the \"emitted_at\" of a RECORD is not a number of milliseconds since 1970, within the years 1 to 9999, at byte 67");
    }

    private static Arguments broken(String line, String reason) {
        return Arguments.of(line, reason);
    }
}
