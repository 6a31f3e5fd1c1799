package io.sqlcache.cli.sample;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.StreamWriteFeature;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;

/** Writes one sync as a source would: protocol messages, one a line. Times move on by a millisecond a message. */
final class SampleMessages {

    private static final JsonFactory JSON = JsonFactory.builder()
            .enable(StreamWriteFeature.WRITE_BIGDECIMAL_AS_PLAIN)
            .enable(JsonWriteFeature.COMBINE_UNICODE_SURROGATES_IN_UTF8)
            .build();

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final JsonGenerator json;
    private long clock;

    /** Messages from {@code start} on. */
    SampleMessages(Instant start) {
        clock = start.toEpochMilli();
        try {
            json = JSON.createGenerator(bytes);
            json.setRootValueSeparator(null);
        } catch (IOException e) {
            throw new UncheckedIOException(e); // memory does not fail
        }
    }

    void log(String message) {
        message("LOG", "log", () -> {
            json.writeStringField("level", "INFO");
            json.writeStringField("message", message);
        });
    }

    /** {@code STARTED}, {@code RUNNING} or {@code COMPLETE}. */
    void status(String stream, String status) {
        message("TRACE", "trace", () -> {
            json.writeStringField("type", "STREAM_STATUS");
            json.writeNumberField("emitted_at", clock);
            json.writeObjectFieldStart("stream_status");
            descriptor(stream);
            json.writeStringField("status", status);
            json.writeEndObject();
        });
    }

    /** A record with the fields that {@code data} writes. */
    void record(String stream, SampleRecords.Fields data) {
        message("RECORD", "record", () -> {
            json.writeStringField("stream", stream);
            json.writeObjectFieldStart("data");
            data.write(json);
            json.writeEndObject();
            json.writeNumberField("emitted_at", clock);
        });
    }

    /** The state of a stream: the highest cursor so far, and how many records came since the state before. */
    void state(String stream, String cursor, int records) {
        message("STATE", "state", () -> {
            json.writeStringField("type", "STREAM");
            json.writeObjectFieldStart("stream");
            descriptor(stream);
            json.writeObjectFieldStart("stream_state");
            json.writeStringField("updated_at", cursor);
            json.writeEndObject();
            json.writeEndObject();
            json.writeObjectFieldStart("sourceStats");
            json.writeNumberField("recordCount", (double) records);
            json.writeEndObject();
        });
    }

    /** Everything written so far. */
    byte[] toBytes() {
        try {
            json.flush();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    private void descriptor(String stream) throws IOException {
        json.writeObjectFieldStart("stream_descriptor");
        json.writeStringField("name", stream);
        json.writeEndObject();
    }

    private void message(String type, String field, Body body) {
        try {
            json.writeStartObject();
            json.writeStringField("type", type);
            json.writeObjectFieldStart(field);
            body.write();
            json.writeEndObject();
            json.writeEndObject();
            json.writeRaw('\n');
            clock++;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private interface Body {
        void write() throws IOException;
    }
}
