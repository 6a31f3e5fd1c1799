package io.sqlcache.cli.source;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sqlcache.api.StreamId;
import io.sqlcache.api.WriteStrategy;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Which streams begin a new generation, or go on with one that an earlier sync did not complete.
 *
 * @param generation the number of new generations; no earlier sync had it
 * @param anew streams whose rows are all replaced although they could be read from where they were left
 * @param unfinished streams whose rows of an unfinished generation wait, hidden, for the rest of it
 * @param strategy what becomes of the rows of these streams apart from that
 * @param ignoresNamespaces whether the source's states may name streams in other namespaces
 */
public record Refreshes(
        long generation,
        Set<StreamId> anew,
        Map<StreamId, Long> unfinished,
        WriteStrategy strategy,
        boolean ignoresNamespaces) {

    static final Refreshes NONE = new Refreshes(0, Set.of(), Map.of(), WriteStrategy.FROM_CATALOG, false);
    static final String GENERATION = "generation_id";

    public Refreshes {
        anew = Set.copyOf(anew);
        unfinished = Map.copyOf(unfinished);
    }

    /** The same, going on with no other unfinished generations than of these streams, unless they begin anew. */
    Refreshes continuing(Predicate<StreamId> streams) {
        Map<StreamId, Long> continued = new HashMap<>(unfinished);
        continued.keySet().removeIf(id -> anew.contains(id) || !streams.test(id));
        return new Refreshes(generation, anew, continued, strategy, ignoresNamespaces);
    }

    /** Gives a stream of a catalog its generation, if it is to have one. */
    void mark(ObjectNode configured, StreamId id) {
        if (anew.contains(id)) {
            give(configured, generation);
            setMode(configured);
        } else if (unfinished.containsKey(id)) {
            give(configured, unfinished.get(id));
            setMode(configured);
        } else if (!configured.has(GENERATION) && isReplaced(configured)) {
            give(configured, generation);
        }
    }

    private static boolean isReplaced(ObjectNode configured) {
        return SourceCatalog.isFullRefresh(configured)
                && configured.path("destination_sync_mode").asText().equals("overwrite");
    }

    /** All older generations are to go once this one is complete. */
    private static void give(ObjectNode configured, long generation) {
        configured.put(GENERATION, generation);
        configured.put("minimum_generation_id", generation);
    }

    /** The write takes it from the catalog how such a stream is loaded: that alone says so by generations. */
    private void setMode(ObjectNode configured) {
        switch (strategy) {
            case FROM_CATALOG -> {}
            case APPEND -> configured.put("destination_sync_mode", "append");
            case MERGE -> configured.put("destination_sync_mode", "append_dedup");
            case REPLACE -> configured.put("destination_sync_mode", "overwrite");
            case AUTO -> {
                boolean keyed = !configured.path("primary_key").isEmpty()
                        || !configured
                                .path("stream")
                                .path("source_defined_primary_key")
                                .isEmpty();
                configured.put("destination_sync_mode", keyed ? "append_dedup" : "overwrite");
            }
        }
    }
}
