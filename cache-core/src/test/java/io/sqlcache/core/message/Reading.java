package io.sqlcache.core.message;

import io.sqlcache.api.StreamId;
import io.sqlcache.core.message.RecordMessage.Token;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads whole inputs, and keeps what the reader gives away only for a moment. */
final class Reading {

    static final Duration LONG = Duration.ofSeconds(60);
    static final RecordLayout USERS = layout("users", "id", "name", "tags");

    private Reading() {}

    /**
     * A copy of a record.
     *
     * @param values each field that is there: its kind and its text
     */
    record Row(StreamId stream, Map<String, String> values, long emittedAtMillis, String changes) {}

    static RecordLayout layout(String stream, String... fields) {
        return new RecordLayout(StreamId.of(stream), List.of(fields));
    }

    static List<Object> all(InputStream input, RecordLayout... layouts) throws InterruptedException {
        List<Object> read = new ArrayList<>();
        try (MessageReader reader = MessageReader.of(input, List.of(layouts))) {
            Message message = reader.next(LONG);
            while (message != Message.Signal.END_OF_INPUT) {
                read.add(message instanceof RecordMessage record ? copy(record) : message);
                message = reader.next(LONG);
            }
        }
        return read;
    }

    static List<Object> all(String input, RecordLayout... layouts) throws InterruptedException {
        return all(new ByteArrayInputStream(Inputs.utf8(input)), layouts);
    }

    /** The only message of the input. */
    static Object one(String input, RecordLayout... layouts) throws InterruptedException {
        List<Object> read = all(input, layouts);
        if (read.size() != 1) {
            throw new AssertionError("Not one message but " + read);
        }
        return read.get(0);
    }

    /** The values of the only record: its data as given, of the stream {@code users}. */
    static Map<String, String> values(String data, String... fields) throws InterruptedException {
        String line = "{\"type\":\"RECORD\",\"record\":{\"stream\":\"users\",\"data\":" + data + ",\"emitted_at\":1}}";
        return ((Row) one(line, layout("users", fields))).values();
    }

    static Row copy(RecordMessage record) {
        Map<String, String> values = new LinkedHashMap<>();
        for (int i = 0; i < record.layout().fields().size(); i++) {
            if (record.token(i) != Token.ABSENT) {
                String text = text(record, record.start(i), record.end(i));
                values.put(record.layout().fields().get(i), record.token(i) + " " + text);
            }
        }
        String changes = text(record, record.changesStart(), record.changesEnd());
        return new Row(record.layout().stream(), values, record.emittedAtMillis(), changes);
    }

    private static String text(RecordMessage record, int start, int end) {
        return new String(record.bytes(), start, end - start, StandardCharsets.UTF_8);
    }
}
