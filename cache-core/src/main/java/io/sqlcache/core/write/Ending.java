package io.sqlcache.core.write;

import io.sqlcache.api.StreamId;
import io.sqlcache.api.WriteRequest;
import io.sqlcache.api.WriteSummary;
import io.sqlcache.api.WriteSummary.Outcome;
import io.sqlcache.api.WriteSummary.StreamOutcome;
import io.sqlcache.api.WriteSummary.StreamSummary;
import io.sqlcache.core.catalog.RefusedStreams;
import io.sqlcache.core.load.StreamLoad;
import io.sqlcache.core.load.StreamRouter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** How a write and each of its streams ended: by what the source said, and by what is committed. Not thread-safe. */
final class Ending {

    private final StreamRouter router;
    private final RefusedStreams refused;
    private final StreamStatuses statuses;
    private final StrayRecords strays;
    private final WriteRequest request;

    /**
     * Of one write.
     *
     * @param refused the streams of which nothing was written
     * @param statuses what the source said
     * @param strays what it sent that the catalog does not have
     */
    Ending(
            StreamRouter router,
            RefusedStreams refused,
            StreamStatuses statuses,
            StrayRecords strays,
            WriteRequest request) {
        this.router = router;
        this.refused = refused;
        this.statuses = statuses;
        this.strays = strays;
        this.request = request;
    }

    /** The streams of which no status was sent, if it says enough that the source ended well. */
    List<StreamLoad> completedByTheEnd() {
        return router.loads().stream()
                .filter(load -> statuses.isCompletedByTheEnd(load)
                        && strays.failure(load.id()).isEmpty())
                .toList();
    }

    /** The streams that nothing speaks against, at the clean end of input. */
    List<StreamLoad> complete() {
        return router.loads().stream().filter(load -> failure(load).isEmpty()).toList();
    }

    /** What to tell of a write that is over. */
    WriteSummary summary(boolean cancelled, Progress progress, Warnings warnings, TimeSpent times) {
        List<StreamSummary> streams = refused.catalog().stream()
                .map(stream -> refused.reason(stream.id())
                        .map(reason -> refused(stream.id(), reason))
                        .orElseGet(() -> summary(load(stream.id()), cancelled)))
                .toList();
        List<String> failures = new ArrayList<>(strays.failures());
        statuses.lateFailure().ifPresent(failures::add);
        boolean succeeded = failures.isEmpty() && streams.stream().allMatch(StreamSummary::complete);
        Outcome outcome = cancelled ? Outcome.CANCELLED : succeeded ? Outcome.SUCCEEDED : Outcome.FAILED;
        Duration elapsed = progress.elapsed();
        return new WriteSummary(
                outcome, streams, failures, progress.inputBytes(), elapsed, warnings.counts(), times.of(elapsed));
    }

    private Optional<String> failure(StreamLoad load) {
        return statuses.failure(load, request.lenientStatus()).or(() -> strays.failure(load.id()));
    }

    private String whyIncomplete(StreamLoad load) {
        return failure(load)
                .orElse(
                        isDone(load)
                                ? ""
                                : "its last records are covered by no state of the source, which failed at another"
                                        + " stream; the next write goes on "
                                        + (load.visibility().isVisible()
                                                ? "behind the last state"
                                                : "with the hidden rows"));
    }

    private String whyCancelled(StreamLoad load) {
        boolean complete =
                statuses.isComplete(load) && strays.failure(load.id()).isEmpty();
        return complete && isDone(load) ? "" : "the write was cancelled before it was complete";
    }

    private static boolean isDone(StreamLoad load) {
        return load.progress().recordsRead() == load.progress().committedRecords()
                && load.visibility().isVisible();
    }

    private StreamLoad load(StreamId stream) {
        return Objects.requireNonNull(router.load(stream), "every stream is refused or loaded");
    }

    private StreamSummary refused(StreamId stream, String reason) {
        return new StreamSummary(
                stream,
                request.strategies().getOrDefault(stream, request.strategy()),
                "",
                StreamOutcome.FAILED,
                refused.skipped(stream),
                0,
                reason);
    }

    private StreamSummary summary(StreamLoad load, boolean cancelled) {
        String reason = cancelled ? whyCancelled(load) : whyIncomplete(load);
        return new StreamSummary(
                load.id(),
                load.method().strategy(),
                load.tables().target().name().name(),
                reason.isEmpty() ? StreamOutcome.COMPLETE : StreamOutcome.INCOMPLETE,
                load.progress().recordsRead(),
                load.progress().committedRecords(),
                reason);
    }
}
