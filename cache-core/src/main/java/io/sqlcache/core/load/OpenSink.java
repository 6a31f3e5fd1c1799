package io.sqlcache.core.load;

import io.sqlcache.core.backend.RowSink;

/**
 * A sink of one stream.
 *
 * @param lane whose connection it uses
 * @param sink takes the rows
 * @param encoder fills it
 * @param straight whether it takes rows of a keyed stream into the table where they are to stay
 */
record OpenSink(Lane lane, RowSink sink, RecordEncoder encoder, boolean straight) {}
