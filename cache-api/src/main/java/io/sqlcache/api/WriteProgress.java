package io.sqlcache.api;

import java.time.Duration;
import java.util.Map;

/**
 * How far a write has come.
 *
 * @param records records read, by stream
 * @param recordBytes bytes of input that these records were, by stream
 * @param inputBytes bytes read, all messages included
 * @param elapsed time since the write started
 */
public record WriteProgress(
        Map<StreamId, Long> records, Map<StreamId, Long> recordBytes, long inputBytes, Duration elapsed) {

    public WriteProgress {
        records = Map.copyOf(records);
        recordBytes = Map.copyOf(recordBytes);
    }

    /** Records read of all streams. */
    public long totalRecords() {
        return records.values().stream().mapToLong(Long::longValue).sum();
    }
}
