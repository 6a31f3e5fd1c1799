package io.sqlcache.api;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * How a write ended.
 *
 * @param outcome SUCCEEDED only if every stream of the catalog is complete and durable, and nothing else failed
 * @param streams one entry for each stream of the catalog, in its order
 * @param failures what failed besides, a sentence each: the source, after its streams were complete; records of streams that the catalog
 *     does not have, which were dropped although the source takes them for stored
 * @param inputBytes bytes read
 * @param elapsed from the first byte to the last commit
 * @param warnings what was skipped, or odd and made the best of, and how often: text to number of times
 * @param times where the time went
 */
public record WriteSummary(
        Outcome outcome,
        List<StreamSummary> streams,
        List<String> failures,
        long inputBytes,
        Duration elapsed,
        Map<String, Long> warnings,
        WriteTimes times) {

    public WriteSummary {
        streams = List.copyOf(streams);
        failures = List.copyOf(failures);
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
        /** At least one stream did not complete, or could not be written at all; what it had checkpointed stays. */
        FAILED,
        /** The writing thread was interrupted; what could be committed was. */
        CANCELLED
    }

    /**
     * How one stream ended.
     *
     * @param id the stream
     * @param strategy the strategy that was used: APPEND, REPLACE or MERGE; of one that failed, what was asked for
     * @param tableName the stream's table; empty if it failed
     * @param outcome what became of it
     * @param records records read
     * @param committedRecords records among them whose commit has succeeded
     * @param reason why it is not complete; empty if it is
     */
    public record StreamSummary(
            StreamId id,
            WriteStrategy strategy,
            String tableName,
            StreamOutcome outcome,
            long records,
            long committedRecords,
            String reason) {

        /** Whether all it sent is durable and visible. */
        public boolean complete() {
            return outcome == StreamOutcome.COMPLETE;
        }
    }

    /** What became of one stream. */
    public enum StreamOutcome {
        /** All it sent is durable and visible. */
        COMPLETE,
        /** It did not come to its end; what it had checkpointed stays, and the next write goes on from there. */
        INCOMPLETE,
        /**
         * It cannot be written before something is changed: the catalog, a table, a setting. Its table is untouched, its records were
         * passed over, and none of its states was stored or given back.
         */
        FAILED
    }
}
