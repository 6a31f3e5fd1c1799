package io.sqlcache.core.write;

import io.sqlcache.api.CacheException;
import io.sqlcache.api.StreamId;
import io.sqlcache.core.load.StreamLoad;
import io.sqlcache.core.load.StreamRouter;
import io.sqlcache.core.message.Message.State;
import io.sqlcache.core.message.Message.Stray;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Records of streams that the catalog does not have, which are dropped, and the states that would say of them that they are stored:
 * those go no further. A stream of the catalog that got no record while one of its name was dropped is taken for the same stream,
 * spelt in another way. Not thread-safe.
 */
final class StrayRecords {

    /** Beyond so many, all others count as one: their names are the input's. */
    private static final int MOST_STREAMS = 1_000;

    private static final int MOST_NAMES_TOLD = 10;

    private final StreamRouter router;
    /** The line of the first record of each. */
    private final Map<StreamId, Long> strays = new LinkedHashMap<>();

    private long firstLineOfMore = Long.MAX_VALUE;
    /** Streams of the catalog: up to which line what is said of them is said of other records. */
    private final Map<StreamId, Long> misspeltUpTo = new HashMap<>();

    private final Set<StreamId> withheld = new TreeSet<>();

    StrayRecords(StreamRouter router) {
        this.router = router;
    }

    /** Notes a record, which is on this line. */
    void dropped(StreamId stream, long line) {
        if (strays.containsKey(stream)) {
            return;
        }
        if (strays.size() < MOST_STREAMS) {
            strays.put(stream, line);
        } else {
            firstLineOfMore = Math.min(firstLineOfMore, line);
        }
    }

    /**
     * Whether a state covers records that were dropped, and is not to be given back: the same however often it is read.
     *
     * @param line of input that it stands on
     * @throws CacheException of kind {@code DATA} if it is one of many streams, none of which could be committed without it
     */
    boolean withholds(State state, long line) {
        if (strays.isEmpty()) {
            return false;
        }
        StreamId stream = state.stream();
        if (stream == null) {
            requireNoneCovered(state, line);
            return false;
        }
        if (router.load(stream) != null) {
            return isMisspelt(stream, line);
        }
        boolean covers = line > firstLineOfMore
                || strays.getOrDefault(stream, Long.MAX_VALUE) < line
                || namesake(stream, line).isPresent();
        if (covers) {
            withheld.add(stream);
        }
        return covers;
    }

    /** Whether what the source says of a stream of the catalog, on this line, is about records that were dropped. */
    boolean isMisspelt(StreamId stream, long line) {
        if (strays.isEmpty()) {
            return false;
        }
        if (line <= misspeltUpTo.getOrDefault(stream, 0L)) {
            return true; // read again: it may have records by now
        }
        boolean misspelt = hasNoRecords(stream) && namesake(stream, line).isPresent();
        if (misspelt) {
            misspeltUpTo.put(stream, line);
        }
        return misspelt;
    }

    private boolean hasNoRecords(StreamId stream) {
        return Objects.requireNonNull(router.load(stream)).progress().recordsRead() == 0;
    }

    private Optional<StreamId> namesake(StreamId stream, long line) {
        return strays.entrySet().stream()
                .filter(stray -> stray.getKey().name().equals(stream.name()) && stray.getValue() < line)
                .map(Map.Entry::getKey)
                .findFirst();
    }

    private void requireNoneCovered(State state, long line) {
        Collection<StreamLoad> loads = router.loads();
        boolean nothingLanded = loads.stream().allMatch(load -> load.progress().recordsRead() == 0);
        for (StreamId stray : strays.keySet()) {
            boolean covered =
                    state.covered().isEmpty() ? nothingLanded : state.covered().contains(stray);
            if (covered
                    || loads.stream()
                            .anyMatch(load -> load.id().name().equals(stray.name()) && isMisspelt(load.id(), line))) {
                throw new CacheException(
                        CacheException.Kind.DATA,
                        "Cannot go on behind line %d: a state of many streams covers %s."
                                .formatted(line, dropped(stray)));
            }
        }
    }

    /** Why a stream of the catalog is not complete whatever was said of it, if so. */
    Optional<String> failure(StreamId stream) {
        return misspeltUpTo.containsKey(stream)
                ? strays.keySet().stream()
                        .filter(stray -> stray.name().equals(stream.name()))
                        .findFirst()
                        .map(stray -> "the source sent " + dropped(stray))
                : Optional.empty();
    }

    /** What failed besides streams of the catalog: those whose states were not given back. */
    List<String> failures() {
        return withheld.stream()
                .map(stream -> "The states of stream %s were not given back, for they cover %s."
                        .formatted(
                                new Stray(stream).quoted(),
                                dropped(namesake(stream, Long.MAX_VALUE).orElse(stream))))
                .toList();
    }

    /** Both spellings, and what to do. */
    private String dropped(StreamId stray) {
        List<StreamId> namesakes = router.loads().stream()
                .map(StreamLoad::id)
                .filter(id -> id.name().equals(stray.name()))
                .toList();
        String remedy = namesakes.size() == 1
                ? "name it so in the catalog, or let streams be matched by their names alone (--ignore-namespace)"
                : "add it to the catalog, or let the source send none of it";
        return "records of stream %s, which were dropped: the catalog does not have it, it has %s; %s"
                .formatted(new Stray(stray).quoted(), named(namesakes), remedy);
    }

    private String named(List<StreamId> namesakes) {
        List<StreamId> told = new ArrayList<>(namesakes);
        if (told.isEmpty()) {
            router.loads().forEach(load -> told.add(load.id()));
        }
        String names =
                told.stream().limit(MOST_NAMES_TOLD).map(id -> "\"" + id + "\"").collect(Collectors.joining(", "));
        return told.size() > MOST_NAMES_TOLD ? names + " and %d more".formatted(told.size() - MOST_NAMES_TOLD) : names;
    }
}
