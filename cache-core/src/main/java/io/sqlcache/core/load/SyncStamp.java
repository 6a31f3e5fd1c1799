package io.sqlcache.core.load;

import java.util.OptionalLong;

/**
 * What every row of a write carries in its internal columns.
 *
 * @param syncId for {@code _airbyte_meta}
 * @param generationId for {@code _airbyte_generation_id}; empty for SQL NULL
 */
public record SyncStamp(long syncId, OptionalLong generationId) {}
