package io.sqlcache.cli.source;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import io.sqlcache.api.CacheException;
import io.sqlcache.api.StreamId;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;

/**
 * A configured catalog for a source.
 *
 * @param json its text
 * @param fullRefresh the streams that are read from their beginning every time
 */
public record SourceCatalog(String json, Set<StreamId> fullRefresh) {

    /** The catalog of a text; what is wrong in it is for the write to say, but it is JSON. */
    public static SourceCatalog of(String json) {
        try {
            JsonNode catalog = SourceJson.MAPPER.readTree(json);
            return of(json, catalog);
        } catch (JsonProcessingException e) {
            throw new CacheException(CacheException.Kind.CONFIG, "The configured catalog is not valid JSON.");
        }
    }

    static SourceCatalog of(JsonNode catalog) {
        return of(catalog.toString(), catalog);
    }

    private static SourceCatalog of(String json, JsonNode catalog) {
        Set<StreamId> fullRefresh = new LinkedHashSet<>();
        for (JsonNode configured : catalog.path("streams")) {
            JsonNode stream = configured.path("stream");
            if (stream.path("name").isTextual()
                    && configured.path("sync_mode").asText().equals("full_refresh")) {
                fullRefresh.add(new StreamId(
                        stream.path("namespace").textValue(),
                        stream.path("name").textValue()));
            }
        }
        return new SourceCatalog(json, fullRefresh);
    }

    /**
     * The stored state without that of streams that are read from their beginning: some sources say there that nothing is left
     * to read. Empty if nothing is left of it.
     *
     * @param stored a JSON array of states
     */
    public Optional<String> stateToReadFrom(String stored) {
        try {
            ArrayNode states = SourceJson.MAPPER.readValue(stored, ArrayNode.class);
            int before = states.size();
            for (int i = before - 1; i >= 0; i--) {
                if (isOfFullRefresh(states.get(i))) {
                    states.remove(i);
                }
            }
            return states.isEmpty()
                    ? Optional.empty()
                    : Optional.of(states.size() == before ? stored : states.toString());
        } catch (JsonProcessingException e) {
            throw new CacheException(CacheException.Kind.INTERNAL, "The stored state is not valid JSON.", e);
        }
    }

    private boolean isOfFullRefresh(JsonNode state) {
        JsonNode stream = state.path("stream").path("stream_descriptor");
        return state.path("type").asText().equals("STREAM")
                && fullRefresh.contains(new StreamId(
                        stream.path("namespace").textValue(),
                        stream.path("name").asText()));
    }
}
