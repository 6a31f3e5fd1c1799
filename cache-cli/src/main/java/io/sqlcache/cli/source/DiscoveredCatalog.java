package io.sqlcache.cli.source;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sqlcache.api.CacheException;
import io.sqlcache.api.StreamId;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The streams that a source has: what its {@code discover} said. Immutable. */
public final class DiscoveredCatalog {

    private final Map<StreamId, JsonNode> streams;

    private DiscoveredCatalog(Map<StreamId, JsonNode> streams) {
        this.streams = streams;
    }

    /** Those of an {@code AirbyteCatalog}. */
    static DiscoveredCatalog of(JsonNode catalog) {
        Map<StreamId, JsonNode> streams = new LinkedHashMap<>();
        for (JsonNode stream : catalog.path("streams")) {
            if (stream.path("name").isTextual()) {
                streams.put(StreamIds.of(stream), stream);
            }
        }
        if (streams.isEmpty()) {
            throw new CacheException(
                    CacheException.Kind.CONFIG,
                    "Cannot read the source: its catalog has no streams. See whether its configuration reaches what it should.");
        }
        return new DiscoveredCatalog(streams);
    }

    /** The streams, in the source's order. */
    public Set<StreamId> streams() {
        return streams.keySet();
    }

    /**
     * The configured catalog of some of the streams: incremental where the source or the user knows a cursor, merged where one of them knows
     * a key. A stream's own description is passed on as it is.
     *
     * @throws CacheException of kind {@code CONFIG} if a setting does not fit its stream
     */
    public SourceCatalog configured(Collection<StreamId> chosen, StreamSettings settings) {
        ObjectNode catalog = SourceJson.MAPPER.createObjectNode();
        streams.forEach((id, stream) -> {
            if (chosen.contains(id)) {
                catalog.withArray("streams").add(configured(id, stream, settings));
            }
        });
        return SourceCatalog.discovered(catalog);
    }

    private static ObjectNode configured(StreamId id, JsonNode stream, StreamSettings settings) {
        Optional<ArrayNode> chosen = settings.cursor(id, stream);
        boolean incremental = chosen.isPresent() || isIncremental(stream);
        JsonNode key = settings.key(id, stream)
                .<JsonNode>map(paths -> paths)
                .orElseGet(() -> stream.path("source_defined_primary_key"));
        boolean keyed = key.isArray() && !key.isEmpty();
        ObjectNode configured = SourceJson.MAPPER.createObjectNode();
        configured.set("stream", stream);
        configured.put("sync_mode", incremental ? "incremental" : "full_refresh");
        configured.put("destination_sync_mode", keyed ? "append_dedup" : incremental ? "append" : "overwrite");
        JsonNode cursor = chosen.<JsonNode>map(path -> path).orElseGet(() -> stream.path("default_cursor_field"));
        configured.set("cursor_field", incremental && cursor.isArray() ? cursor : SourceJson.MAPPER.createArrayNode());
        configured.set("primary_key", keyed ? key : SourceJson.MAPPER.createArrayNode());
        return configured;
    }

    /** Whether it can be read from where it was left, without anybody choosing a cursor. */
    private static boolean isIncremental(JsonNode stream) {
        JsonNode modes = stream.path("supported_sync_modes");
        boolean supported = modes.isMissingNode() || modes.isNull() || contains(modes, "incremental");
        return supported
                && (stream.path("source_defined_cursor").asBoolean()
                        || !stream.path("default_cursor_field").isEmpty());
    }

    static boolean contains(JsonNode texts, String text) {
        for (JsonNode each : texts) {
            if (each.asText().equals(text)) {
                return true;
            }
        }
        return false;
    }
}
