package io.sqlcache.cli.source;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import io.sqlcache.api.CacheException;
import io.sqlcache.api.StreamId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a user says of single streams in place of what their source does.
 *
 * @param cursors the field by which a stream is read incrementally
 * @param keys the fields of a stream's primary key
 */
public record StreamSettings(Map<StreamId, String> cursors, Map<StreamId, List<String>> keys) {

    /** Nothing. */
    static final StreamSettings NONE = new StreamSettings(Map.of(), Map.of());

    public StreamSettings {
        cursors = Map.copyOf(cursors);
        keys = Map.copyOf(keys);
    }

    /**
     * The path of the cursor that was chosen for a stream; empty if none was.
     *
     * @throws CacheException of kind {@code CONFIG} if the stream cannot be read by it
     */
    Optional<ArrayNode> cursor(StreamId id, JsonNode stream) {
        return Optional.ofNullable(cursors.get(id)).map(field -> {
            ArrayNode path = path(id, stream, "cursor", field);
            JsonNode modes = stream.path("supported_sync_modes");
            if (modes.isArray() && !DiscoveredCatalog.contains(modes, "incremental")) {
                throw wrong(id, "cursor", field, "the source reads this stream as a whole only");
            }
            JsonNode own = stream.path("default_cursor_field");
            if (stream.path("source_defined_cursor").asBoolean() && !own.isEmpty() && !own.equals(path)) {
                throw wrong(id, "cursor", field, "the source has a cursor of its own for it, " + own);
            }
            return path;
        });
    }

    /** The paths of the key that was chosen for a stream; empty if none was. */
    Optional<ArrayNode> key(StreamId id, JsonNode stream) {
        return Optional.ofNullable(keys.get(id)).map(fields -> {
            ArrayNode paths = SourceJson.MAPPER.createArrayNode();
            fields.forEach(field -> paths.add(path(id, stream, "primary key", field)));
            return paths;
        });
    }

    /** A field of the record; else the parts between dots lead into one. */
    private static ArrayNode path(StreamId id, JsonNode stream, String role, String field) {
        JsonNode properties = stream.path("json_schema").path("properties");
        List<String> parts = properties.has(field) ? List.of(field) : List.of(field.split("\\.", -1));
        if (!properties.has(parts.get(0))) {
            List<String> fields = new ArrayList<>();
            properties.fieldNames().forEachRemaining(fields::add);
            throw wrong(id, role, field, "its schema has no such field, it has " + String.join(", ", fields));
        }
        ArrayNode path = SourceJson.MAPPER.createArrayNode();
        parts.forEach(path::add);
        return path;
    }

    private static CacheException wrong(StreamId id, String role, String field, String reason) {
        return new CacheException(
                CacheException.Kind.CONFIG,
                "Cannot use \"%s\" as the %s of stream \"%s\": %s.".formatted(field, role, id, reason));
    }
}
