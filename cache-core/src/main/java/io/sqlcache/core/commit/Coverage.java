package io.sqlcache.core.commit;

import io.sqlcache.api.CacheException;
import io.sqlcache.api.StreamId;
import io.sqlcache.core.catalog.RefusedStreams;
import io.sqlcache.core.message.Message.State;
import io.sqlcache.core.message.Message.StateKind;
import java.util.Collection;
import java.util.HashSet;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Which streams one state of the whole source covers; learnt from the states as they come. Not thread-safe. */
public final class Coverage {

    /**
     * What is known.
     *
     * @param seen the kind of the states of this write; null if none came yet
     * @param global whether states are of the source as a whole
     * @param coversAll whether they cover every stream
     * @param covered the streams that they list
     */
    private record Knowledge(@Nullable StateKind seen, boolean global, boolean coversAll, Set<StreamId> covered) {}

    /** By the line that taught it. */
    private final NavigableMap<Long, Knowledge> learnt = new TreeMap<>();

    private final RefusedStreams refused;
    private Knowledge now;

    /**
     * What the state before this write tells about this one.
     *
     * @param stored the kind of the source's stored state
     * @param refused the streams of which nothing is written, so that no state of theirs may be stored
     */
    public Coverage(Optional<StateKind> stored, RefusedStreams refused) {
        this.refused = refused;
        boolean global = stored.filter(kind -> kind != StateKind.STREAM).isPresent();
        this.now = new Knowledge(null, global, global, Set.of());
        learnt.put(0L, now);
    }

    /** Whether nothing of this stream is written. */
    boolean isRefused(StreamId stream) {
        return refused.has(stream);
    }

    /** Whether this stream's rows become visible only together with those of all others that the source's state covers. */
    public boolean isGlobal(StreamId stream) {
        return now.global() && (now.coversAll() || now.covered().contains(stream));
    }

    /** Whether this write has seen such a state already, so that one transaction may hold the rows of these streams. */
    public boolean isKnownGlobal(StreamId stream) {
        return now.seen() != null && isGlobal(stream);
    }

    /**
     * Learns from a state.
     *
     * @param line of input that it stands on
     * @throws CacheException of kind {@code DATA} if the source mixes the kinds; of kind {@code CONFIG} if the state covers a stream
     *     of which nothing is written
     */
    void learn(State state, long line) {
        StateKind seen = now.seen();
        if (seen != null && seen != state.kind()) {
            throw new CacheException(
                    CacheException.Kind.DATA,
                    "The source sent a state of type %s after one of type %s; which rows it covers cannot be told. Report it to the source's authors."
                            .formatted(state.kind(), seen));
        }
        boolean global = state.kind() != StateKind.STREAM;
        // A state that lists no streams covers all; once it did, rows of all may be in one transaction.
        boolean coversAll =
                (now.coversAll() && seen != null) || (global && state.covered().isEmpty());
        Knowledge next = new Knowledge(state.kind(), global, coversAll, with(state.covered()));
        if (!next.equals(now)) {
            now = next;
            learnt.put(line, now);
        }
        requireNoneRefused(state);
    }

    /** A state that says where a source goes on with many streams would let it pass over the rows of one that is left out. */
    private void requireNoneRefused(State state) {
        for (StreamId stream : refused.all()) {
            if (isGlobal(stream)) {
                throw new CacheException(
                        CacheException.Kind.CONFIG,
                        "Cannot store the source's %s state: it covers stream \"%s\" too, whose records would never come again, and which cannot be written. %s Change that, or take the stream out of the catalog."
                                .formatted(
                                        state.kind(),
                                        stream,
                                        refused.reason(stream).orElse("")));
            }
        }
    }

    private Set<StreamId> with(Collection<StreamId> more) {
        if (now.covered().containsAll(more)) {
            return now.covered();
        }
        Set<StreamId> all = new HashSet<>(now.covered());
        all.addAll(more);
        return all;
    }

    /** Forgets what lines from this one on have taught: they are read again. */
    void rollback(long line) {
        learnt.tailMap(line, true).keySet().removeIf(learntFrom -> learntFrom > 0);
        now = learnt.lastEntry().getValue();
    }
}
