package io.sqlcache.core.state;

import io.sqlcache.api.StreamId;
import java.util.Map;
import java.util.OptionalLong;

/**
 * A stream that this cache has a table for.
 *
 * @param id its name and namespace
 * @param sourceName the source it belongs to
 * @param tableName its table, without the schema
 * @param columns the column of each field ever seen, by the field's name
 * @param resumableGeneration the generation whose committed rows wait in the stream's hidden table, if there are any
 */
public record RegisteredStream(
        StreamId id,
        String sourceName,
        String tableName,
        Map<String, String> columns,
        OptionalLong resumableGeneration) {}
