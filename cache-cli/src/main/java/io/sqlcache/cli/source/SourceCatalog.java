package io.sqlcache.cli.source;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sqlcache.api.CacheException;
import io.sqlcache.api.ConfiguredCatalog;
import io.sqlcache.api.StreamId;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** A configured catalog for a source and for the write of what it reads. Immutable. */
public final class SourceCatalog {

    private final JsonNode catalog;
    private final Map<StreamId, JsonNode> streams = new LinkedHashMap<>();
    private final Set<StreamId> fullRefresh = new LinkedHashSet<>();
    private final Refreshes refreshes;
    private final boolean discovered;

    private SourceCatalog(JsonNode catalog, Refreshes refreshes, boolean discovered) {
        this.catalog = catalog;
        this.discovered = discovered;
        this.refreshes = refreshes;
        for (JsonNode configured : catalog.path("streams")) {
            JsonNode stream = configured.path("stream");
            if (stream.path("name").isTextual()) {
                StreamId id = StreamIds.of(stream);
                streams.put(id, configured);
                if (isFullRefresh(configured)) {
                    fullRefresh.add(id);
                }
            }
        }
    }

    /** The catalog of a text; what is wrong in it is for the write to say, but it is JSON. */
    public static SourceCatalog of(String json) {
        try {
            return new SourceCatalog(SourceJson.read(json), Refreshes.NONE, false);
        } catch (JsonProcessingException e) {
            throw new CacheException(CacheException.Kind.CONFIG, "The configured catalog is not valid JSON.");
        }
    }

    /** What was made of what the source has. */
    static SourceCatalog discovered(JsonNode catalog) {
        return new SourceCatalog(catalog, Refreshes.NONE, true);
    }

    /** Whether it was made of what the source has, and not given. */
    public boolean isDiscovered() {
        return discovered;
    }

    static boolean isFullRefresh(JsonNode configured) {
        return configured.path("sync_mode").asText().equals("full_refresh");
    }

    /** Its streams, in order. */
    public Set<StreamId> streams() {
        return streams.keySet();
    }

    /** The properties of each stream's schema. */
    public Map<StreamId, Set<String>> fields() {
        Map<StreamId, Set<String>> fields = new LinkedHashMap<>();
        streams.forEach((id, configured) -> {
            Set<String> names = new LinkedHashSet<>();
            configured
                    .path("stream")
                    .path("json_schema")
                    .path("properties")
                    .fieldNames()
                    .forEachRemaining(names::add);
            fields.put(id, names);
        });
        return fields;
    }

    /** The streams that are read from their beginning every time. */
    public Set<StreamId> fullRefresh() {
        return fullRefresh;
    }

    /**
     * The same with generations: streams that are read from their beginning and replaced get one, so that their rows can wait, hidden,
     * while states of all streams are committed. A generation that the catalog has already stays.
     */
    public SourceCatalog with(Refreshes asked) {
        Refreshes marked = asked.continuing(id -> !fullRefresh.contains(id) && hasNoGeneration(id));
        ObjectNode changed = catalog.deepCopy();
        changed.path("streams").forEach(configured -> {
            if (configured instanceof ObjectNode one
                    && one.path("stream").path("name").isTextual()) {
                marked.mark(one, StreamIds.of(one.path("stream")));
            }
        });
        return new SourceCatalog(changed, marked, discovered);
    }

    private boolean hasNoGeneration(StreamId id) {
        JsonNode configured = streams.get(id);
        return configured != null && !configured.has(Refreshes.GENERATION);
    }

    /** Its text for the source. */
    public String json() {
        return catalog.toString();
    }

    /**
     * The catalog for the write. No later sync goes on with what this one leaves of a stream that is read from its beginning: whether the
     * source could does not matter.
     */
    public ConfiguredCatalog written() {
        ObjectNode written = catalog.deepCopy();
        written.path("streams").forEach(configured -> {
            if (isFullRefresh(configured)
                    && configured.has(Refreshes.GENERATION)
                    && configured.path("stream") instanceof ObjectNode stream) {
                stream.remove("is_resumable");
            }
        });
        return new ConfiguredCatalog(written.toString());
    }

    /** The streams whose rows are replaced because that was asked for, now or by an earlier sync that did not complete it. */
    public Set<StreamId> refreshed() {
        Set<StreamId> refreshed = new LinkedHashSet<>(refreshes.anew());
        refreshed.addAll(refreshes.unfinished().keySet());
        refreshed.retainAll(streams.keySet());
        return refreshed;
    }

    /**
     * Finds out whether the stored state can be read from, before anything is changed.
     *
     * @param stored a JSON array of states
     * @throws CacheException of kind {@code CONFIG} if what it says of streams that begin anew cannot be told from the rest
     */
    public void requireReadable(String stored) {
        new StateToRead(streams.keySet(), fullRefresh, refreshes).require(stored);
    }

    /**
     * The stored state without that of streams that are read from their beginning: some sources say there that nothing is left
     * to read. Empty if nothing is left of it.
     *
     * @param stored a JSON array of states, which {@link #requireReadable can be read from}
     */
    public Optional<String> stateToReadFrom(String stored) {
        return new StateToRead(streams.keySet(), fullRefresh, refreshes).of(stored);
    }
}
