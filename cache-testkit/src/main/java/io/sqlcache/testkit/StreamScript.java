package io.sqlcache.testkit;

import io.sqlcache.api.ConfiguredCatalog;
import io.sqlcache.api.StreamId;
import io.sqlcache.core.backend.LogicalType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Writes a stream of a configured catalog: {@code stream("users").field("id", INTEGER).primaryKey("id")}.
 *
 * <p>Says no more than it was told: no key, no cursor, a full refresh, no generations. Not thread-safe.
 */
public final class StreamScript {

    private final StreamId id;
    private final Map<String, Object> fields = new LinkedHashMap<>();
    private final List<List<String>> primaryKey = new ArrayList<>();
    private final Map<String, Object> settings = new LinkedHashMap<>();
    private boolean resumable = true;
    private String syncMode = "full_refresh";
    private String destinationSyncMode = "append";

    private StreamScript(StreamId id) {
        this.id = id;
    }

    /** A stream without a namespace. */
    public static StreamScript stream(String name) {
        return new StreamScript(StreamId.of(name));
    }

    /** A stream of this name and namespace. */
    public static StreamScript stream(StreamId id) {
        return new StreamScript(id);
    }

    /** The configured catalog of these streams. */
    public static ConfiguredCatalog catalog(StreamScript... streams) {
        return new ConfiguredCatalog(
                Stream.of(streams).map(StreamScript::json).collect(Collectors.joining(",", "{\"streams\":[", "]}")));
    }

    /** A field of an Airbyte type; it may be null. */
    public StreamScript field(String name, LogicalType type) {
        return field(name, schema(type));
    }

    /** A field with this JSON schema, as text. */
    public StreamScript field(String name, String schema) {
        fields.put(name, Json.tree(schema));
        return this;
    }

    /** Fields that together are the key. */
    public StreamScript primaryKey(String... names) {
        Stream.of(names).map(List::of).forEach(primaryKey::add);
        return this;
    }

    /** One more part of the key, inside an object. */
    public StreamScript nestedKey(String... path) {
        primaryKey.add(List.of(path));
        return this;
    }

    /** The field that says which record is newer; the sync is incremental. */
    public StreamScript cursor(String... path) {
        settings.put("cursor_field", Arrays.asList(path));
        return incremental();
    }

    /** The sync mode of the source is incremental. */
    public StreamScript incremental() {
        syncMode = "incremental";
        return this;
    }

    /** The {@code destination_sync_mode}: append, overwrite or append_dedup. */
    public StreamScript destination(String mode) {
        destinationSyncMode = mode;
        return this;
    }

    /** Rows are of this generation; those of generations below the minimum are to go. */
    public StreamScript generation(long generation, long minimum) {
        settings.put("generation_id", generation);
        settings.put("minimum_generation_id", minimum);
        return this;
    }

    /** The source begins from the start after each failure, and says so. */
    public StreamScript notResumable() {
        resumable = false;
        return this;
    }

    /** The number of the sync, as the platform counts. */
    public StreamScript syncId(long number) {
        settings.put("sync_id", number);
        return this;
    }

    /** The stream as it stands in a configured catalog. */
    public String json() {
        Map<String, @Nullable Object> stream = new LinkedHashMap<>();
        stream.put("name", id.name());
        if (id.namespace() != null) {
            stream.put("namespace", id.namespace());
        }
        stream.put("json_schema", Map.of("type", "object", "properties", fields));
        stream.put("supported_sync_modes", List.of("full_refresh", "incremental"));
        if (!resumable) {
            stream.put("is_resumable", false);
        }
        Map<String, @Nullable Object> configured = new LinkedHashMap<>();
        configured.put("stream", stream);
        configured.put("sync_mode", syncMode);
        configured.put("destination_sync_mode", destinationSyncMode);
        configured.put("primary_key", primaryKey);
        configured.putAll(settings);
        return Json.text(configured);
    }

    private static String schema(LogicalType type) {
        return switch (type) {
            case STRING -> nullable("string", "");
            case BOOLEAN -> nullable("boolean", "");
            case INTEGER -> nullable("integer", "");
            case BIG_INTEGER -> nullable("string", ",\"airbyte_type\":\"big_integer\"");
            case NUMBER -> nullable("number", "");
            case DATE -> nullable("string", ",\"format\":\"date\"");
            case TIMESTAMP_WITH_TIMEZONE -> time("date-time", "timestamp_with_timezone");
            case TIMESTAMP_WITHOUT_TIMEZONE -> time("date-time", "timestamp_without_timezone");
            case TIME_WITH_TIMEZONE -> time("time", "time_with_timezone");
            case TIME_WITHOUT_TIMEZONE -> time("time", "time_without_timezone");
            case OBJECT -> nullable("object", "");
            case ARRAY -> nullable("array", "");
            case ANY -> "{}";
        };
    }

    private static String time(String format, String airbyteType) {
        return nullable("string", ",\"format\":\"%s\",\"airbyte_type\":\"%s\"".formatted(format, airbyteType));
    }

    private static String nullable(String type, String more) {
        return "{\"type\":[\"null\",\"%s\"]%s}".formatted(type, more);
    }
}
