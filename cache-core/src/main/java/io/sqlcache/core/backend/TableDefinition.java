package io.sqlcache.core.backend;

import java.util.List;
import java.util.Optional;
import org.jooq.Field;
import org.jooq.Record;
import org.jooq.Table;
import org.jooq.impl.DSL;

/**
 * A table with its columns in the order of the database.
 *
 * @param name its name
 * @param columns its columns, in order
 */
public record TableDefinition(TableName name, List<ColumnDefinition> columns) {

    public TableDefinition {
        columns = List.copyOf(columns);
    }

    /** The column of exactly this name. */
    public Optional<ColumnDefinition> column(String column) {
        return columns.stream().filter(c -> c.name().equals(column)).findFirst();
    }

    /** The table for jOOQ. */
    public Table<Record> table() {
        return DSL.table(name.qualified());
    }

    /** The column for jOOQ, qualified with this table: jOOQ rewrites unqualified ones in some upserts. */
    public Field<Object> field(String column) {
        return DSL.field(name.qualified().append(DSL.quotedName(column)), Object.class);
    }
}
