package io.sqlcache.api;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * How a write ended.
 *
 * @param outcome SUCCEEDED only if every stream of the catalog is complete and durable
 * @param streams one entry for each stream of the catalog, in its order
 * @param inputBytes bytes read
 * @param elapsed from the first byte to the last commit
 * @param warnings what was skipped and how often: text to number of times
 */
public record WriteSummary(
        Outcome outcome, List<StreamSummary> streams, long inputBytes, Duration elapsed, Map<String, Long> warnings) {

    public WriteSummary {
        streams = List.copyOf(streams);
        warnings = Map.copyOf(warnings);
    }

    /** Records read of all streams. */
    public long totalRecords() {
        return streams.stream().mapToLong(StreamSummary::records).sum();
    }

    /** The entry of one stream, if the catalog has it. */
    public Optional<StreamSummary> stream(StreamId id) {
        return streams.stream().filter(stream -> stream.id().equals(id)).findFirst();
    }

    /** How a whole write ended. */
    public enum Outcome {
        /** Everything is durable. */
        SUCCEEDED,
        /** At least one stream did not complete; what it had checkpointed stays. */
        FAILED,
        /** The writing thread was interrupted; what could be committed was. */
        CANCELLED
    }

    /**
     * How one stream ended.
     *
     * @param id the stream
     * @param strategy the strategy that was used: APPEND, REPLACE or MERGE
     * @param tableName the stream's table
     * @param complete whether all it sent is durable and visible
     * @param records records read
     * @param committedRecords records among them whose commit has succeeded
     * @param reason why it is not complete; empty if it is
     */
    public record StreamSummary(
            StreamId id,
            WriteStrategy strategy,
            String tableName,
            boolean complete,
            long records,
            long committedRecords,
            String reason) {}
}
