package io.sqlcache.postgres.table;

import io.sqlcache.core.backend.ColumnDefinition;
import io.sqlcache.core.backend.ColumnPath;
import io.sqlcache.core.backend.ColumnType;
import io.sqlcache.core.backend.Comparisons;
import io.sqlcache.core.backend.PhysicalType;
import io.sqlcache.core.backend.TableDefinition;
import io.sqlcache.core.backend.TableName;
import io.sqlcache.postgres.failure.SqlStates;
import java.util.List;
import java.util.UUID;
import org.jooq.DSLContext;
import org.jooq.Name;
import org.jooq.QueryPart;
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
                   array(select pg_get_indexdef(i.indexrelid, k, false)
                         from generate_series(1, i.indnkeyatts) k
                         order by k)
            from pg_catalog.pg_namespace n
            join pg_catalog.pg_class c on c.relnamespace = n.oid
            join pg_catalog.pg_index i on i.indrelid = c.oid
            join pg_catalog.pg_class x on x.oid = i.indexrelid
            where n.nspname = cast(? as name) and c.relname = cast(? as name) and starts_with(x.relname::text, ?)""";

    /**
     * An index that we made.
     *
     * @param name its name, in the table's schema
     * @param parts what it is on, in order, in SQL: quoted columns and expressions
     */
    record Found(String name, List<String> parts) {}

    private KeyIndex() {}

    /** Creates the index if the key's types can have one and its values are short enough. */
    static void create(DSLContext sql, TableDefinition table, List<ColumnPath> key, Comparisons comparisons) {
        if (key.size() > MOST_COLUMNS || !key.stream().allMatch(part -> isOrdered(table, part))) {
            LOG.info("The key {} of {} cannot have an index: merges will read the whole table", key, table.name());
            return;
        }
        create(
                sql,
                table.name(),
                key.stream().map(part -> indexed(table, part, comparisons)).toList());
    }

    /** Creates an index like the one found, if the table's values are short enough. */
    static void createLike(DSLContext sql, TableName table, List<String> parts) {
        create(sql, table, parts.stream().map(DSL::raw).toList());
    }

    private static void create(DSLContext sql, TableName table, List<? extends QueryPart> parts) {
        String name = PREFIX + UUID.randomUUID().toString().replace("-", "");
        Savepoints.orElse(
                sql,
                () -> sql.query(
                                "create index {0} on {1} ({2})",
                                DSL.quotedName(name), table.qualified(), DSL.list(List.copyOf(parts)))
                        .execute(),
                SqlStates.LIMIT_EXCEEDED,
                () -> LOG.warn(
                        "{} has values of {} that are too long for an index: merges will read the whole table",
                        table,
                        parts));
    }

    /** Exactly what a merge compares: PostgreSQL does not see that two expressions mean the same. */
    private static QueryPart indexed(TableDefinition table, ColumnPath part, Comparisons comparisons) {
        Name column = DSL.quotedName(part.column());
        return part.isNested()
                ? DSL.sql("({0})", comparisons.keyInside(DSL.field(column), type(table, part), part.path()))
                : column;
    }

    private static boolean isOrdered(TableDefinition table, ColumnPath part) {
        ColumnType type = type(table, part);
        return part.isNested() || type.physical() != PhysicalType.OTHER && !PostgresTypes.isJson(type);
    }

    private static ColumnType type(TableDefinition table, ColumnPath part) {
        return table.column(part.column())
                .map(ColumnDefinition::type)
                .orElseThrow(() -> new IllegalArgumentException(
                        "The table %s has no column \"%s\" to index".formatted(table.name(), part.column())));
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
                    index.parts());
            // jOOQ's own dropIndex leaves out the schema.
            sql.query("drop index {0}", DSL.quotedName(table.schema(), index.name()))
                    .execute();
        }
        return !indexes.isEmpty();
    }
}
