package io.sqlcache.core.catalog;

import io.sqlcache.core.backend.LogicalType;

/**
 * A top-level field of a stream's records.
 *
 * @param name its name in the source
 * @param type what the catalog says it is
 */
public record SourceField(String name, LogicalType type) {}
