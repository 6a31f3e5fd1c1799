package io.sqlcache.core.backend;

/**
 * A column of a table.
 *
 * @param name its exact name in the database
 * @param type its type and modifiers
 */
public record ColumnDefinition(String name, ColumnType type) {}
