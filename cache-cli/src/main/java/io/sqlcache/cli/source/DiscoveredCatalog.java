package io.sqlcache.cli.source;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sqlcache.api.CacheException;
import io.sqlcache.api.StreamId;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
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
                streams.put(
                        new StreamId(
                                stream.path("namespace").textValue(),
                                stream.path("name").textValue()),
                        stream);
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
     * The configured catalog of some of the streams: incremental where the source knows a cursor, merged where it knows a key. A
     * stream's own description is passed on as it is.
     */
    public SourceCatalog configured(Collection<StreamId> chosen) {
        ObjectNode catalog = SourceJson.MAPPER.createObjectNode();
        streams.forEach((id, stream) -> {
            if (chosen.contains(id)) {
                catalog.withArray("streams").add(configured(stream));
            }
        });
        return SourceCatalog.of(catalog);
    }

    private static ObjectNode configured(JsonNode stream) {
        boolean incremental = isIncremental(stream);
        JsonNode key = stream.path("source_defined_primary_key");
        boolean keyed = key.isArray() && !key.isEmpty();
        ObjectNode configured = SourceJson.MAPPER.createObjectNode();
        configured.set("stream", stream);
        configured.put("sync_mode", incremental ? "incremental" : "full_refresh");
        configured.put("destination_sync_mode", keyed ? "append_dedup" : incremental ? "append" : "overwrite");
        JsonNode cursor = stream.path("default_cursor_field");
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

    private static boolean contains(JsonNode texts, String text) {
        for (JsonNode each : texts) {
            if (each.asText().equals(text)) {
                return true;
            }
        }
        return false;
    }
}
