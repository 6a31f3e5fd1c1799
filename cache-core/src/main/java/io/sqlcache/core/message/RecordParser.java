package io.sqlcache.core.message;

import com.fasterxml.jackson.core.JsonToken;
import io.sqlcache.api.StreamId;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads the {@code record} of a RECORD message, whatever the order of its parts.
 *
 * <p>The data is read at once with the fields of the stream that it seems to belong to; it is read again in the end if that was
 * not known yet or turned out to be another.
 */
final class RecordParser {

    private final KnownStreams streams;
    private final NameMemo names = new NameMemo();
    private final NameMemo namespaces = new NameMemo();
    private final RecordMessage message = new RecordMessage(new RecordLayout(StreamId.of(""), List.of()));
    private final RecordData data;
    private final EmissionTime emissionTime = new EmissionTime();

    private @Nullable String stream;
    private @Nullable String namespace;
    private boolean timed;
    private long emittedAtMillis;
    private int dataStart;
    private int dataEnd;
    private int changesStart;
    private int changesEnd;
    private @Nullable FieldFinder readWith;

    RecordParser(SlicingParserFactory parsers, KnownStreams streams) {
        this.streams = streams;
        this.data = new RecordData(parsers, message);
    }

    /** Whether a record so far has told its time in micro- or nanoseconds. */
    boolean tookOtherUnits() {
        return emissionTime.isScaled();
    }

    /** The record that has just begun, the same object each time, filled anew; or why it is skipped. */
    Message parse(SlicingParser parser) throws IOException {
        forget();
        for (String part = parser.nextFieldName(); part != null; part = parser.nextFieldName()) {
            JsonToken token = parser.nextToken();
            switch (part) {
                case "stream" -> stream = name(names, parser, token, "stream");
                case "namespace" -> namespace = name(namespaces, parser, token, "namespace");
                case "data" -> data(parser, token);
                case "emitted_at" -> emittedAt(parser, token);
                case "meta" -> meta(parser, token);
                default -> parser.skipChildren();
            }
        }
        return finish(parser);
    }

    private void forget() {
        stream = null;
        namespace = null;
        timed = false;
        dataStart = 0;
        dataEnd = 0;
        changesStart = 0;
        changesEnd = 0;
        readWith = null;
    }

    private static @Nullable String name(NameMemo memo, SlicingParser parser, JsonToken token, String part)
            throws IOException {
        if (token == JsonToken.VALUE_STRING) {
            return memo.read(parser);
        }
        if (token == JsonToken.VALUE_NULL) {
            return null;
        }
        throw new MalformedMessage("the \"" + part + "\" of a RECORD is not a string", parser.tokenStart());
    }

    private void data(SlicingParser parser, JsonToken token) throws IOException {
        if (token != JsonToken.START_OBJECT) {
            throw new MalformedMessage("the \"data\" of a RECORD is not an object", parser.tokenStart());
        }
        dataStart = parser.tokenStart();
        readWith = guess();
        if (readWith == null) {
            parser.skipChildren();
        } else {
            parser.closeAt(data.locate(parser.bytes(), dataStart, parser.bytesEnd(), readWith));
        }
        dataEnd = parser.tokenEnd();
    }

    private @Nullable FieldFinder guess() {
        if (stream == null) {
            return null;
        }
        FieldFinder guess = namespace == null ? streams.guess(stream) : null;
        return guess == null ? streams.find(namespace, stream) : guess;
    }

    private void emittedAt(SlicingParser parser, JsonToken token) throws IOException {
        timed = token != JsonToken.VALUE_NULL;
        if (timed) {
            emittedAtMillis = emissionTime.read(parser, token);
            if (emittedAtMillis == EmissionTime.NONE) {
                throw new MalformedMessage(
                        "the \"emitted_at\" of a RECORD is not a number of milliseconds since 1970, within the years 1 to 9999",
                        parser.tokenStart());
            }
        }
    }

    private void meta(SlicingParser parser, JsonToken token) throws IOException {
        changesStart = 0;
        changesEnd = 0;
        if (token != JsonToken.START_OBJECT) {
            parser.skipChildren();
            return;
        }
        for (String part = parser.nextFieldName(); part != null; part = parser.nextFieldName()) {
            boolean changes = parser.nextToken() == JsonToken.START_ARRAY && part.equals("changes");
            int start = parser.tokenStart();
            parser.skipChildren();
            if (changes) {
                changesStart = start;
                changesEnd = parser.tokenEnd();
            }
        }
    }

    private Message finish(SlicingParser parser) throws IOException {
        if (stream == null) {
            throw new MalformedMessage("a RECORD has no \"stream\"", parser.tokenStart());
        }
        FieldFinder finder = streams.find(namespace, stream);
        if (finder == null) {
            return new Message.Stray(new StreamId(namespace, stream));
        }
        if (dataEnd == 0) {
            throw new MalformedMessage("a RECORD has no \"data\"", parser.tokenStart());
        }
        if (!timed) {
            throw new MalformedMessage("a RECORD has no \"emitted_at\"", parser.tokenStart());
        }
        if (FarosReport.isHeartbeat(parser.bytes(), dataStart, dataEnd)) {
            return new Message.Ignored();
        }
        if (finder != readWith) {
            data.locate(parser.bytes(), dataStart, dataEnd, finder);
        }
        message.emittedAtMillis(emittedAtMillis);
        message.changes(changesStart, changesEnd);
        return message;
    }
}
