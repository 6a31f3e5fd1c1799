package io.sqlcache.core.load;

import io.sqlcache.core.catalog.ConfiguredStream;
import java.util.OptionalLong;

/**
 * What every row of a write carries in its internal columns.
 *
 * @param syncId for {@code _airbyte_meta}
 * @param generationId for {@code _airbyte_generation_id}; empty for SQL NULL
 */
public record SyncStamp(long syncId, OptionalLong generationId) {

    /** The stamp of one stream: what the catalog says, else the number of our own sync log. */
    SyncStamp forStream(ConfiguredStream stream) {
        return new SyncStamp(stream.syncId().orElse(syncId), stream.generationId());
    }
}
