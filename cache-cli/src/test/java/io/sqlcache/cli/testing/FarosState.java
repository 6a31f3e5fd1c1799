package io.sqlcache.cli.testing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.zip.GZIPInputStream;

/** What {@link FarosSource} says in its states, of whatever kind. */
public final class FarosState {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final Map<String, JsonNode> streams = new HashMap<>();

    private FarosState() {}

    /** The state of each stream, by its name, of stored states that are all of one kind; shared parts too where they stand among them. */
    public static Map<String, JsonNode> ofStreams(String states, String kind) throws IOException {
        FarosState state = new FarosState();
        for (JsonNode each : JSON.readTree(states)) {
            if (!each.path("type").asText().equals(kind)) {
                throw new AssertionError("A state is not of the kind " + kind + " but " + each);
            }
            state.add(each, kind);
        }
        return state.streams;
    }

    private void add(JsonNode state, String kind) throws IOException {
        switch (kind) {
            case "LEGACY" ->
                unpacked(state.path("data")).properties().forEach(part -> streams.put(part.getKey(), part.getValue()));
            case "GLOBAL" ->
                state.path("global").path("stream_states").forEach(each -> add(each, each.path("stream_state")));
            default -> add(state.path("stream"), unpacked(state.path("stream").path("stream_state")));
        }
    }

    private void add(JsonNode stream, JsonNode state) {
        streams.put(stream.path("stream_descriptor").path("name").asText(), state);
    }

    /** The CDK packs its states. */
    private static JsonNode unpacked(JsonNode packed) throws IOException {
        byte[] bytes = Base64.getDecoder().decode(packed.path("data").asText());
        try (GZIPInputStream input = new GZIPInputStream(new ByteArrayInputStream(bytes))) {
            return JSON.readTree(input.readAllBytes());
        }
    }
}
