package io.sqlcache.core.message;

import com.fasterxml.jackson.core.JsonToken;
import io.sqlcache.api.StreamId;
import io.sqlcache.core.message.Message.State;
import io.sqlcache.core.message.Message.StateKind;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** Reads the {@code state} of a STATE message: as much as says what it covers; the rest is a black box. Used once. */
final class StateParser {

    /** Beyond it, a double does not count one by one. */
    private static final double LARGEST_COUNT = 1L << 53;

    private final SlicingParser parser;
    private @Nullable String type;
    private @Nullable StreamId stream;
    private @Nullable List<StreamId> covered;
    private OptionalLong recordCount = OptionalLong.empty();

    private StateParser(SlicingParser parser) {
        this.parser = parser;
    }

    /** The state whose object has just begun. */
    static State parse(SlicingParser parser) throws IOException {
        return new StateParser(parser).parse();
    }

    private State parse() throws IOException {
        int start = parser.tokenStart();
        parser.fields(this::part);
        int end = parser.tokenEnd();
        StateKind kind = kind();
        if (kind == StateKind.STREAM && stream == null) {
            throw missing("a STATE of type STREAM has no \"stream\" with a \"stream_descriptor\"");
        }
        if (kind == StateKind.GLOBAL && covered == null) {
            throw missing("a STATE of type GLOBAL has no \"global\" with \"stream_states\"");
        }
        return new State(
                kind,
                kind == StateKind.STREAM ? stream : null,
                kind == StateKind.GLOBAL && covered != null ? List.copyOf(covered) : List.of(),
                text(start, end),
                recordCount);
    }

    private void part(String name, JsonToken token) throws IOException {
        switch (name) {
            case "type" -> {
                // A null is left out of what is given back, so it must not take the place of a type before it.
                if (token != JsonToken.VALUE_NULL) {
                    type = textOf("type");
                }
            }
            case "stream" -> {
                if (token == JsonToken.START_OBJECT) {
                    stream = Descriptor.within(parser);
                }
            }
            // The second spelling is what PyAirbyte writes.
            case "global", "global_" -> {
                if (token == JsonToken.START_OBJECT) {
                    parser.fields(this::globalPart);
                }
            }
            case "sourceStats" -> {
                if (token == JsonToken.START_OBJECT) {
                    parser.fields(this::statistic);
                }
            }
            default -> {
                // the black box
            }
        }
    }

    private void globalPart(String name, JsonToken token) throws IOException {
        if (!name.equals("stream_states") || token != JsonToken.START_ARRAY) {
            return;
        }
        List<StreamId> streams = new ArrayList<>();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            StreamId one = parser.currentToken() == JsonToken.START_OBJECT ? Descriptor.within(parser) : null;
            if (one == null) {
                throw missing("one of the \"stream_states\" of a STATE has no \"stream_descriptor\"");
            }
            streams.add(one);
        }
        covered = streams;
    }

    private void statistic(String name, JsonToken token) throws IOException {
        if (name.equals("recordCount") && token.isNumeric()) {
            double count = parser.getDoubleValue();
            boolean exact = count >= 0 && count <= LARGEST_COUNT && count == Math.rint(count);
            recordCount = exact ? OptionalLong.of((long) count) : OptionalLong.empty();
        }
    }

    private StateKind kind() throws IOException {
        if (type == null) {
            return StateKind.LEGACY;
        }
        return switch (type) {
            case "STREAM" -> StateKind.STREAM;
            case "GLOBAL" -> StateKind.GLOBAL;
            case "LEGACY" -> StateKind.LEGACY;
            default -> throw missing("a STATE has the unknown type " + SkipReason.quoted(type));
        };
    }

    private String textOf(String part) throws IOException {
        String text = parser.text();
        if (text == null) {
            throw missing("the \"" + part + "\" of a STATE is not a string");
        }
        return text;
    }

    /** The state is given back as it came, so it must be text that comes back the same. */
    private String text(int start, int end) throws IOException {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(parser.bytes(), start, end - start))
                    .toString()
                    .replace(
                            '\r',
                            ' '); // a blank, since in a string it would be escaped; given back, it would end the line
        } catch (CharacterCodingException e) {
            throw missing("a STATE is not valid UTF-8");
        }
    }

    private MalformedMessage missing(String reason) {
        return new MalformedMessage(reason, parser.tokenStart());
    }
}
