package io.sqlcache.core.commit;

import io.sqlcache.api.StreamId;
import io.sqlcache.core.message.Message.StateKind;
import org.jspecify.annotations.Nullable;

/**
 * A state that waits for its commit.
 *
 * @param kind the protocol's kind
 * @param stream the stream of a STREAM state; null otherwise
 * @param text the state object as it came
 * @param recordCount the records since the state before
 * @param line of input that it stands on
 */
record PendingState(StateKind kind, @Nullable StreamId stream, StateText text, long recordCount, long line) {}
