package io.sqlcache.core.load;

import io.sqlcache.core.backend.RowSink;
import org.jspecify.annotations.Nullable;

/**
 * A sink of one stream.
 *
 * @param lane whose connection it uses
 * @param sink takes the rows
 * @param encoder fills it
 * @param straight whether it takes rows of a keyed stream into the table where they are to stay
 * @param held where its rows are, if they may wait in memory; null if it sends them at once
 */
record OpenSink(
        Lane lane,
        RowSink sink,
        RecordEncoder encoder,
        boolean straight,
        @Nullable HeldRows held) {}
