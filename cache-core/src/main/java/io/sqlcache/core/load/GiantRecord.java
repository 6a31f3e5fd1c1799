package io.sqlcache.core.load;

import io.sqlcache.api.CacheException;
import io.sqlcache.api.StreamId;

/** A record whose row does not fit into memory beside its line. */
final class GiantRecord {

    private GiantRecord() {}

    /** One array was too large for what is left: the rest of the heap is as it was. */
    static CacheException doesNotFit(StreamId stream, long line, long bytes, OutOfMemoryError cause) {
        return new CacheException(
                CacheException.Kind.CONFIG,
                "Cannot write line %d of the input: the row of this record of stream \"%s\", a line of %d bytes, does not fit into memory. Give the JVM a larger heap (-Xmx), about four times the length of the line."
                        .formatted(line, stream, bytes),
                cause);
    }
}
