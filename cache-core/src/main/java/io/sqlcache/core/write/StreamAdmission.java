package io.sqlcache.core.write;

import io.sqlcache.api.CacheException;
import io.sqlcache.api.CacheException.Kind;
import io.sqlcache.api.WriteRequest;
import io.sqlcache.core.catalog.RefusedStreams;
import io.sqlcache.core.sql.Transactions;
import io.sqlcache.core.sql.Tries;
import io.sqlcache.core.state.Lease;
import io.sqlcache.core.state.Leases.Holder;
import io.sqlcache.core.state.StateStore;
import io.sqlcache.core.state.StateStore.StoredState;
import io.sqlcache.core.state.SyncLog;
import io.sqlcache.core.state.SyncLog.Beginning;
import io.sqlcache.core.state.SyncLog.Sync;
import io.sqlcache.core.state.SyncLog.Taken;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Lets a write begin once no other one has any of its streams. Thread-safe. */
public final class StreamAdmission {

    private static final Logger LOG = LoggerFactory.getLogger(StreamAdmission.class);

    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(250);

    private final Transactions transactions;
    private final SyncLog syncLog;
    private final StateStore states;

    /** Of one open cache. */
    public StreamAdmission(Transactions transactions, SyncLog syncLog, StateStore states) {
        this.transactions = transactions;
        this.syncLog = syncLog;
        this.states = states;
    }

    /**
     * Waits for the streams, as long as the request has patience.
     *
     * @param tries what is done again if the database is lost
     * @param refused the streams that are not waited for; those that another source's write has come to it
     * @throws CacheException naming the write that has one of them: of kind {@code TRANSIENT} if it still has it in the end, of
     *     kind {@code CONFIG} if no stream is left
     */
    Admitted admit(WriteRequest request, RefusedStreams refused, Tries tries) {
        refused.requireOthers();
        String source = request.sourceName();
        String writerId = UUID.randomUUID().toString();
        Supplier<Beginning> begin = () -> syncLog.begin(
                source, writerId, refused.others(), request.lease().term());
        Beginning beginning = tries.of(begin);
        if (beginning instanceof Sync sync) {
            return admitted(sync);
        }
        List<StoredState> before = tries.of(() -> stored(source));
        long deadline = System.nanoTime() + request.lease().patience().toNanos();
        Holder waitedFor = null;
        while (beginning instanceof Taken taken) {
            Holder holder = taken.by();
            if (!holder.source().equals(source)) {
                refused.refuse(holder.stream(), foreign(source, holder));
                refused.requireOthers();
                beginning = tries.of(begin);
                continue;
            }
            if (waitedFor == null || waitedFor.syncNumber() != holder.syncNumber()) {
                LOG.info(
                        "Waiting for stream {}: sync {} of source {} has it",
                        holder.stream(),
                        holder.syncNumber(),
                        holder.source());
            }
            waitedFor = holder;
            pause(request, holder, deadline);
            beginning = tries.of(begin);
        }
        return admitted((Sync) beginning).after(waitedFor, before, tries.of(() -> stored(source)));
    }

    private Admitted admitted(Sync sync) {
        return Admitted.atOnce(new Lease(syncLog, sync));
    }

    private List<StoredState> stored(String source) {
        return transactions.run("read the stored state", sql -> states.loadOfWrite(sql, source));
    }

    private static CacheException foreign(String source, Holder holder) {
        return new CacheException(
                Kind.CONFIG,
                "Cannot write stream \"%s\" of source \"%s\": sync %d of source \"%s\" is writing it. Give this source another table prefix or schema, or the same source name if it is the same."
                        .formatted(holder.stream(), source, holder.syncNumber(), holder.source()));
    }

    private static void pause(WriteRequest request, Holder holder, long deadline) {
        long left = deadline - System.nanoTime();
        if (left <= 0) {
            throw new CacheException(
                    Kind.TRANSIENT,
                    "Cannot write stream \"%s\" of source \"%s\": sync %d, which began at %s, is writing it; waited for %d ms. Let that one end first; if it died, its lease runs out in %d ms."
                            .formatted(
                                    holder.stream(),
                                    request.sourceName(),
                                    holder.syncNumber(),
                                    holder.startedAt(),
                                    request.lease().patience().toMillis(),
                                    holder.left().toMillis()));
        }
        try {
            Thread.sleep(Math.min(BETWEEN_LOOKS.toMillis(), left / 1_000_000 + 1));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CacheException(
                    Kind.TRANSIENT,
                    "Interrupted while waiting for stream \"%s\", which sync %d is writing; nothing was read or written."
                            .formatted(holder.stream(), holder.syncNumber()),
                    e);
        }
    }
}
