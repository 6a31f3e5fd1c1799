package io.sqlcache.duckdb.table;

import io.sqlcache.core.backend.ColumnDefinition;
import io.sqlcache.core.backend.PhysicalType;
import io.sqlcache.core.backend.TableName;
import java.util.List;
import org.jooq.DSLContext;
import org.jooq.QueryPart;
import org.jooq.impl.DSL;

/** Adds and widens columns of a table, one by one: DuckDB alters one at a time, and rewrites that one only. */
final class TableAlteration {

    private final DSLContext sql;
    private final TableName table;

    TableAlteration(DSLContext sql, TableName table) {
        this.sql = sql;
        this.table = table;
    }

    void execute(List<ColumnDefinition> added, List<ColumnDefinition> widened) {
        for (ColumnDefinition column : added) {
            sql.query(
                            "alter table {0} add column if not exists {1} {2}",
                            table.qualified(), DSL.quotedName(column.name()), DuckDBTables.declared(column))
                    .execute();
        }
        if (widened.isEmpty()) {
            return;
        }
        List<ColumnDefinition> present =
                TableLookup.find(sql, table).orElseThrow().columns();
        for (ColumnDefinition column : widened) {
            PhysicalType before = present.stream()
                    .filter(found -> found.name().equals(column.name()))
                    .map(found -> found.type().physical())
                    .findFirst()
                    .orElse(PhysicalType.OTHER);
            sql.query(
                            "alter table {0} alter column {1} set data type {2} using {3}",
                            table.qualified(),
                            DSL.quotedName(column.name()),
                            DuckDBTables.declared(column),
                            converted(column, before))
                    .execute();
        }
    }

    private static QueryPart converted(ColumnDefinition column, PhysicalType before) {
        QueryPart name = DSL.quotedName(column.name());
        return switch (column.type().physical()) {
            case TEXT -> DSL.sql("cast({0} as varchar)", digits(text(name, before), before));
            case JSON -> DSL.sql("to_json({0})", text(name, before));
            case BOOLEAN, BIGINT, DOUBLE, DECIMAL, DATE, TIME, TIME_TZ, TIMESTAMP, TIMESTAMP_TZ, OTHER ->
                DSL.sql("cast({0} as {1})", name, DuckDBTables.declared(column));
        };
    }

    /** Without the zeros that a column with a scale adds. */
    private static QueryPart digits(QueryPart column, PhysicalType before) {
        return switch (before) {
            case DECIMAL, DOUBLE ->
                DSL.sql("regexp_replace(cast({0} as varchar), '(\\.[0-9]*[1-9])0+$|\\.0+$', '\\1')", column);
            case BOOLEAN, BIGINT, TEXT, JSON, DATE, TIME, TIME_TZ, TIMESTAMP, TIMESTAMP_TZ, OTHER -> column;
        };
    }

    /** Times as ISO 8601 has them: DuckDB writes a blank for the T, and no minutes of an offset of whole hours. */
    private static QueryPart text(QueryPart column, PhysicalType before) {
        return switch (before) {
            case TIMESTAMP -> DSL.sql("replace(cast({0} as varchar), ' ', 'T')", column);
            case TIMESTAMP_TZ ->
                DSL.sql(
                        "regexp_replace(replace(cast({0} as varchar), ' ', 'T'), '([+-][0-9][0-9])$', '\\1:00')",
                        column);
            case TIME_TZ -> DSL.sql("regexp_replace(cast({0} as varchar), '([+-][0-9][0-9])$', '\\1:00')", column);
            case BOOLEAN, BIGINT, DOUBLE, DECIMAL, TEXT, JSON, DATE, TIME, OTHER -> column;
        };
    }
}
