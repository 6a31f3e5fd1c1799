package io.sqlcache.testkit;

import io.sqlcache.api.StreamId;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.StringJoiner;
import org.jspecify.annotations.Nullable;

/**
 * Writes Airbyte protocol messages, one line each, in the order of the calls.
 *
 * <p>JSON given as text is put into the message as it is, so that a test decides about digits, escapes and order. Streams
 * are named by their name, or by a {@link StreamId} if they have a namespace. Not thread-safe.
 */
public final class MessageScript {

    /** When records are emitted if the script says nothing else. */
    public static final Instant EMITTED_AT = Instant.parse("2024-05-06T07:08:09.123Z");

    private final StringBuilder lines = new StringBuilder();
    private String lineEnd = "\n";
    private long emittedAt = EMITTED_AT.toEpochMilli();

    private MessageScript() {}

    /** An empty script. */
    public static MessageScript script() {
        return new MessageScript();
    }

    /** RECORD with the fields and values in turn: {@code record("users", "id", 1, "name", "Ada")}. */
    public MessageScript record(String stream, String field, @Nullable Object value, @Nullable Object... more) {
        return record(StreamId.of(stream), object(field, value, more));
    }

    /** RECORD whose {@code data} is this JSON text. */
    public MessageScript record(String stream, String data) {
        return record(StreamId.of(stream), data);
    }

    /** RECORD whose {@code data} is this JSON text. */
    public MessageScript record(StreamId stream, String data) {
        String namespace = stream.namespace() == null ? "" : ",\"namespace\":" + Json.text(stream.namespace());
        return line("{\"type\":\"RECORD\",\"record\":{\"stream\":%s%s,\"emitted_at\":%d,\"data\":%s}}"
                .formatted(Json.text(stream.name()), namespace, emittedAt, data));
    }

    /** Records from now on are emitted at this time. */
    public MessageScript emittedAt(Instant time) {
        emittedAt = time.toEpochMilli();
        return this;
    }

    /** STATE of one stream; the text is its {@code stream_state}. */
    public MessageScript state(String stream, String state) {
        return state(StreamId.of(stream), state);
    }

    /** STATE of one stream; the text is its {@code stream_state}. */
    public MessageScript state(StreamId stream, String state) {
        return stateObject("{\"type\":\"STREAM\",\"stream\":" + streamState(stream, state) + "}");
    }

    /** STATE of type GLOBAL: the shared state, then the names and states of its streams in turn. */
    public MessageScript global(String sharedState, String... streamsAndStates) {
        StringJoiner states = new StringJoiner(",");
        for (int i = 0; i < streamsAndStates.length; i += 2) {
            states.add(streamState(StreamId.of(streamsAndStates[i]), streamsAndStates[i + 1]));
        }
        return stateObject("{\"type\":\"GLOBAL\",\"global\":{\"shared_state\":%s,\"stream_states\":[%s]}}"
                .formatted(sharedState, states));
    }

    /** STATE of type LEGACY; the text is its {@code data}. */
    public MessageScript legacy(String data) {
        return stateObject("{\"type\":\"LEGACY\",\"data\":" + data + "}");
    }

    /** STATE; the text is the whole {@code state} object. */
    public MessageScript stateObject(String state) {
        return line("{\"type\":\"STATE\",\"state\":" + state + "}");
    }

    /** TRACE: the stream has STARTED. */
    public MessageScript started(String stream) {
        return status(StreamId.of(stream), "STARTED");
    }

    /** TRACE: the stream is RUNNING. */
    public MessageScript running(String stream) {
        return status(StreamId.of(stream), "RUNNING");
    }

    /** TRACE: the stream is COMPLETE. */
    public MessageScript complete(String stream) {
        return status(StreamId.of(stream), "COMPLETE");
    }

    /** TRACE: the stream has ended INCOMPLETE. */
    public MessageScript incomplete(String stream) {
        return status(StreamId.of(stream), "INCOMPLETE");
    }

    /** TRACE: the status of a stream. */
    public MessageScript status(StreamId stream, String status) {
        return trace(
                "STREAM_STATUS",
                "\"stream_status\":{\"stream_descriptor\":%s,\"status\":\"%s\"}".formatted(descriptor(stream), status));
    }

    /** TRACE: the source has failed, whatever stream it was at. */
    public MessageScript error(String message) {
        return trace("ERROR", "\"error\":{\"message\":%s}".formatted(Json.text(message)));
    }

    /** TRACE: the source has failed at a stream. */
    public MessageScript error(String stream, String message) {
        return trace(
                "ERROR",
                "\"error\":{\"message\":%s,\"stream_descriptor\":%s}"
                        .formatted(Json.text(message), descriptor(StreamId.of(stream))));
    }

    /** LOG. */
    public MessageScript log(String level, String message) {
        return line(
                "{\"type\":\"LOG\",\"log\":{\"level\":\"%s\",\"message\":%s}}".formatted(level, Json.text(message)));
    }

    /** LOG that a listener can tell by its text: shows how far the write has come. */
    public MessageScript mark(String text) {
        return log("INFO", text);
    }

    /** A line as it is, whatever it means. */
    public MessageScript line(String line) {
        lines.append(line).append(lineEnd);
        return this;
    }

    /** Lines from now on end with CR and LF. */
    public MessageScript crlf() {
        lineEnd = "\r\n";
        return this;
    }

    /** The messages as text. */
    public String text() {
        return lines.toString();
    }

    /** The messages in UTF-8. */
    public InputStream input() {
        return new ByteArrayInputStream(text().getBytes(StandardCharsets.UTF_8));
    }

    /** The messages in UTF-8, and then the input cannot be read any more. */
    public InputStream inputThatBreaks(IOException failure) {
        return new SequenceInputStream(input(), new InputStream() {
            @Override
            public int read() throws IOException {
                throw failure;
            }

            @Override
            public int read(byte[] buffer, int offset, int length) throws IOException {
                throw failure;
            }
        });
    }

    /** The same as {@link #text()}. */
    @Override
    public String toString() {
        return text();
    }

    private MessageScript trace(String type, String content) {
        return line("{\"type\":\"TRACE\",\"trace\":{\"type\":\"%s\",\"emitted_at\":%d,%s}}"
                .formatted(type, emittedAt, content));
    }

    private static String streamState(StreamId stream, String state) {
        return "{\"stream_descriptor\":%s,\"stream_state\":%s}".formatted(descriptor(stream), state);
    }

    private static String descriptor(StreamId stream) {
        Map<String, @Nullable Object> descriptor = new LinkedHashMap<>();
        descriptor.put("name", stream.name());
        if (stream.namespace() != null) {
            descriptor.put("namespace", stream.namespace());
        }
        return Json.text(descriptor);
    }

    private static String object(String field, @Nullable Object value, @Nullable Object... more) {
        Map<@Nullable Object, @Nullable Object> fields = new LinkedHashMap<>();
        fields.put(field, value);
        for (int i = 0; i < more.length; i += 2) {
            fields.put(more[i], more[i + 1]);
        }
        return Json.text(fields);
    }
}
