package io.sqlcache.core.backend;

import java.util.List;

/**
 * How new rows take the place of a table's old ones. Rows are new ones, except where that would lose what is not the stream's: a row that
 * something of the user's hangs on (a value in a column that the stream does not have, a row of another table that refers to it) and that has its
 * like among the new rows stays, and becomes that one.
 *
 * @param filled the new rows; same columns as the target or fewer
 * @param target the table that readers know, with the columns that are written
 * @param key the parts of the stream's key, by which rows are known again; empty if it has none
 */
public record SwapPlan(TableDefinition filled, TableDefinition target, List<ColumnPath> key) {

    public SwapPlan {
        key = List.copyOf(key);
    }

    /** The columns that can be moved: the filled table need not have those that nobody writes. */
    public List<String> columns() {
        return target.columns().stream()
                .map(ColumnDefinition::name)
                .filter(column -> filled.column(column).isPresent())
                .toList();
    }

    /** Whether the key is made of columns that are moved. */
    public boolean hasPlainKey() {
        return !key.isEmpty()
                && key.stream().noneMatch(ColumnPath::isNested)
                && columns().containsAll(keyColumns());
    }

    /** The columns that the key is in. */
    public List<String> keyColumns() {
        return key.stream().map(ColumnPath::column).toList();
    }
}
