package io.sqlcache.cli.source;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.sqlcache.api.StreamId;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.Set;

/** Watches the lines of a source pass, and knows which streams have sent no status. Not thread-safe. */
final class StatusSpotter {

    private static final JsonMapper MAPPER = JsonMapper.builder().build();
    private static final byte[] MARK = "STREAM_STATUS".getBytes(StandardCharsets.US_ASCII);
    private static final Set<String> STATUSES = Set.of("STARTED", "RUNNING", "COMPLETE", "INCOMPLETE");

    /** A status is short; a record of this length need not be searched for what looks like one. */
    private static final int LONGEST_STATUS = 1 << 16;

    private final Set<StreamId> silent;
    private boolean saidSomething;
    private boolean sentMessage;

    StatusSpotter(Collection<StreamId> streams) {
        this.silent = new LinkedHashSet<>(streams);
    }

    /** The streams without any status so far. */
    Set<StreamId> silent() {
        return silent;
    }

    /** Whether something was printed, but nothing that could be a message. */
    boolean isNoSource() {
        return saidSomething && !sentMessage;
    }

    /** Looks at a line without its line feed. */
    void line(byte[] bytes, int start, int end) {
        int first = start;
        while (first < end && bytes[first] <= ' ' && bytes[first] >= 0) {
            first++;
        }
        if (first == end) {
            return;
        }
        saidSomething = true;
        if (bytes[first] == '{') {
            sentMessage = true;
            if (end - first <= LONGEST_STATUS && isMarked(bytes, first, end)) {
                status(bytes, first, end);
            }
        }
    }

    private void status(byte[] bytes, int start, int end) {
        try {
            JsonNode message = MAPPER.readTree(bytes, start, end - start);
            JsonNode trace = message.path("trace");
            JsonNode status = trace.path("stream_status");
            JsonNode stream = status.path("stream_descriptor");
            if (message.path("type").asText().equals("TRACE")
                    && trace.path("type").asText().equals("STREAM_STATUS")
                    && STATUSES.contains(status.path("status").asText())) {
                silent.remove(new StreamId(
                        stream.path("namespace").textValue(),
                        stream.path("name").asText()));
            }
        } catch (IOException e) {
            // A broken line fails the write, which reads it too.
        }
    }

    private static boolean isMarked(byte[] bytes, int start, int end) {
        for (int i = start; i <= end - MARK.length; i++) {
            if (bytes[i] == MARK[0] && isMarkAt(bytes, i)) {
                return true;
            }
        }
        return false;
    }

    private static boolean isMarkAt(byte[] bytes, int at) {
        for (int i = 1; i < MARK.length; i++) {
            if (bytes[at + i] != MARK[i]) {
                return false;
            }
        }
        return true;
    }
}
