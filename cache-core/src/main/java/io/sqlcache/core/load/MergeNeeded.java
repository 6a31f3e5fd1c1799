package io.sqlcache.core.load;

import io.sqlcache.api.StreamId;
import java.sql.SQLException;

/** A row that went straight into a keyed table has to be merged after all. */
final class MergeNeeded extends SQLException {

    private static final long serialVersionUID = 1;

    MergeNeeded(StreamId stream, long line) {
        super(
                "Line %d has a record of stream \"%s\" that has to be merged: a part of its key is null, or it is a deletion"
                        .formatted(line, stream));
    }
}
