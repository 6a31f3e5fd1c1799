package io.sqlcache.core.write;

import io.sqlcache.api.StreamId;
import io.sqlcache.core.message.Message.State;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalLong;

/** Compares how many records the source says that a state covers with how many came. Not thread-safe. */
final class RecordCounts {

    private static final String ALL = "all streams";

    private final Warnings warnings;
    /** What is told of a stream: the first difference. */
    private final Map<String, String> told = new HashMap<>();

    RecordCounts(Warnings warnings) {
        this.warnings = warnings;
    }

    /**
     * Warns if the numbers differ.
     *
     * @param came the records since the state before
     * @param line of input that the state stands on
     */
    void compare(State state, long came, long line) {
        OptionalLong said = state.sourceRecordCount();
        if (said.isEmpty() || said.getAsLong() == came) {
            return;
        }
        StreamId stream = state.stream();
        String name = stream == null ? ALL : "stream \"" + stream + "\"";
        warnings.note(told.computeIfAbsent(
                name,
                each ->
                        "states of %s that count other records than came; the first, on line %d: %d by its sourceStats.recordCount, %d came"
                                .formatted(each, line, said.getAsLong(), came)));
    }
}
