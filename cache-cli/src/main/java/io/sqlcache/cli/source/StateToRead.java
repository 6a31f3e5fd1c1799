package io.sqlcache.cli.source;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import io.sqlcache.api.CacheException;
import io.sqlcache.api.StreamId;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What of a stored state a source is started with: nothing of streams that it is to read from their beginning. */
final class StateToRead {

    private static final Logger LOG = LoggerFactory.getLogger(StateToRead.class);

    private final Set<StreamId> streams;
    private final Set<StreamId> fullRefresh;
    private final Refreshes refreshes;
    private boolean changed;

    /**
     * Of one catalog.
     *
     * @param fullRefresh those of its streams that are always read from their beginning
     */
    StateToRead(Set<StreamId> streams, Set<StreamId> fullRefresh, Refreshes refreshes) {
        this.streams = streams;
        this.fullRefresh = fullRefresh;
        this.refreshes = refreshes;
    }

    /** The rest of the state, with every digit; empty if nothing is left of it. */
    Optional<String> of(String stored) {
        try {
            ArrayNode states = SourceJson.MAPPER.readValue(stored, ArrayNode.class);
            for (int i = states.size() - 1; i >= 0; i--) {
                if (isToGo(states.get(i))) {
                    states.remove(i);
                    changed = true;
                }
            }
            return states.isEmpty() ? Optional.empty() : Optional.of(changed ? states.toString() : stored);
        } catch (JsonProcessingException e) {
            throw new CacheException(CacheException.Kind.INTERNAL, "The stored state is not valid JSON.", e);
        }
    }

    /** Refuses a state of which that cannot be had. */
    void require(String stored) {
        Optional<String> rest = of(stored);
        LOG.debug("The source {} a state", rest.isPresent() ? "goes on from" : "begins without");
    }

    private boolean isToGo(JsonNode state) {
        String type = state.path("type").asText();
        if (type.equals("STREAM")) {
            return isFromTheBeginning(state.path("stream").path("stream_descriptor"));
        }
        requireNoneUnfinished(type);
        if (refreshes.anew().containsAll(streams)) {
            return true;
        }
        if (type.equals("GLOBAL")) {
            return takeOut(state.path("global").path("stream_states"));
        }
        requireAll(type);
        return false;
    }

    /** Takes the streams out of a state of all; whether none is left. */
    private boolean takeOut(JsonNode streamStates) {
        int left = streamStates.size();
        for (int i = left - 1; i >= 0; i--) {
            if (isFromTheBeginning(streamStates.get(i).path("stream_descriptor"))) {
                ((ArrayNode) streamStates).remove(i);
                changed = true;
                left--;
            }
        }
        return changed && left == 0;
    }

    private boolean isFromTheBeginning(JsonNode descriptor) {
        StreamId said = StreamIds.of(descriptor);
        return streams.stream()
                .filter(stream ->
                        fullRefresh.contains(stream) || refreshes.anew().contains(stream))
                .anyMatch(stream -> stream.equals(said) || isTheOnlyOneOfItsName(stream, said));
    }

    private boolean isTheOnlyOneOfItsName(StreamId stream, StreamId said) {
        return refreshes.ignoresNamespaces()
                && stream.name().equals(said.name())
                && streams.stream()
                                .filter(each -> each.name().equals(said.name()))
                                .count()
                        == 1;
    }

    /** What it says of one stream is known to the source alone. */
    private void requireAll(String type) {
        Set<StreamId> anew = new TreeSet<>(refreshes.anew());
        anew.retainAll(streams);
        if (!anew.isEmpty()) {
            throw new CacheException(
                    CacheException.Kind.CONFIG,
                    "Cannot refresh %s alone: the source has one %s state for all of its streams. Refresh all streams: --full-refresh without names."
                            .formatted(anew, type));
        }
    }

    /** Which streams the unfinished refresh was to reach is not known: some may not have begun, and their rows would come twice. */
    private void requireNoneUnfinished(String type) {
        Set<StreamId> unfinished = new TreeSet<>(refreshes.unfinished().keySet());
        unfinished.retainAll(streams);
        if (!unfinished.isEmpty()) {
            throw new CacheException(
                    CacheException.Kind.CONFIG,
                    "Cannot go on with the full refresh of %s, which an earlier sync did not complete: the source has one %s state for all of its streams. Begin it anew: --full-refresh without names."
                            .formatted(unfinished, type));
        }
    }
}
