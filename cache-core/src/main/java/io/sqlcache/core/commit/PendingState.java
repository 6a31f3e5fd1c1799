package io.sqlcache.core.commit;

import io.sqlcache.api.StreamId;
import io.sqlcache.core.message.Message.StateKind;
import org.jspecify.annotations.Nullable;

/**
 * A state that waits for its commit.
 *
 * @param arrival its rank among all states of the write
 * @param kind the protocol's kind
 * @param stream the stream of a STREAM state; null otherwise
 * @param json the state object as it came
 * @param recordCount the records since the state before
 * @param line of input that it stands on
 */
record PendingState(
        long arrival, StateKind kind, @Nullable StreamId stream, String json, long recordCount, long line) {}
