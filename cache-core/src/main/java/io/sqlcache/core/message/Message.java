package io.sqlcache.core.message;

import io.sqlcache.api.Secret;
import io.sqlcache.api.StreamId;
import java.util.List;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** What one line of the input says. */
public sealed interface Message
        permits Message.Signal,
                Message.State,
                Message.Reported,
                Message.StreamStatus,
                Message.SourceError,
                Message.SourceLog,
                Message.SourceConfig,
                Message.Skipped,
                Message.Stray,
                Message.Ignored,
                RecordMessage {

    /** Nothing arrived for a while, or nothing will any more. */
    enum Signal implements Message {
        IDLE,
        END_OF_INPUT
    }

    /**
     * A state of the source.
     *
     * @param kind which part of the protocol it uses; absent {@code type} means LEGACY
     * @param stream the stream of a STREAM state; null otherwise
     * @param covered the streams that a GLOBAL state lists; empty otherwise
     * @param json the state object as it came, a black box; valid UTF-8, on one line
     * @param sourceRecordCount {@code sourceStats.recordCount}, if given
     */
    record State(
            StateKind kind,
            @Nullable StreamId stream,
            List<StreamId> covered,
            String json,
            OptionalLong sourceRecordCount)
            implements Message {}

    /**
     * A state, and what the source said beside it, which is about what came up to that state.
     *
     * @param said a {@link StreamStatus} or a {@link SourceError}
     */
    record Reported(State state, Message said) implements Message {}

    /** The kinds of state. */
    enum StateKind {
        STREAM,
        GLOBAL,
        LEGACY
    }

    /** TRACE STREAM_STATUS. */
    record StreamStatus(StreamId stream, Status status) implements Message {}

    /** The statuses of a stream. */
    enum Status {
        STARTED,
        RUNNING,
        COMPLETE,
        INCOMPLETE
    }

    /**
     * TRACE ERROR.
     *
     * @param stream the stream it is about; null for all
     * @param message what the source says for users
     */
    record SourceError(@Nullable StreamId stream, String message) implements Message {}

    /** LOG. */
    record SourceLog(String level, String message) implements Message {}

    /** CONTROL CONNECTOR_CONFIG: the source's own configuration as it is from now on, a JSON object. */
    record SourceConfig(Secret json) implements Message {}

    /** A line that means nothing here: the reason is counted as a warning; it is short, but may name what the input names. */
    record Skipped(String reason) implements Message {}

    /** A record of a stream that is not among the expected ones; it is dropped. */
    record Stray(StreamId stream) implements Message {

        /** The stream's name as it may be told: in quotes, short and on one line. */
        public String quoted() {
            return SkipReason.quoted(stream.toString());
        }
    }

    /** Needs no action and no warning: TRACE ESTIMATE, SPEC, CATALOG..., or an empty line. */
    record Ignored() implements Message {}
}
