package io.sqlcache.core.commit;

import io.sqlcache.api.CacheException;
import io.sqlcache.api.StreamId;
import io.sqlcache.core.message.Message.State;
import io.sqlcache.core.message.Message.StateKind;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Which streams one state of the whole source covers; learnt from the states as they come. Not thread-safe. */
public final class Coverage {

    private final Set<StreamId> covered = new HashSet<>();
    private @Nullable StateKind seen;
    private boolean global;
    private boolean coversAll;

    /**
     * What the state before this write tells about this one.
     *
     * @param stored the kind of the source's stored state
     */
    public Coverage(Optional<StateKind> stored) {
        this.global = stored.filter(kind -> kind != StateKind.STREAM).isPresent();
        this.coversAll = global;
    }

    /** Whether this stream's rows become visible only together with those of all others that the source's state covers. */
    public boolean isGlobal(StreamId stream) {
        return global && (coversAll || covered.contains(stream));
    }

    /** Whether this write has seen such a state already, so that one transaction may hold the rows of these streams. */
    public boolean isKnownGlobal(StreamId stream) {
        return seen != null && isGlobal(stream);
    }

    /**
     * Learns from a state.
     *
     * @throws CacheException of kind {@code DATA} if the source mixes the kinds
     */
    void learn(State state) {
        if (seen != null && seen != state.kind()) {
            throw new CacheException(
                    CacheException.Kind.DATA,
                    "The source sent a state of type %s after one of type %s; which rows it covers cannot be told. Report it to the source's authors."
                            .formatted(state.kind(), seen));
        }
        boolean isFirst = seen == null;
        seen = state.kind();
        global = state.kind() != StateKind.STREAM;
        // A state that lists no streams covers all; once it did, rows of all may be in one transaction.
        coversAll = (coversAll && !isFirst) || (global && state.covered().isEmpty());
        covered.addAll(state.covered());
    }
}
