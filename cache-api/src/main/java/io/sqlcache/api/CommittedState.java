package io.sqlcache.api;

import org.jspecify.annotations.Nullable;

/**
 * A state of the source whose records are durable.
 *
 * @param stream the stream it is about; null for GLOBAL and LEGACY states
 * @param message the Airbyte message to give back, one line of JSON without a line end, with {@code destinationStats}
 * @param recordCount records of this stream (of all, if GLOBAL or LEGACY) since the state before
 */
public record CommittedState(@Nullable StreamId stream, String message, long recordCount) {}
