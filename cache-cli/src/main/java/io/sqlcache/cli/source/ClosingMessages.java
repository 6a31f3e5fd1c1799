package io.sqlcache.cli.source;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sqlcache.api.StreamId;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Collection;
import java.util.stream.Collectors;

/** What the end of a process says, in the protocol's words. Lines with their line feeds. */
final class ClosingMessages {

    private static final JsonMapper MAPPER = JsonMapper.builder().build();

    private ClosingMessages() {}

    /** The source failed as a whole. */
    static byte[] failed(String reason) {
        ObjectNode trace = trace("ERROR");
        trace.putObject("error").put("message", reason).put("failure_type", "system_error");
        return line(trace).getBytes(StandardCharsets.UTF_8);
    }

    /** These streams are complete. */
    static byte[] completed(Collection<StreamId> streams) {
        return streams.stream()
                .map(ClosingMessages::completed)
                .collect(Collectors.joining())
                .getBytes(StandardCharsets.UTF_8);
    }

    private static String completed(StreamId stream) {
        ObjectNode trace = trace("STREAM_STATUS");
        ObjectNode status = trace.putObject("stream_status");
        ObjectNode descriptor = status.putObject("stream_descriptor").put("name", stream.name());
        if (stream.namespace() != null) {
            descriptor.put("namespace", stream.namespace());
        }
        status.put("status", "COMPLETE");
        return line(trace);
    }

    private static ObjectNode trace(String type) {
        return MAPPER.createObjectNode()
                .put("type", type)
                .put("emitted_at", Clock.systemUTC().millis());
    }

    private static String line(ObjectNode trace) {
        ObjectNode message = MAPPER.createObjectNode().put("type", "TRACE");
        message.set("trace", trace);
        return message + "\n";
    }
}
