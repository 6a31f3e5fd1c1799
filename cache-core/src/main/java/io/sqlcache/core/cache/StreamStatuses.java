package io.sqlcache.core.cache;

import io.sqlcache.api.StreamId;
import io.sqlcache.core.load.StreamLoad;
import io.sqlcache.core.message.Message.SourceError;
import io.sqlcache.core.message.Message.Status;
import io.sqlcache.core.message.Message.StreamStatus;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** What the source said about how its streams went, and what that means at the end of input. Not thread-safe. */
final class StreamStatuses {

    private final Map<StreamId, Status> statuses = new HashMap<>();
    private final Map<StreamId, String> failures = new HashMap<>();

    /** Notes a status; INCOMPLETE is final. */
    void statusArrived(StreamStatus message) {
        statuses.put(message.stream(), message.status());
        if (message.status() == Status.INCOMPLETE) {
            failures.putIfAbsent(message.stream(), "the source ended it with the status INCOMPLETE");
        }
    }

    /** Notes an error of the source: of one stream, or of every stream that is not complete yet. */
    void errorArrived(SourceError error, Iterable<StreamLoad> loads) {
        String reason = "the source failed: " + error.message();
        StreamId stream = error.stream();
        if (stream != null) {
            failures.putIfAbsent(stream, reason);
            return;
        }
        for (StreamLoad load : loads) {
            if (statuses.get(load.id()) != Status.COMPLETE) {
                failures.putIfAbsent(load.id(), reason);
            }
        }
    }

    /** Whether the source said COMPLETE and nothing else speaks against it. */
    boolean isComplete(StreamId stream) {
        return statuses.get(stream) == Status.COMPLETE && !failures.containsKey(stream);
    }

    /**
     * Why a stream is not complete at the clean end of input; empty if it is.
     *
     * @param lenient whether a stream with records but without any status is complete also if its rows replace others
     */
    Optional<String> failure(StreamLoad load, boolean lenient) {
        String failure = failures.get(load.id());
        if (failure != null) {
            return Optional.of(failure);
        }
        Status status = statuses.get(load.id());
        if (status == Status.COMPLETE) {
            return Optional.empty();
        }
        if (status != null) {
            return Optional.of("the input ended without its status COMPLETE; the last one was " + status);
        }
        // Older sources send no status. The end of input alone never empties a table.
        if (!load.method().waitsForComplete() || (lenient && load.records() > 0)) {
            return Optional.empty();
        }
        return Optional.of("the source sent no status for it, and only COMPLETE may let new rows replace the old ones;"
                + " allow a lenient status if the source is known to send none");
    }
}
