package io.sqlcache.core.message;

import com.fasterxml.jackson.core.JsonToken;
import io.sqlcache.api.StreamId;
import io.sqlcache.core.message.Message.Ignored;
import io.sqlcache.core.message.Message.Reported;
import io.sqlcache.core.message.Message.SourceError;
import io.sqlcache.core.message.Message.State;
import io.sqlcache.core.message.Message.Status;
import io.sqlcache.core.message.Message.StreamStatus;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads what a source on faros-airbyte-cdk says beside a state, in members of the STATE message. It sends no TRACE of its streams, and
 * ends with exit code 0 whatever became of them. Used once.
 */
final class FarosReport {

    private static final String SOURCE = "sourceStatus";
    private static final String STREAM = "streamStatus";
    private static final String IDENTITY = "sourceIdentity";

    /** The members that say it. */
    static final Set<String> MEMBERS = Set.of(SOURCE, STREAM, IDENTITY);

    /** The data of a record that only says that the source is still there; it is always spelt so. */
    private static final byte[] HEARTBEAT = "{\"__faros_heartbeat\":true}".getBytes(StandardCharsets.US_ASCII);

    private boolean introduces;
    private @Nullable String sourceStatus;
    private @Nullable String summary;
    private @Nullable String stream;
    private @Nullable String streamStatus;

    /** Whether the data of a record is none: a source that has nothing to send for a minute says so. */
    static boolean isHeartbeat(byte[] bytes, int start, int end) {
        return end - start == HEARTBEAT.length && Arrays.equals(bytes, start, end, HEARTBEAT, 0, HEARTBEAT.length);
    }

    /** Reads one of the members, whose object has just begun. */
    void read(String member, SlicingParser parser) throws IOException {
        switch (member) {
            case IDENTITY -> introduces = true;
            case SOURCE -> parser.fields((name, token) -> sourcePart(name, token, parser));
            default -> parser.fields((name, token) -> streamPart(name, parser));
        }
    }

    private void sourcePart(String name, JsonToken token, SlicingParser parser) throws IOException {
        if (name.equals("status")) {
            sourceStatus = parser.text();
        } else if (name.equals("message") && token == JsonToken.START_OBJECT) {
            parser.fields((part, value) -> {
                if (part.equals("summary")) {
                    summary = parser.text();
                }
            });
        }
    }

    private void streamPart(String name, SlicingParser parser) throws IOException {
        switch (name) {
            case "name" -> stream = parser.text();
            case "status" -> streamStatus = parser.text();
            default -> {
                // counts
            }
        }
    }

    /** The state with what was said beside it. One of the source as a whole that was sent for the sake of that alone is left out. */
    Message with(State state) {
        Message said = said();
        boolean isCheckpoint =
                state.stream() != null || !introduces && !(said instanceof SourceError e && e.stream() == null);
        if (!isCheckpoint) {
            // What came with a failed setup is an empty state, which would make the next sync begin anew.
            return said == null ? new Ignored() : said;
        }
        return said == null ? state : new Reported(state, said);
    }

    private @Nullable Message said() {
        StreamId about = stream == null ? null : new StreamId(null, stream);
        if (about != null && "SUCCESS".equals(streamStatus)) {
            return new StreamStatus(about, Status.COMPLETE);
        }
        // A part of a stream that could not be read is followed by SUCCESS if the source tolerates it.
        if (about != null && "ERROR".equals(streamStatus) || "ERRORED".equals(sourceStatus)) {
            return new SourceError(about, Objects.requireNonNullElse(summary, "the source gave no message"));
        }
        return null;
    }
}
