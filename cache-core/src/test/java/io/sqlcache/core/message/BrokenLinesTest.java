package io.sqlcache.core.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.sqlcache.api.CacheException;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class BrokenLinesTest {

    private static final String FINE = "{\"type\":\"LOG\",\"log\":{\"message\":\"fine\"}}\n\nnoise\n";
    private static final String START =
            "{\"type\":\"RECORD\",\"record\":{\"stream\":\"users\",\"emitted_at\":1,\"data\":{\"id\":";
    private static final String END = "}}}";

    /** Broken lines, the place marked that is named, and the reason. */
    static Stream<Arguments> brokenData() {
        return Stream.of(
                broken(START + "\"secret¶", "it ends in the middle of the message"),
                broken(START + "{\"a\":[\"secret\",¶", "it ends in the middle of the message"),
                broken(START + "1e¶", "it ends in the middle of the message"),
                broken(START + "\"secret\\u00¶", "it ends in the middle of the message"),
                broken(START + "¶secret" + END, "it is not valid JSON: expected a value"),
                broken(START + "tr¶secret" + END, "it is not valid JSON: expected a value"),
                broken(START + "¶}}}", "it is not valid JSON: expected a value"),
                broken(START + "1,¶secret" + END, "it is not valid JSON: expected a field name in quotes"),
                broken(START + "1,¶}}}", "it is not valid JSON: expected a field name in quotes"),
                broken(START + "1,\"secret\" ¶5" + END, "it is not valid JSON: expected a colon after the field name"),
                broken(START + "\"a\" ¶'secret'" + END, "it is not valid JSON: expected a comma or a closing bracket"),
                broken(START + "[1¶}" + END, "it is not valid JSON: expected a comma or a closing bracket"),
                broken(START + "[1,¶]" + END, "it is not valid JSON: expected a value"),
                broken(START + "\"secret\\¶x\"" + END, "it is not valid JSON: expected an escaped character"),
                broken(START + "\"secret\\u0¶x00\"" + END, "it is not valid JSON: expected a hexadecimal digit"),
                broken(START + "\"secret¶\t\"" + END, "it is not valid JSON: a control character is not escaped"),
                broken(START + "0¶123" + END, "it is not valid JSON: expected a comma or a closing bracket"),
                broken(START + "-¶secret" + END, "it is not valid JSON: expected a value"),
                broken(START + "1.¶e5" + END, "it is not valid JSON: expected a digit"),
                broken(START + "¶\u0000" + END, "it is not valid JSON: expected a value"));
    }

    static Stream<Arguments> brokenEnvelopes() {
        return Stream.of(
                broken("{¶", "it ends in the middle of the message"),
                broken("{\"type\":\"RECORD\"¶", "it ends in the middle of the message"),
                broken(
                        "{\"type\":1,¶'secret':1}",
                        "it is not valid JSON: Unexpected character: was expecting double-quote to start field name"),
                broken("{\"type\":¶secret}", "it is not valid JSON: Unrecognized token"),
                broken("{\"type\":\"secret\\¶x\"}", "it is not valid JSON: Unrecognized character escape"),
                broken(
                        "{\"type\":\"secret¶\t\"}",
                        "it is not valid JSON: Illegal unquoted character: has to be escaped using backslash to be included in string value"),
                broken(
                        "{\"type\":\"a\" ¶\"secret\"}",
                        "it is not valid JSON: Unexpected character: was expecting comma to separate Object entries"),
                broken("{\"type\":0¶123}", "it is not valid JSON: Invalid numeric value: Leading zeroes not allowed"),
                broken(START + "1}}} ¶secret", "it is not valid JSON: Unrecognized token"),
                broken(START + "1}}}¶{\"secret\":1}", "something follows the message's closing brace"),
                broken(START + "1}}}¶}", "it is not valid JSON: Unexpected close marker: no open Object to close"));
    }

    static Stream<Arguments> missingParts() {
        return Stream.of(
                broken("{\"type\":\"RECORD\"¶}", "a RECORD has no object \"record\""),
                broken("{\"type\":\"RECORD\",\"record\":[\"secret\"]¶}", "a RECORD has no object \"record\""),
                broken("{\"type\":\"STATE\",\"state\":\"secret\"¶}", "a STATE has no object \"state\""),
                broken(record("\"data\":{\"secret\":1},\"emitted_at\":1¶"), "a RECORD has no \"stream\""),
                broken(
                        record("\"stream\":null,\"data\":{\"secret\":1},\"emitted_at\":1¶"),
                        "a RECORD has no \"stream\""),
                broken(record("\"stream\":\"users\",\"emitted_at\":1¶"), "a RECORD has no \"data\""),
                broken(record("\"stream\":\"users\",\"data\":{\"secret\":1}¶"), "a RECORD has no \"emitted_at\""),
                broken(
                        record("\"stream\":\"users\",\"data\":{},\"emitted_at\":null¶"),
                        "a RECORD has no \"emitted_at\""),
                broken(
                        record("\"stream\":\"users\",\"data\":¶[\"secret\"],\"emitted_at\":1"),
                        "the \"data\" of a RECORD is not an object"),
                broken(
                        record("\"stream\":¶{\"secret\":1},\"data\":{},\"emitted_at\":1"),
                        "the \"stream\" of a RECORD is not a string"),
                broken(
                        record("\"stream\":\"users\",\"namespace\":¶5,\"data\":{},\"emitted_at\":1"),
                        "the \"namespace\" of a RECORD is not a string"),
                broken(state("{\"type\":\"UNHEARD OF\"¶}"), "a STATE has the unknown type \"UNHEARD OF\""),
                broken(state("{\"type\":¶7}"), "the \"type\" of a STATE is not a string"),
                broken(
                        state("{\"type\":\"STREAM\",\"data\":{}¶}"),
                        "a STATE of type STREAM has no \"stream\" with a \"stream_descriptor\""),
                broken(
                        state("{\"type\":\"STREAM\",\"stream\":{\"stream_descriptor\":{\"namespace\":\"x\"}}¶}"),
                        "a STATE of type STREAM has no \"stream\" with a \"stream_descriptor\""),
                broken(
                        state("{\"type\":\"GLOBAL\",\"global\":{\"shared_state\":{}}¶}"),
                        "a STATE of type GLOBAL has no \"global\" with \"stream_states\""),
                broken(
                        state("{\"type\":\"GLOBAL\",\"global\":{\"stream_states\":[{¶}]}}"),
                        "one of the \"stream_states\" of a STATE has no \"stream_descriptor\""));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"secret\"",
                "NaN",
                "[1]",
                "true",
                "7258118400001000000",
                "9223372036854775807",
                "9223372036854775808",
                "99999999999999999999999",
                "-1700000000000000",
                "1e19",
                "1e40",
                "-62135596800001"
            })
    void aTimeOfEmissionThatIsNoneIsRefused(String written) throws InterruptedException {
        aBrokenLineFailsWithNumberPlaceAndReasonButNotItsContent(
                record("\"stream\":\"users\",\"data\":{},\"emitted_at\":¶" + written),
                "the \"emitted_at\" of a RECORD is not a number of milliseconds since 1970, within the years 1 to 9999");
    }

    @ParameterizedTest
    @MethodSource({"brokenData", "brokenEnvelopes", "missingParts"})
    void aBrokenLineFailsWithNumberPlaceAndReasonButNotItsContent(String marked, String reason)
            throws InterruptedException {
        String line = marked.replace("¶", "");
        try (MessageReader reader = reader(Inputs.utf8(FINE + line))) {
            for (int i = 0; i < 3; i++) {
                reader.next(Reading.LONG);
            }

            assertThatExceptionOfType(CacheException.class)
                    .isThrownBy(() -> reader.next(Reading.LONG))
                    .satisfies(BrokenLinesTest::saysNothingOfTheContent)
                    .withMessage("Cannot read line 4 of the input: " + reason + ", at byte " + (marked.indexOf('¶') + 1)
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
                    .withMessageStartingWith("Cannot read line 1 of the input: it is not valid UTF-8, at byte 74 ");
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

    @ParameterizedTest
    @ValueSource(
            strings = {"UTF-16LE", "UTF-16BE", "UTF-16", "x-UTF-16LE-BOM", "UTF-32LE", "UTF-32BE", "X-UTF-32LE-BOM"})
    void inputInUtf16IsToldAsThatWithTheRemedy(String encoding) throws InterruptedException {
        byte[] wide = "{\"type\":\"LOG\",\"log\":{\"message\":\"secret お客様\"}}\r\n".getBytes(Charset.forName(encoding));
        try (MessageReader reader = reader(wide)) {
            assertThatExceptionOfType(CacheException.class)
                    .isThrownBy(() -> reader.next(Reading.LONG))
                    .satisfies(BrokenLinesTest::saysNothingOfTheContent)
                    .withMessageStartingWith(
                            "Cannot read line 1 of the input: it is in UTF-16, and messages are in UTF-8. Set the output of the source to UTF-8 (");
        }
    }

    @Test
    void inputThatGoesOnInUtf16IsToldAtThatLine() throws InterruptedException {
        ByteArrayOutputStream input = new ByteArrayOutputStream();
        input.writeBytes(Inputs.utf8("{\"type\":\"SPEC\"}\n"));
        input.writeBytes("{\"type\":\"SPEC\"}\n".getBytes(StandardCharsets.UTF_16LE));
        try (MessageReader reader = reader(input.toByteArray())) {
            assertThat(reader.next(Reading.LONG)).isEqualTo(new Message.Ignored());
            assertThatExceptionOfType(CacheException.class)
                    .isThrownBy(() -> reader.next(Reading.LONG))
                    .withMessageStartingWith("Cannot read line 2 of the input: it is in UTF-16");
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

    private static Arguments broken(String marked, String reason) {
        return Arguments.of(marked, reason);
    }
}
