package io.sqlcache.cli;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import io.sqlcache.api.CacheException;
import io.sqlcache.api.CacheException.Kind;
import io.sqlcache.api.StreamId;
import io.sqlcache.api.WriteSummary.StreamSummary;
import java.io.IOException;
import java.io.OutputStream;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import org.jspecify.annotations.Nullable;

/** Airbyte protocol messages on standard output: one JSON a line, each flushed at once. Used by one thread. */
final class ProtocolOutput {

    private static final JsonFactory JSON = new JsonFactory();

    private final OutputStream out;
    private final Clock clock;

    /** Writes to {@code out}, which it does not close. */
    ProtocolOutput(OutputStream out, Clock clock) {
        this.out = out;
        this.clock = clock;
    }

    /**
     * Gives back a state, as it is.
     *
     * @throws CacheException if nobody takes it
     */
    void state(String message) {
        try {
            line(message);
        } catch (IOException e) {
            throw new CacheException(
                    Kind.TRANSIENT,
                    "Cannot give back a state on standard output: %s. The rows that it covers are stored, and so is the state."
                            .formatted(e.getMessage()),
                    e);
        }
    }

    /** Describes the destination by its {@code ConnectorSpecification}, a JSON object. */
    void specification(String json) throws IOException {
        // The description may be laid out for people; a message is one line.
        StringWriter text = new StringWriter();
        try (JsonGenerator spec = JSON.createGenerator(text);
                JsonParser parser = JSON.createParser(json)) {
            spec.writeStartObject();
            spec.writeStringField("type", "SPEC");
            spec.writeFieldName("spec");
            parser.nextToken();
            spec.copyCurrentStructure(parser);
        }
        line(text.toString());
    }

    /** Says that a write could begin. */
    void connectionSucceeded() throws IOException {
        connectionStatus("SUCCEEDED", null);
    }

    /** Says that no write could begin, and why. */
    void connectionFailed(String reason) throws IOException {
        connectionStatus("FAILED", reason);
    }

    private void connectionStatus(String status, @Nullable String message) throws IOException {
        line(text(json -> {
            json.writeStartObject();
            json.writeStringField("type", "CONNECTION_STATUS");
            json.writeObjectFieldStart("connectionStatus");
            json.writeStringField("status", status);
            if (message != null) {
                json.writeStringField("message", message);
            }
        }));
    }

    /** Logs a message at a level of the protocol: {@code INFO}, {@code WARN}, {@code ERROR}. */
    void log(String level, String message) {
        lineIfRead(json -> {
            json.writeStartObject();
            json.writeStringField("type", "LOG");
            json.writeObjectFieldStart("log");
            json.writeStringField("level", level);
            json.writeStringField("message", message);
        });
    }

    /** Tells why the write failed. */
    void error(Throwable failure) {
        error(failureType(failure), FailureReport.message(failure), null);
    }

    /** Tells that one stream did not complete, and why. */
    void incomplete(StreamSummary stream, String reason) {
        String failureType = switch (stream.outcome()) {
            case COMPLETE, INCOMPLETE -> "system_error";
            case FAILED -> "config_error";
        };
        error(failureType, reason, stream.id());
        lineIfRead(json -> {
            writeTrace(json, "STREAM_STATUS");
            json.writeObjectFieldStart("stream_status");
            writeDescriptor(json, stream.id());
            json.writeEndObject();
            json.writeStringField("status", "INCOMPLETE");
        });
    }

    /** Tells what failed besides the streams. */
    void error(String failure) {
        error("system_error", failure, null);
    }

    private void error(String failureType, String message, @Nullable StreamId stream) {
        lineIfRead(json -> {
            writeTrace(json, "ERROR");
            json.writeObjectFieldStart("error");
            json.writeStringField("message", message);
            json.writeStringField("failure_type", failureType);
            if (stream != null) {
                writeDescriptor(json, stream);
            }
        });
    }

    private void writeTrace(JsonGenerator json, String type) throws IOException {
        json.writeStartObject();
        json.writeStringField("type", "TRACE");
        json.writeObjectFieldStart("trace");
        json.writeStringField("type", type);
        json.writeNumberField("emitted_at", clock.millis());
    }

    private static void writeDescriptor(JsonGenerator json, StreamId stream) throws IOException {
        json.writeObjectFieldStart("stream_descriptor");
        json.writeStringField("name", stream.name());
        if (stream.namespace() != null) {
            json.writeStringField("namespace", stream.namespace());
        }
    }

    private static String failureType(Throwable failure) {
        return switch (FailureReport.kind(failure)) {
            case CONFIG -> "config_error";
            case TRANSIENT -> "transient_error";
            case DATA, COMMIT_UNKNOWN, INTERNAL -> "system_error";
        };
    }

    /** A message that nobody is obliged to read: standard error says it too. */
    private void lineIfRead(Body body) {
        try {
            line(text(body));
        } catch (IOException e) {
            // Nobody reads our output: the next state will fail on it.
        }
    }

    /** The generator closes what the body opened. Characters, not bytes: those may hold lone surrogates, which become '?'. */
    private static String text(Body body) {
        StringWriter text = new StringWriter();
        try (JsonGenerator json = JSON.createGenerator(text)) {
            body.write(json);
        } catch (IOException e) {
            throw new UncheckedIOException(e); // a StringWriter does not fail
        }
        return text.toString();
    }

    private void line(String message) throws IOException {
        out.write((message + "\n").getBytes(StandardCharsets.UTF_8));
        out.flush();
    }

    private interface Body {
        void write(JsonGenerator json) throws IOException;
    }
}
