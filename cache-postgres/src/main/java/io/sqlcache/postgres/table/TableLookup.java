package io.sqlcache.postgres.table;

import io.sqlcache.api.CacheException;
import io.sqlcache.core.backend.ColumnDefinition;
import io.sqlcache.core.backend.ColumnType;
import io.sqlcache.core.backend.TableDefinition;
import io.sqlcache.core.backend.TableName;
import io.sqlcache.postgres.config.PostgresConfig;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.Record;
import org.jooq.impl.DSL;
import org.jooq.impl.SQLDataType;

/** Finds tables. */
final class TableLookup {

    /** Twenty times as fast as jOOQ's meta data, and blind to nothing that pg_dump sees. */
    private static final String COLUMNS = """
        select c.relkind::text,
               a.attname::text,
               a.atttypid::bigint,
               a.atttypmod,
               format_type(a.atttypid, a.atttypmod),
               a.attgenerated <> '',
               not coalesce(a.attnotnull, false),
               c.relname::text
        from pg_catalog.pg_namespace n
        join pg_catalog.pg_class c on c.relnamespace = n.oid
        left join pg_catalog.pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
        where n.nspname = cast(? as name) and c.relname = any (cast(? as name[]))
        order by c.relname, a.attnum\
        """;

    private static final String USED_COLUMNS = """
        select count(*)::int4
        from pg_catalog.pg_namespace n
        join pg_catalog.pg_class c on c.relnamespace = n.oid
        join pg_catalog.pg_attribute a on a.attrelid = c.oid and a.attnum > 0
        where n.nspname = cast(? as name) and c.relname = cast(? as name)\
        """;

    /** Told, so that nobody asks the database for them. */
    private static final List<Field<?>> FOUND = List.of(
            DSL.field("relkind", SQLDataType.VARCHAR),
            DSL.field("attname", SQLDataType.VARCHAR),
            DSL.field("atttypid", SQLDataType.BIGINT),
            DSL.field("atttypmod", SQLDataType.INTEGER),
            DSL.field("type", SQLDataType.VARCHAR),
            DSL.field("computed", SQLDataType.BOOLEAN),
            DSL.field("nullable", SQLDataType.BOOLEAN),
            DSL.field("relname", SQLDataType.VARCHAR));

    private TableLookup() {}

    /** The table of exactly this name; something else of that name is an error. */
    static Optional<TableDefinition> find(DSLContext sql, TableName table) {
        return Optional.ofNullable(findAll(sql, List.of(table)).get(table));
    }

    /** {@link #find} for many tables of one schema. */
    static Map<TableName, TableDefinition> findAll(DSLContext sql, Collection<TableName> tables) {
        Map<String, TableName> names = new HashMap<>();
        tables.stream()
                .filter(table -> !isTooLong(table.schema()) && !isTooLong(table.name()))
                .forEach(table -> names.put(table.name(), table));
        Map<TableName, TableDefinition> found = new HashMap<>();
        if (!names.isEmpty()) {
            String schema = names.values().iterator().next().schema();
            String[] asked = names.keySet().toArray(String[]::new);
            sql.resultQuery(COLUMNS, schema, asked)
                    .coerce(FOUND)
                    .fetchGroups(row -> names.get(row.get(7, String.class)))
                    .forEach((table, rows) -> found.put(table, table(table, rows)));
        }
        return found;
    }

    private static TableDefinition table(TableName table, List<Record> rows) {
        checkKind(table, rows.get(0).get(0, String.class));
        return new TableDefinition(
                table,
                rows.stream()
                        .filter(row -> row.get(1) != null)
                        .map(TableLookup::column)
                        .toList());
    }

    /** How many columns the table has and had. */
    static int usedColumns(DSLContext sql, TableName table) {
        return Objects.requireNonNull(sql.resultQuery(USED_COLUMNS, table.schema(), table.name())
                .coerce(DSL.field("count", SQLDataType.INTEGER))
                .fetchSingle(0, Integer.class));
    }

    /** The cast to {@code name} would cut it, and find another. */
    private static boolean isTooLong(String name) {
        return name.getBytes(StandardCharsets.UTF_8).length > PostgresConfig.NAME_BYTES;
    }

    private static ColumnDefinition column(Record row) {
        String sql = row.get(4, String.class);
        boolean computed = row.get(5, Boolean.class);
        ColumnType type = computed
                ? PostgresTypes.other(sql)
                : PostgresTypes.found(row.get(2, Long.class), row.get(3, Integer.class), sql);
        return new ColumnDefinition(row.get(1, String.class), type, row.get(6, Boolean.class));
    }

    private static void checkKind(TableName table, String kind) {
        String what = switch (kind) {
            case "r", "p" -> "";
            case "v" -> "a view";
            case "m" -> "a materialized view";
            case "f" -> "a foreign table";
            case "S" -> "a sequence";
            case "i", "I" -> "an index";
            case "c" -> "a composite type";
            default -> "something else (\"%s\" in pg_class)".formatted(kind);
        };
        if (!what.isEmpty()) {
            throw new CacheException(
                    CacheException.Kind.CONFIG,
                    "Cannot load into %s: it is %s, not a table. Rename it, or set another schema or table prefix."
                            .formatted(table, what));
        }
    }
}
