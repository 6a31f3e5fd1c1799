package io.sqlcache.core.message;

import static org.assertj.core.api.Assertions.assertThat;

import io.sqlcache.api.CacheException;
import io.sqlcache.api.StreamId;
import java.io.ByteArrayInputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What stands around a record's data is read once, and what a line means does not depend on the lines before it. */
class KnownEnvelopesTest {

    private static final RecordLayout[] STREAMS = {
        Reading.layout("users", "id", "name"),
        new RecordLayout(new StreamId("shop", "users"), List.of("name", "id")),
        Reading.layout("orders", "id")
    };

    /** Lines that differ where an envelope may be mistaken for another. */
    static List<String> lines() {
        List<String> lines = new ArrayList<>();
        for (String time :
                List.of("1700000000000", "1", "0", "01", "-1", "1.5", "1e3", "null", "9".repeat(18), "9".repeat(19))) {
            lines.add(record("\"stream\":\"users\",\"data\":{\"id\":1},\"emitted_at\":" + time));
            lines.add(record("\"emitted_at\":" + time + ",\"stream\":\"users\",\"data\":{\"id\":1}"));
        }
        for (String data : List.of(
                "{}",
                "{ }",
                "{\"id\":[1,{\"a\":2}],\"name\":\"x\"}",
                "{\"id\":1]",
                "{\"id\"",
                "[]",
                "null",
                "\"{}\"",
                "7",
                "{\"__faros_heartbeat\":true}",
                "{\"id\":1},\"data\":{\"id\":2}",
                "{\"id\":1},\"emitted_at\":2",
                "{\"id\":1},\"stream\":\"orders\"",
                "{\"id\":1},\"namespace\":\"shop\"",
                "{\"id\":1},\"namespace\":null",
                "{\"id\":1},\"meta\":{\"changes\":[{\"field\":\"id\"}]}",
                "{\"id\":1},\"meta\":{\"changes\":[]}")) {
            lines.add(record("\"stream\":\"users\",\"data\":" + data + ",\"emitted_at\":1"));
            lines.add(record("\"emitted_at\":1,\"stream\":\"users\",\"data\":" + data));
        }
        lines.add(record("\"stream\":\"orders\",\"data\":{\"id\":1},\"emitted_at\":1"));
        lines.add(record("\"stream\":\"strangers\",\"data\":{\"id\":1},\"emitted_at\":1"));
        lines.add(record("\"namespace\":\"shop\",\"stream\":\"users\",\"data\":{\"id\":1},\"emitted_at\":1"));
        lines.add(record("\"stream\":\"users\",\"data\":{\"id\":1},\"emitted_at\":1") + " ");
        lines.add(record("\"stream\":\"users\",\"data\":{\"id\":1},\"emitted_at\":1") + "}");
        lines.add("{\"record\":{\"stream\":\"users\",\"data\":{\"id\":1},\"emitted_at\":1},\"type\":\"RECORD\"}");
        lines.add("{\"record\":{\"stream\":\"users\",\"data\":{\"id\":1},\"emitted_at\":1},\"type\":\"LOG\"}");
        lines.add("{\"record\":{\"stream\":\"users\",\"data\":{\"id\":1,\"emitted_at\":1},\"type\":\"RECORD\"}");
        return lines;
    }

    private static String record(String parts) {
        return "{\"type\":\"RECORD\",\"record\":{" + parts + "}}";
    }

    @ParameterizedTest
    @MethodSource("lines")
    void lineMeansTheSameAfterWhateverLine(String line) throws InterruptedException {
        List<String> before = lines();
        String input = before.stream().map(other -> other + '\n' + line + '\n').reduce("", String::concat);

        List<Object> read = read(input);

        Object alone = read(line).get(0);
        assertThat(read).hasSize(2 * before.size());
        IntStream.range(0, before.size())
                .forEach(i -> assertThat(read.get(2 * i + 1)).as(before.get(i)).isEqualTo(alone));
    }

    @Test
    void envelopesThatAreNeverTheSameAreReadAsWell() throws InterruptedException {
        int records = 2_000;
        StringBuilder input = new StringBuilder();
        IntStream.range(0, records)
                .forEach(i -> input.append(record("\"stream\":\"users\",\"trace\":" + i + ",\"data\":{\"id\":" + i
                                + "},\"emitted_at\":1"))
                        .append('\n'));

        List<Object> read = read(input.toString());

        assertThat(read).hasSize(records);
        IntStream.range(0, records)
                .forEach(i -> assertThat(((Reading.Row) read.get(i)).values()).containsEntry("id", "NUMBER " + i));
    }

    private static List<Object> read(String input) throws InterruptedException {
        List<Object> read = new ArrayList<>();
        try (MessageReader reader = MessageReader.of(new ByteArrayInputStream(Inputs.utf8(input)), List.of(STREAMS))) {
            while (true) {
                try {
                    Message message = reader.next(Reading.LONG);
                    if (message == Message.Signal.END_OF_INPUT) {
                        return read;
                    }
                    read.add(message instanceof RecordMessage record ? Reading.copy(record) : message);
                } catch (CacheException e) {
                    read.add(String.valueOf(e.getMessage()).replaceFirst("line \\d+", "a line"));
                }
            }
        }
    }
}
