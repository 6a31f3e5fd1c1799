package io.sqlcache.core.message;

import io.sqlcache.api.StreamId;
import java.util.List;

/**
 * The fields that the records of a stream may have: what is not listed here is passed over.
 *
 * @param stream whose records these are
 * @param fields the names of the top-level fields of {@code data}, each once, without halves of characters
 */
public record RecordLayout(StreamId stream, List<String> fields) {

    public RecordLayout {
        fields = List.copyOf(fields);
    }
}
