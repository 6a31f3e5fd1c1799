package io.sqlcache.core.table;

import io.sqlcache.core.backend.ColumnType;

/**
 * A column of the table that is written, in the table's order.
 *
 * @param source where its value comes from
 * @param type its type and modifiers as found in the database
 */
public record EncodedColumn(ColumnSource source, ColumnType type) {}
