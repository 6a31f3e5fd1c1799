package io.sqlcache.core.message;

import com.fasterxml.jackson.core.JsonToken;
import io.sqlcache.api.StreamId;
import io.sqlcache.core.message.Message.Ignored;
import io.sqlcache.core.message.Message.SourceError;
import io.sqlcache.core.message.Message.Status;
import io.sqlcache.core.message.Message.StreamStatus;
import java.io.IOException;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Reads the {@code trace} of a TRACE message. Used once. */
final class TraceParser {

    private final SlicingParser parser;
    private @Nullable String type;
    private @Nullable StreamId statusStream;
    private @Nullable Status status;
    private @Nullable StreamId errorStream;
    private @Nullable String message;
    private @Nullable String internalMessage;

    private TraceParser(SlicingParser parser) {
        this.parser = parser;
    }

    /** The trace whose object has just begun. */
    static Message parse(SlicingParser parser) throws IOException {
        TraceParser trace = new TraceParser(parser);
        parser.fields(trace::part);
        return trace.result();
    }

    private void part(String name, JsonToken token) throws IOException {
        if (name.equals("type")) {
            type = parser.text();
        } else if (name.equals("stream_status") && token == JsonToken.START_OBJECT) {
            parser.fields(this::statusPart);
        } else if (name.equals("error") && token == JsonToken.START_OBJECT) {
            parser.fields(this::errorPart);
        }
    }

    private void statusPart(String name, JsonToken token) throws IOException {
        if (name.equals("stream_descriptor")) {
            statusStream = Descriptor.read(parser, token);
        } else if (name.equals("status")) {
            status = status(parser.text());
        }
    }

    private void errorPart(String name, JsonToken token) throws IOException {
        switch (name) {
            case "stream_descriptor" -> errorStream = Descriptor.read(parser, token);
            case "message" -> message = parser.text();
            case "internal_message" -> internalMessage = parser.text();
            default -> {
                // stack traces and the like
            }
        }
    }

    private Message result() {
        if (type == null) {
            return SkipReason.NO_TRACE_TYPE;
        }
        return switch (type) {
            case "STREAM_STATUS" ->
                statusStream == null || status == null ? SkipReason.NO_STATUS : new StreamStatus(statusStream, status);
            // An error that does not say what it is about is still an error.
            case "ERROR" -> new SourceError(errorStream, errorMessage());
            case "ESTIMATE", "ANALYTICS" -> new Ignored();
            default -> SkipReason.unknownTraceType(type);
        };
    }

    private String errorMessage() {
        String text = message == null || message.isBlank() ? internalMessage : message;
        return Objects.requireNonNullElse(text, "the source gave no message");
    }

    private static @Nullable Status status(@Nullable String text) {
        for (Status candidate : Status.values()) {
            if (candidate.name().equals(text)) {
                return candidate;
            }
        }
        return null;
    }
}
