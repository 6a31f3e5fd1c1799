package io.sqlcache.core.message;

import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.io.SerializedString;
import io.sqlcache.api.Secret;
import io.sqlcache.api.StreamId;
import io.sqlcache.core.message.Message.Ignored;
import io.sqlcache.core.message.Message.SourceConfig;
import io.sqlcache.core.message.Message.SourceError;
import io.sqlcache.core.message.Message.SourceLog;
import io.sqlcache.core.message.Message.State;
import io.sqlcache.core.message.Message.StreamStatus;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** One JSON object to one message. Not thread-safe. */
final class MessageParser {

    private static final SerializedString TYPE = new SerializedString("type");
    private static final SerializedString RECORD = new SerializedString("record");
    private static final byte[] RECORD_TYPE = "RECORD".getBytes(StandardCharsets.US_ASCII);
    private static final String CONNECTION_STATUS = "connectionStatus";

    private static final Set<String> CONTENTS =
            union(Set.of("record", "state", "trace", "log", "control", CONNECTION_STATUS), FarosReport.MEMBERS);

    private final SlicingParserFactory parsers = new SlicingParserFactory();
    private final KnownStreams streams;
    private final RecordParser records;

    MessageParser(Collection<RecordLayout> layouts, StreamMatching matching) {
        this.streams = new KnownStreams(layouts, matching);
        this.records = new RecordParser(parsers, streams);
    }

    /** {@link RecordParser#tookOtherUnits}. */
    boolean tookOtherUnits() {
        return records.tookOtherUnits();
    }

    /** The message between start and end, where an opening brace stands. */
    Message parse(byte[] line, int start, int end) throws IOException {
        Message known = records.parseLikeEarlier(line, start, end);
        if (known != null) {
            return known;
        }
        Message record = recordInOneGo(line, start, end);
        if (record instanceof RecordMessage) {
            records.learnEnvelope(line, start, end);
        }
        return record != null ? record : inAnyOrder(line, start, end);
    }

    /** The record of {@code {"type":"RECORD","record":{...}}} or {@code {"record":{...},"type":"RECORD"}}; null if the line is not of these forms. */
    private @Nullable Message recordInOneGo(byte[] line, int start, int end) throws IOException {
        try (SlicingParser parser = parsers.over(line, start, end)) {
            parser.nextToken();
            if (parser.nextFieldName(TYPE)) {
                parser.nextToken();
                boolean isRecord = parser.isSpelt(RECORD_TYPE) && parser.nextFieldName(RECORD);
                return isRecord ? recordInOneGo(parser, true) : null;
            }
            return RECORD.getValue().equals(parser.currentName()) ? recordBeforeItsType(parser) : null;
        }
    }

    /** What is wrong in an object that may be no record is not for here to say. */
    private @Nullable Message recordBeforeItsType(SlicingParser parser) {
        try {
            return recordInOneGo(parser, false);
        } catch (IOException e) {
            return null;
        }
    }

    private @Nullable Message recordInOneGo(SlicingParser parser, boolean isTyped) throws IOException {
        if (parser.nextToken() != JsonToken.START_OBJECT) {
            return null;
        }
        Message message = records.parse(parser);
        boolean typed = isTyped;
        for (String name = parser.nextFieldName(); name != null; name = parser.nextFieldName()) {
            parser.nextToken();
            if (name.equals("record") || name.equals("type") && (typed || !parser.isSpelt(RECORD_TYPE))) {
                return null;
            }
            typed |= name.equals("type");
            parser.skipChildren();
        }
        parser.expectEnd();
        return typed ? message : null;
    }

    private Message inAnyOrder(byte[] line, int start, int end) throws IOException {
        String[] type = new String[1];
        Map<String, Slice> contents = new HashMap<>();
        try (SlicingParser parser = parsers.over(line, start, end)) {
            parser.nextToken();
            parser.fields((name, token) -> {
                if (name.equals("type")) {
                    type[0] = parser.text();
                } else if (CONTENTS.contains(name) && token == JsonToken.START_OBJECT) {
                    contents.put(name, parser.slice());
                }
            });
            parser.expectEnd();
        }
        return ofStreamsMeant(message(type[0], contents, line, end));
    }

    /** The message as if the source called its streams by the names that they are expected by. */
    private Message ofStreamsMeant(Message message) {
        if (message instanceof State state) {
            StreamId stream = state.stream();
            return new State(
                    state.kind(),
                    stream == null ? null : streams.meant(stream),
                    state.covered().stream().map(streams::meant).toList(),
                    state.json(),
                    state.sourceRecordCount());
        }
        if (message instanceof StreamStatus status) {
            return new StreamStatus(streams.meant(status.stream()), status.status());
        }
        if (message instanceof SourceError error && error.stream() != null) {
            return new SourceError(streams.meant(error.stream()), error.message());
        }
        return message;
    }

