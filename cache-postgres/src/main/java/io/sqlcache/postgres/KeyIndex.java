package io.sqlcache.postgres;

import io.sqlcache.core.backend.ColumnDefinition;
import io.sqlcache.core.backend.ColumnType;
import io.sqlcache.core.backend.PhysicalType;
import io.sqlcache.core.backend.TableDefinition;
import io.sqlcache.core.backend.TableName;
import java.util.List;
import java.util.UUID;
import org.jooq.DSLContext;
import org.jooq.impl.DSL;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The index by which a merge finds the rows of a key: a plain one, since keys may be null, and twice in tables of others.
 *
 * <p>PostgreSQL fails on a row whose key is too long for an index, a third of a page. No sync is to fail for that: the index
 * goes, and merges of that table read all of it from then on.
 */
final class KeyIndex {

    private static final Logger LOG = LoggerFactory.getLogger(KeyIndex.class);

    /** By this the index is known to be ours, and may be dropped and made again. */
    static final String PREFIX = "_sqlcache_key_";

    private static final int MOST_COLUMNS = 32;

    private static final String OURS = """
            select x.relname::text,
                   array(select a.attname::text
                         from unnest(i.indkey) with ordinality k(attnum, position)
                         join pg_catalog.pg_attribute a on a.attrelid = i.indrelid and a.attnum = k.attnum
                         order by k.position)
            from pg_catalog.pg_namespace n
            join pg_catalog.pg_class c on c.relnamespace = n.oid
            join pg_catalog.pg_index i on i.indrelid = c.oid
            join pg_catalog.pg_class x on x.oid = i.indexrelid
            where n.nspname = cast(? as name) and c.relname = cast(? as name) and starts_with(x.relname::text, ?)""";

    /**
     * An index that we made.
     *
     * @param name its name, in the table's schema
     * @param columns what it is on, in order
     */
    record Found(String name, List<String> columns) {}

    private KeyIndex() {}

    /** Creates the index if the key's types can have one and its values are short enough. */
    static void create(DSLContext sql, TableDefinition table, List<String> key) {
        if (key.size() > MOST_COLUMNS || !key.stream().allMatch(column -> isOrdered(table, column))) {
            LOG.info("The key {} of {} cannot have an index: merges will read the whole table", key, table.name());
            return;
        }
        String name = PREFIX + UUID.randomUUID().toString().replace("-", "");
        Savepoints.orElse(
                sql,
                () -> sql.query(
                                "create index {0} on {1} ({2})",
                                DSL.quotedName(name),
                                table.name().qualified(),
                                DSL.list(key.stream().map(DSL::quotedName).toList()))
                        .execute(),
                SqlStates.LIMIT_EXCEEDED,
                () -> LOG.warn(
                        "{} has values of {} that are too long for an index: merges will read the whole table",
                        table.name(),
                        key));
    }

    private static boolean isOrdered(TableDefinition table, String column) {
        ColumnType type = table.column(column)
                .map(ColumnDefinition::type)
                .orElseThrow(() -> new IllegalArgumentException(
                        "The table %s has no column \"%s\" to index".formatted(table.name(), column)));
        return type.physical() != PhysicalType.OTHER && !PostgresTypes.isJson(type);
    }

    /** Our indexes on the table. */
    static List<Found> find(DSLContext sql, TableName table) {
        return sql.fetch(OURS, table.schema(), table.name(), PREFIX)
                .map(row -> new Found(row.get(0, String.class), List.of(row.get(1, String[].class))));
    }

    /** Drops our indexes because a value is too long for them; whether there were any. */
    static boolean drop(DSLContext sql, TableName table) {
        List<Found> indexes = find(sql, table);
        for (Found index : indexes) {
            LOG.warn(
                    "{} gets a value of {} that is too long for an index: the index goes, merges will read the whole table",
                    table,
                    index.columns());
            // jOOQ's own dropIndex leaves out the schema.
            sql.query("drop index {0}", DSL.quotedName(table.schema(), index.name()))
                    .execute();
        }
        return !indexes.isEmpty();
    }
}
