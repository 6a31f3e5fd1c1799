package io.sqlcache.api;

/**
 * A column of a stream's table.
 *
 * @param name its name in the database
 * @param field the name of the source's field; for a column of our own the same as {@code name}
 * @param kind what it holds
 * @param sqlType its type as the database spells it
 */
public record CachedColumn(String name, String field, ColumnKind kind, String sqlType) {}