    private Message message(@Nullable String type, Map<String, Slice> contents, byte[] line, int end)
            throws IOException {
        if (type == null) {
            return SkipReason.NO_TYPE;
        }
        Slice content = contents.get(type.toLowerCase(Locale.ROOT));
        return switch (type) {
            case "RECORD" -> within(line, required(content, type, end), records::parse);
            case "STATE" -> state(line, required(content, type, end), contents);
            case "TRACE" -> content == null ? SkipReason.NO_TRACE_TYPE : within(line, content, TraceParser::parse);
            case "LOG" -> content == null ? SkipReason.NO_LOG : within(line, content, MessageParser::log);
            case "CONNECTION_STATUS" -> {
                Slice status = contents.get(CONNECTION_STATUS);
                yield status == null ? new Ignored() : within(line, status, MessageParser::connectionStatus);
            }
            case "CONTROL" -> content == null ? new Ignored() : within(line, content, MessageParser::control);
            case "SPEC", "CATALOG", "DESTINATION_CATALOG" -> new Ignored();
            default -> SkipReason.unknownType(type);
        };
    }

    private Message state(byte[] line, Slice content, Map<String, Slice> contents) throws IOException {
        State state = within(line, content, StateParser::parse);
        if (Collections.disjoint(contents.keySet(), FarosReport.MEMBERS)) {
            return state;
        }
        FarosReport report = new FarosReport();
        for (String member : FarosReport.MEMBERS) {
            Slice said = contents.get(member);
            if (said != null) {
                within(line, said, parser -> {
                    report.read(member, parser);
                    return report;
                });
            }
        }
        return report.with(state);
    }

    private static Set<String> union(Set<String> some, Set<String> others) {
        return Stream.concat(some.stream(), others.stream()).collect(Collectors.toUnmodifiableSet());
    }

    private static Slice required(@Nullable Slice content, String type, int end) throws IOException {
        if (content == null) {
            String name = type.toLowerCase(Locale.ROOT);
            throw new MalformedMessage("a " + type + " has no object \"" + name + "\"", end - 1);
        }
        return content;
    }

    @FunctionalInterface
    private interface ContentParser<T> {
        T parse(SlicingParser parser) throws IOException;
    }

    private <T> T within(byte[] line, Slice content, ContentParser<T> reader) throws IOException {
        try (SlicingParser parser = parsers.over(line, content.start(), content.end())) {
            parser.nextToken();
            return reader.parse(parser);
        }
    }

    /** A source that cannot connect says so, and may go on to end as if all were well. */
    private static Message connectionStatus(SlicingParser parser) throws IOException {
        Map<String, String> parts = new HashMap<>();
        parser.fields((name, token) -> {
            if (token == JsonToken.VALUE_STRING && (name.equals("status") || name.equals("message"))) {
                parts.put(name, parser.getText());
            }
        });
        return "FAILED".equals(parts.get("status"))
                ? new SourceError(
                        null,
                        "it cannot connect: " + Objects.requireNonNullElse(parts.get("message"), "it does not say why"))
                : new Ignored();
    }

    /** What a source does to its configuration: it may hold a token that takes the place of the one it was started with. */
    private static Message control(SlicingParser parser) throws IOException {
        String[] type = new String[1];
        Slice[] config = new Slice[1];
        parser.fields((name, token) -> {
            if (name.equals("type")) {
                type[0] = parser.text();
            } else if (name.equals("connectorConfig") && token == JsonToken.START_OBJECT) {
                parser.fields((part, value) -> {
                    if (part.equals("config") && value == JsonToken.START_OBJECT) {
                        config[0] = parser.slice();
                    }
                });
            }
        });
        Slice found = config[0];
        return found == null || !"CONNECTOR_CONFIG".equals(type[0])
                ? new Ignored()
                : new SourceConfig(Secret.of(new String(
                        parser.bytes(), found.start(), found.end() - found.start(), StandardCharsets.UTF_8)));
    }

    private static Message log(SlicingParser parser) throws IOException {
        Map<String, String> parts = new HashMap<>();
        parser.fields((name, token) -> {
            if (token == JsonToken.VALUE_STRING && (name.equals("level") || name.equals("message"))) {
                parts.put(name, parser.getText());
            }
        });
        String text = parts.get("message");
        return text == null
                ? SkipReason.NO_LOG
                : new SourceLog(Objects.requireNonNullElse(parts.get("level"), "INFO"), text);
    }
}
