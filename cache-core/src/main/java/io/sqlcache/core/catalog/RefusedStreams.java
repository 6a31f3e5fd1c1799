package io.sqlcache.core.catalog;

import io.sqlcache.api.CacheException;
import io.sqlcache.api.CacheException.Kind;
import io.sqlcache.api.StreamId;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The streams of a catalog that a write leaves alone, because something has to be changed first, and why: the others land as if
 * these were not there. Not thread-safe.
 */
public final class RefusedStreams {

    private static final Logger LOG = LoggerFactory.getLogger(RefusedStreams.class);

    private final List<ConfiguredStream> catalog;
    private final Map<StreamId, CacheException> reasons = new LinkedHashMap<>();
    private final Map<StreamId, Long> skipped = new HashMap<>();

    /** Those whose entry in the catalog is wrong already. */
    public RefusedStreams(List<ConfiguredStream> catalog) {
        this.catalog = List.copyOf(catalog);
        for (ConfiguredStream stream : catalog) {
            if (!stream.violations().isEmpty()) {
                refuse(
                        stream.id(),
                        new CacheException(
                                Kind.CONFIG,
                                "Cannot use the configured catalog: " + String.join("; ", stream.violations()) + "."));
            }
        }
    }

    /** The streams of the catalog in order, whatever becomes of them. */
    public List<ConfiguredStream> catalog() {
        return catalog;
    }

    /** The names of the others. */
    public Set<StreamId> others() {
        return catalog.stream()
                .map(ConfiguredStream::id)
                .filter(id -> !has(id))
                .collect(Collectors.toUnmodifiableSet());
    }

    /** Whether this is one of them. */
    public boolean has(StreamId stream) {
        return !reasons.isEmpty() && reasons.containsKey(stream);
    }

    /** Why this is one of them; empty if it is not. */
    public Optional<String> reason(StreamId stream) {
        return Optional.ofNullable(reasons.get(stream)).map(CacheException::getMessage);
    }

    /** The names of all of them. */
    public Set<StreamId> all() {
        return reasons.keySet();
    }

    /** Makes this one of them. */
    public void refuse(StreamId stream, CacheException reason) {
        if (reasons.put(stream, reason) == null) {
            LOG.warn("Stream \"{}\" is left out: {}", stream, reason.getMessage());
        }
    }

    /**
     * Does what one stream needs. That its user has to change something first is no reason for others to wait: it refuses this
     * stream. Any other failure is of the write.
     *
     * @return nothing if the stream is refused
     */
    public <T> Optional<T> unlessRefused(StreamId stream, Supplier<T> work) {
        if (has(stream)) {
            return Optional.empty();
        }
        try {
            return Optional.of(work.get());
        } catch (CacheException e) {
            if (e.kind() != Kind.CONFIG) {
                throw e;
            }
            refuse(stream, e);
            return Optional.empty();
        }
    }

    /**
     * Makes sure that something is left to be written.
     *
     * @throws CacheException of kind {@code CONFIG} that says of every stream why it is refused, if all are
     */
    public void requireOthers() {
        if (reasons.isEmpty() || !others().isEmpty()) {
            return;
        }
        if (reasons.size() == 1) {
            throw reasons.values().iterator().next();
        }
        throw new CacheException(
                Kind.CONFIG,
                "Cannot write any stream of the catalog. "
                        + reasons.values().stream()
                                .map(CacheException::getMessage)
                                .distinct()
                                .collect(Collectors.joining(" ")),
                reasons.values().iterator().next());
    }

    /** Counts a record of one of them. */
    public void skip(StreamId stream) {
        skipped.merge(stream, 1L, Long::sum);
    }

    /** How many records of this one were passed over. */
    public long skipped(StreamId stream) {
        return skipped.getOrDefault(stream, 0L);
    }
}
