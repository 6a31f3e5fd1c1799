package io.sqlcache.core.commit;

import io.sqlcache.api.CommitThrottle;
import io.sqlcache.api.WriteListener;
import io.sqlcache.core.backend.SqlBackend;
import io.sqlcache.core.load.StreamRouter;
import io.sqlcache.core.message.MessageReader;
import io.sqlcache.core.state.StateStore;
import io.sqlcache.core.state.StreamRegistry;
import io.sqlcache.core.state.SyncLog;
import jakarta.inject.Inject;

/** Makes the {@link CommitDecision} of each write. Thread-safe. */
public final class CommitDecisions {

    private final SqlBackend backend;
    private final StreamRegistry registry;
    private final StateStore stateStore;
    private final SyncLog syncLog;

    @Inject
    CommitDecisions(SqlBackend backend, StreamRegistry registry, StateStore stateStore, SyncLog syncLog) {
        this.backend = backend;
        this.registry = registry;
        this.stateStore = stateStore;
        this.syncLog = syncLog;
    }

    /**
     * CommitDecision of a write that begins.
     *
     * @param listener told of commits
     * @param input what is read; tells how far
     * @param held where the states of streams that are replaced wait; closed by the caller
     */
    public CommitDecision create(
            SyncLog.Sync sync,
            StreamRouter router,
            Coverage coverage,
            WriteListener listener,
            CommitThrottle throttle,
            MessageReader input,
            HeldStates held) {
        Checkpoint checkpoint = new Checkpoint(backend, registry, stateStore, syncLog, sync, router);
        return new CommitDecision(checkpoint, router, coverage, listener, throttle, input, held);
    }
}
