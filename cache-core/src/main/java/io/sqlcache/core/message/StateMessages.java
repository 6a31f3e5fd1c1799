package io.sqlcache.core.message;

import com.fasterxml.jackson.core.JsonToken;
import io.sqlcache.api.CacheException;
import io.sqlcache.api.CacheException.Kind;
import io.sqlcache.api.StreamId;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.StringJoiner;
import org.jspecify.annotations.Nullable;

/**
 * The texts that become of a state: what is given back and what is stored. What stays of it stays byte for byte, numbers with
 * their digits.
 */
public final class StateMessages {

    private static final String SOURCE_STATISTICS = "sourceStats";
    private static final String DESTINATION_STATISTICS = "destinationStats";
    private static final Set<String> NOTHING_IF_NULL = Set.of("type", "global", "global_");
    private static final Set<String> LEFT_OUT_IF_NULL = Set.of("type", "stream", "global", "global_", "data");
    private static final SlicingParserFactory PARSERS = new SlicingParserFactory();

    private StateMessages() {}

    /**
     * The STATE message to give back, on one line without a line end.
     *
     * @param state the state object as it came; statistics of a destination in it are replaced
     * @param recordCount what is committed since the state before
     */
    public static String givenBack(String state, long recordCount) {
        StringJoiner parts = new StringJoiner(",", "{\"type\":\"STATE\",\"state\":{", "}}");
        addFields(state, Set.of(DESTINATION_STATISTICS), NOTHING_IF_NULL, parts);
        // The protocol wants a number with a decimal point.
        parts.add("\"" + DESTINATION_STATISTICS + "\":{\"recordCount\":" + recordCount + ".0}");
        return parts.toString();
    }

    /** The state object as a source is started with it: without statistics, with its type, in the protocol's spelling. */
    public static String stored(String state) {
        StringJoiner parts = new StringJoiner(",", "{", "}");
        if (!addFields(state, Set.of(SOURCE_STATISTICS, DESTINATION_STATISTICS), LEFT_OUT_IF_NULL, parts)
                .contains("type")) {
            parts.add("\"type\":\"LEGACY\"");
        }
        return parts.toString();
    }

    /**
     * A stored GLOBAL state without what it says of one stream, so that the source begins that one anew.
     *
     * @param matching whether the source may have another namespace for it
     */
    public static String without(String state, StreamId stream, StreamMatching matching) {
        byte[] bytes = state.getBytes(StandardCharsets.UTF_8);
        StreamStates states = new StreamStates(stream, matching);
        try (SlicingParser parser = PARSERS.over(bytes, 0, bytes.length)) {
            parser.nextToken();
            parser.fields((name, token) -> {
                if (name.equals("global") && token == JsonToken.START_OBJECT) {
                    parser.fields((part, value) -> {
                        if (part.equals("stream_states") && value == JsonToken.START_ARRAY) {
                            states.read(parser);
                        }
                    });
                }
            });
        } catch (IOException e) {
            throw noLongerJson();
        }
        return text(bytes, 0, states.start) + String.join(",", states.others) + text(bytes, states.end, bytes.length);
    }

    /** What stands between the brackets of {@code stream_states}. */
    private static final class StreamStates {
        private final StreamId leftOut;
        private final StreamMatching matching;
        private final List<String> others = new ArrayList<>();
        private int start;
        private int end;

        StreamStates(StreamId leftOut, StreamMatching matching) {
            this.leftOut = leftOut;
            this.matching = matching;
        }

        private void read(SlicingParser parser) throws IOException {
            start = parser.tokenEnd();
            while (parser.nextToken() != JsonToken.END_ARRAY) {
                int first = parser.tokenStart();
                StreamId one = Descriptor.within(parser);
                if (!isLeftOut(one)) {
                    others.add(text(parser.bytes(), first, parser.tokenEnd()));
                }
            }
            end = parser.tokenStart();
        }

        private boolean isLeftOut(@Nullable StreamId one) {
            return leftOut.equals(one)
                    || matching == StreamMatching.BY_NAME
                            && one != null
                            && leftOut.name().equals(one.name());
        }
    }

    private static String text(byte[] bytes, int start, int end) {
        return new String(bytes, start, end - start, StandardCharsets.UTF_8);
    }

    private static CacheException noLongerJson() {
        return new CacheException(Kind.INTERNAL, "A state that was read before is not a JSON object any more.");
    }

    /** Adds the fields that are not left out; returns the names of all that are not empty by the protocol. */
    private static Set<String> addFields(
            String state, Set<String> leftOut, Set<String> leftOutIfNull, StringJoiner parts) {
        byte[] bytes = state.getBytes(StandardCharsets.UTF_8);
        Set<String> names = new HashSet<>();
        try (SlicingParser parser = PARSERS.over(bytes, 0, bytes.length)) {
            parser.nextToken();
            int previousEnd = parser.tokenEnd();
            for (String name = parser.nextFieldName(); name != null; name = parser.nextFieldName()) {
                // PyAirbyte writes all that a state could have, both spellings of global too; a null must not take the
                // place
                // of the other.
                boolean isEmpty = parser.nextToken() == JsonToken.VALUE_NULL && leftOutIfNull.contains(name);
                Slice value = parser.slice();
                if (!isEmpty) {
                    names.add(name);
                }
                if (!isEmpty && !leftOut.contains(name)) {
                    // PyAirbyte's spelling is what no other reader knows.
                    int start = name.equals("global_") ? value.start() : firstQuote(bytes, previousEnd);
                    String field = text(bytes, start, value.end());
                    parts.add(name.equals("global_") ? "\"global\":" + field : field);
                }
                previousEnd = value.end();
            }
        } catch (IOException e) {
            throw noLongerJson();
        }
        return names;
    }

    private static int firstQuote(byte[] bytes, int from) {
        int i = from;
        while (bytes[i] != '"') {
            i++;
        }
        return i;
    }
}
