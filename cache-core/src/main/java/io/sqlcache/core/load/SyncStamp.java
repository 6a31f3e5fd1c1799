package io.sqlcache.core.load;

/**
 * What every row of one write carries.
 *
 * @param syncId the sync it belongs to, for {@code _airbyte_meta}
 * @param generationId the generation of the stream's rows
 */
public record SyncStamp(long syncId, long generationId) {}
