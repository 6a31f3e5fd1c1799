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

    private static final int EMPTY_ARRAY = "[]".length();

    private final KnownStreams streams;
    private final NameMemo names = new NameMemo();
    private final NameMemo namespaces = new NameMemo();
    private final RecordMessage message = new RecordMessage(new RecordLayout(StreamId.of(""), List.of()));
    private final RecordData data;
    private final EmissionTime emissionTime = new EmissionTime();
    private final KnownEnvelopes envelopes = new KnownEnvelopes();
    private @Nullable Envelope inVain;

    private @Nullable String stream;
    private @Nullable String namespace;
    private int timeCount;
    private boolean timed;
    private int timeStart;
    private int timeEnd;
    private long emittedAtMillis;
    private int dataCount;
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

    /**
     * The record on a line whose envelope is that of an earlier one; nothing of the rest is read again then.
     *
     * @param start the line's opening brace
     * @return null if there was none like it, or the record is none: {@link #parse} tells
     */
    @Nullable
    Message parseLikeEarlier(byte[] line, int start, int end) throws IOException {
        inVain = envelopes.find(line, start, end);
        Message known = inVain == null ? null : parseWithin(inVain, line, start, end);
        if (known != null) {
            envelopes.served();
        }
        return known;
    }

    private @Nullable Message parseWithin(Envelope envelope, byte[] line, int start, int end) throws IOException {
        int from = envelope.dataStart(line, start, end);
        if (line[from] != '{') {
            return null;
        }
        try {
            int to = data.locate(line, from, end, envelope.finder()) + 1;
            if (!envelope.isClosedAfter(line, to, end)) {
                return null;
            }
            message.emittedAtMillis(envelope.millis());
            return FarosReport.isHeartbeat(line, from, to) ? new Message.Ignored() : message;
        } catch (MalformedMessage e) {
            return null;
        }
    }

    /** Remembers what stood around the data of the record just read, which was the whole message on a line. */
    void learnEnvelope(byte[] line, int start, int end) {
        FieldFinder finder = readWith;
        if (timeCount == 1 && dataCount == 1 && changesEnd == 0 && stream != null && finder != null) {
            envelopes.learn(
                    inVain,
                    () -> Envelope.of(
                            line,
                            start,
                            end,
                            new Slice(timeStart, timeEnd),
                            new Slice(dataStart, dataEnd),
                            finder,
                            emissionTime));
        }
    }

    private void forget() {
        stream = null;
        namespace = null;
        timeCount = 0;
        timed = false;
        dataCount = 0;
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
        dataCount++;
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
        timeCount++;
        timeStart = parser.tokenStart();
        timed = token != JsonToken.VALUE_NULL;
        if (timed) {
            emittedAtMillis = emissionTime.read(parser, token);
            if (emittedAtMillis == EmissionTime.NONE) {
                throw new MalformedMessage(
                        "the \"emitted_at\" of a RECORD is not a number of milliseconds since 1970, within the years 1 to 9999",
                        parser.tokenStart());
            }
            timeEnd = parser.tokenEnd();
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
                boolean none = parser.tokenEnd() - start == EMPTY_ARRAY;
                changesStart = none ? 0 : start;
                changesEnd = none ? 0 : parser.tokenEnd();
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
            readWith = finder;
        }
        message.emittedAtMillis(emittedAtMillis);
        message.changes(changesStart, changesEnd);
        return message;
    }
}
