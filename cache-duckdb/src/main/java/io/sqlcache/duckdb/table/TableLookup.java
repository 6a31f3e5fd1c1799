package io.sqlcache.duckdb.table;

import io.sqlcache.api.CacheException;
import io.sqlcache.core.backend.ColumnDefinition;
import io.sqlcache.core.backend.ColumnType;
import io.sqlcache.core.backend.TableDefinition;
import io.sqlcache.core.backend.TableName;
import java.util.List;
import java.util.Optional;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.Record;
import org.jooq.Result;
import org.jooq.impl.DSL;
import org.jooq.impl.SQLDataType;

/** Finds tables. DuckDB keeps the letters of a name, but takes two that differ in their case only for one. */
final class TableLookup {

    /** The list of all columns takes as long to make as everything else that a small commit does: it is asked for where nothing shorter knows. */
    private static final String TABLE = """
            select contains(lower(sql), 'generated always')
            from duckdb_tables()
            where database_name = current_database() and lower(schema_name) = lower(?) and lower(table_name) = lower(?)""";

    private static final String VIEW = """
            select view_name
            from duckdb_views()
            where database_name = current_database() and lower(schema_name) = lower(?) and lower(view_name) = lower(?)""";

    private static final String PLAIN_COLUMNS = """
            select name, type, not "notnull", false from pragma_table_info({0}) order by cid""";

    private static final String COLUMNS = """
            select column_name, data_type, is_nullable, is_generated
            from duckdb_columns()
            where database_name = current_database() and lower(schema_name) = lower(?) and lower(table_name) = lower(?)
            order by column_index""";

    private static final List<Field<?>> FOUND = List.of(
            DSL.field("column_name", SQLDataType.VARCHAR),
            DSL.field("data_type", SQLDataType.VARCHAR),
            DSL.field("is_nullable", SQLDataType.BOOLEAN),
            DSL.field("is_generated", SQLDataType.BOOLEAN));

    private TableLookup() {}

    /** The table of this name; a view of that name is an error. */
    static Optional<TableDefinition> find(DSLContext sql, TableName table) {
        Result<Record> tables = sql.fetch(TABLE, table.schema(), table.name());
        if (tables.isEmpty()) {
            refuseView(sql, table);
            return Optional.empty();
        }
        Result<Record> columns = columns(sql, table, tables.get(0).get(0, Boolean.class));
        return Optional.of(new TableDefinition(
                table, columns.stream().map(TableLookup::column).toList()));
    }

    private static Result<Record> columns(DSLContext sql, TableName table, boolean mayBeGenerated) {
        return mayBeGenerated
                ? sql.resultQuery(COLUMNS, table.schema(), table.name())
                        .coerce(FOUND)
                        .fetch()
                : sql.resultQuery(PLAIN_COLUMNS, DSL.inline(sql.render(table.qualified())))
                        .coerce(FOUND)
                        .fetch();
    }

    private static void refuseView(DSLContext sql, TableName table) {
        if (!sql.fetch(VIEW, table.schema(), table.name()).isEmpty()) {
            throw new CacheException(
                    CacheException.Kind.CONFIG,
                    "Cannot load into %s: it is a view, not a table. Rename it, or set another schema or table prefix."
                            .formatted(table));
        }
    }

    private static ColumnDefinition column(Record row) {
        String sql = row.get(1, String.class);
        ColumnType type = row.get(3, Boolean.class) ? DuckDBTypes.other(sql) : DuckDBTypes.found(sql);
        return new ColumnDefinition(lowerCase(row.get(0, String.class)), type, row.get(2, Boolean.class));
    }

    /** As DuckDB compares names: the letters of ASCII have no case. */
    private static String lowerCase(String name) {
        StringBuilder lower = new StringBuilder(name.length());
        name.chars().forEach(c -> lower.append((char) (c >= 'A' && c <= 'Z' ? c + ('a' - 'A') : c)));
        return lower.toString();
    }
}
