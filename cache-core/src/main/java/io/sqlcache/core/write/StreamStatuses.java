package io.sqlcache.core.write;

import io.sqlcache.api.SourceEnding;
import io.sqlcache.api.StreamId;
import io.sqlcache.core.load.StreamLoad;
import io.sqlcache.core.message.Message.SourceError;
import io.sqlcache.core.message.Message.Status;
import io.sqlcache.core.message.Message.StreamStatus;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What the source said about how its streams went, and what that means at the end of input. Not thread-safe. */
final class StreamStatuses {

    private final Map<StreamId, Status> statuses = new HashMap<>();
    private final Map<StreamId, Failure> failures = new HashMap<>();
    private boolean endedWell;
    /** What the source said when all of its streams were complete; null if nothing. */
    private @Nullable String lateError;

    /** Why a stream is not complete, and the line of input that says so. */
    private record Failure(String reason, long line) {}

    /** Notes a status, which is on this line; INCOMPLETE is final. */
    void statusArrived(StreamStatus message, long line) {
        statuses.put(message.stream(), message.status());
        if (message.status() == Status.INCOMPLETE) {
            failures.putIfAbsent(message.stream(), new Failure("the source ended it with the status INCOMPLETE", line));
        }
    }

    /** Notes an error of the source, which is on this line: of one stream, or of every stream that is not complete yet. */
    void errorArrived(SourceError error, long line, Iterable<StreamLoad> loads) {
        Failure reason = new Failure("the source failed: " + error.message(), line);
        StreamId stream = error.stream();
        if (stream != null) {
            failures.putIfAbsent(stream, reason);
            return;
        }
        boolean late = true;
        for (StreamLoad load : loads) {
            if (statuses.get(load.id()) != Status.COMPLETE) {
                failures.putIfAbsent(load.id(), reason);
                late = false;
            }
        }
        if (late && lateError == null) {
            lateError = error.message();
        }
    }

    /** Why the source failed though no stream did; empty if it did not. */
    Optional<String> lateFailure() {
        return Optional.ofNullable(lateError)
                .map("The source failed after it had completed all its streams, which are stored: %s."::formatted);
    }

    /** Notes how the source has ended, after the line before this one. */
    void sourceEnded(SourceEnding ending, long line, Iterable<StreamLoad> loads) {
        switch (ending.kind()) {
            case UNKNOWN -> {}
            case CLEAN -> endedWell = true;
            case FAILED -> errorArrived(new SourceError(null, ending.reason()), line, loads);
        }
    }

    /** Whether the source said COMPLETE, by a status or by the way it ended, and nothing else speaks against it. */
    boolean isComplete(StreamLoad load) {
        return isCompletedByTheEnd(load)
                || statuses.get(load.id()) == Status.COMPLETE && !failures.containsKey(load.id());
    }

    /** Whether the source sent no status of a stream, but ended well. To empty a table that has rows takes more: its COMPLETE. */
    boolean isCompletedByTheEnd(StreamLoad load) {
        return endedWell
                && !statuses.containsKey(load.id())
                && !failures.containsKey(load.id())
                && (!load.method().waitsForComplete()
                        || load.tables().isEmpty()
                        || load.progress().recordsRead() > 0);
    }

    /** Whether a status makes its stream complete, by what was said up to its line: it may be read again after other lines. */
    boolean completes(StreamStatus message, long line) {
        Failure failure = failures.get(message.stream());
        return message.status() == Status.COMPLETE && (failure == null || failure.line() > line);
    }

    /**
     * Why a stream is not complete at the clean end of input; empty if it is.
     *
     * @param lenient whether a stream with records but without any status is complete also if its rows replace others
     */
    Optional<String> failure(StreamLoad load, boolean lenient) {
        Failure failure = failures.get(load.id());
        if (failure != null) {
            return Optional.of(failure.reason());
        }
        Status status = statuses.get(load.id());
        if (status == Status.COMPLETE || isCompletedByTheEnd(load)) {
            return Optional.empty();
        }
        if (status != null) {
            return Optional.of("the input ended without its status COMPLETE; the last one was " + status);
        }
        // Older sources send no status. The end of input alone never empties a table.
        if (!load.method().waitsForComplete() || (lenient && load.progress().recordsRead() > 0)) {
            return Optional.empty();
        }
        if (endedWell) {
            return Optional.of("the source sent nothing of it, and only the status COMPLETE may empty a table");
        }
        return Optional.of("the source sent no status for it, and only COMPLETE may let new rows replace the old ones;"
                + " allow a lenient status if the source is known to send none");
    }
}
