package io.sqlcache.core.write;

import io.sqlcache.api.CacheException;
import io.sqlcache.api.StreamId;
import io.sqlcache.core.catalog.LoadMethod;
import io.sqlcache.core.catalog.StreamPlan;
import io.sqlcache.core.message.Message.StateKind;
import io.sqlcache.core.state.Lease;
import io.sqlcache.core.state.Leases.Holder;
import io.sqlcache.core.state.StateStore.StoredState;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A write that may begin.
 *
 * @param lease what it holds on its streams
 * @param waitedFor the write that had one of them until now; null if it did not have to wait
 * @param before the source's stored state when it began to wait
 * @param after the source's stored state now
 */
record Admitted(Lease lease, @Nullable Holder waitedFor, List<StoredState> before, List<StoredState> after) {

    /** Without having waited. */
    static Admitted atOnce(Lease lease) {
        return new Admitted(lease, null, List.of(), List.of());
    }

    /** After another write, which may have stored a state. */
    Admitted after(@Nullable Holder other, List<StoredState> stateBefore, List<StoredState> stateAfter) {
        return new Admitted(lease, other, stateBefore, stateAfter);
    }

    /**
     * Refuses to append what the other write has appended already: the source was started from a state that is not the last one
     * any more. Merged and replaced rows may come twice.
     */
    void requireFreshInput(List<StreamPlan> plans) {
        if (waitedFor == null) {
            return;
        }
        for (StreamPlan plan : plans) {
            if (plan.method() == LoadMethod.APPEND && !of(plan.id(), before).equals(of(plan.id(), after))) {
                throw new CacheException(
                        CacheException.Kind.TRANSIENT,
                        "Cannot append to stream \"%s\": while this write waited for sync %d, that one stored a new state, so that the same records may come again. Start the source again from the stored state."
                                .formatted(plan.id(), waitedFor.syncNumber()));
            }
        }
    }

    /** The states that say where the source goes on with the stream. */
    private static List<StoredState> of(StreamId stream, List<StoredState> states) {
        return states.stream()
                .filter(state -> state.kind() != StateKind.STREAM || stream.equals(state.stream()))
                .toList();
    }
}
