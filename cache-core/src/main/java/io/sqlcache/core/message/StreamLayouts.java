package io.sqlcache.core.message;

import io.sqlcache.api.StreamId;
import org.jspecify.annotations.Nullable;

/** Knows which streams are expected, and their fields. Gives the same answer as long as a reader uses it. */
@FunctionalInterface
public interface StreamLayouts {

    /** The layout of a stream's records; null if the stream is not expected: its messages are skipped. */
    @Nullable RecordLayout find(StreamId stream);
}
