package io.sqlcache.benchmarks.data;

import java.util.List;
import java.util.stream.Collectors;

/** Messages that are not records, each a line. */
public final class Messages {

    private Messages() {}

    static String state(String stream, long number) {
        return """
                {"type":"STATE","state":{"type":"STREAM","stream":{"stream_descriptor":{"name":"%s"},"stream_state":{"block":%d}}}}
                """.formatted(stream, number);
    }

    /** Says of each stream that it is complete. */
    public static String complete(List<String> streams) {
        return streams.stream().map(Messages::complete).collect(Collectors.joining());
    }

    private static String complete(String stream) {
        return """
                {"type":"TRACE","trace":{"type":"STREAM_STATUS","emitted_at":1760000009999.0,\
                "stream_status":{"stream_descriptor":{"name":"%s"},"status":"COMPLETE"}}}
                """.formatted(stream);
    }
}
