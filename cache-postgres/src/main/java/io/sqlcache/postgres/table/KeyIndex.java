package io.sqlcache.postgres.table;

import io.sqlcache.core.backend.ColumnDefinition;
import io.sqlcache.core.backend.ColumnPath;
import io.sqlcache.core.backend.ColumnType;
import io.sqlcache.core.backend.Comparisons;
import io.sqlcache.core.backend.MergePlan;
import io.sqlcache.core.backend.PhysicalType;
import io.sqlcache.core.backend.TableDefinition;
import io.sqlcache.core.backend.TableName;
import io.sqlcache.postgres.failure.SqlStates;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jooq.DSLContext;
import org.jooq.Name;
import org.jooq.QueryPart;
import org.jooq.impl.DSL;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The index by which a merge finds the rows of a key, and which refuses a second one where the rows allow that. Nulls are distinct in it:
 * rows whose key could not be read may be many.
 *
 * <p>PostgreSQL fails on a row whose key is too long for an index, a third of a page. No sync is to fail for that: the index
 * goes, and merges of that table read all of it from then on.
 */
final class KeyIndex {

    private static final Logger LOG = LoggerFactory.getLogger(KeyIndex.class);

    /** By this the index is known to be ours, and may be dropped and made again. */
    static final String PREFIX = "_sqlcache_key_";

    private static final int MOST_COLUMNS = 32;

    private static final String FIND = """
            select x.relname::text,
                   starts_with(x.relname::text, ?),
                   i.indisunique and i.indisvalid and i.indimmediate and i.indpred is null,
                   coalesce(obj_description(x.oid, 'pg_class') >= ?, false),
                   array(select coalesce(a.attname::text, '')
                         from unnest(i.indkey[0 : i.indnkeyatts - 1]) with ordinality k(attnum, n)
                         left join pg_catalog.pg_attribute a on a.attrelid = i.indrelid and a.attnum = k.attnum
                         order by k.n),
                   array(select pg_get_indexdef(i.indexrelid, k, false)
                         from generate_series(1, i.indnkeyatts) k
                         order by k)
            from pg_catalog.pg_namespace n
            join pg_catalog.pg_class c on c.relnamespace = n.oid
            join pg_catalog.pg_index i on i.indrelid = c.oid
            join pg_catalog.pg_class x on x.oid = i.indexrelid
            where n.nspname = cast(? as name) and c.relname = cast(? as name)""";

    /** The comment on an index of ours that could not be made to refuse duplicates, and when. Not tried again the same day. */
    private static final String HAS_DUPLICATES = "two rows of a key: ";

    /**
     * An index.
     *
     * @param name its name, in the table's schema
     * @param ours whether we made it
     * @param refuses whether it refuses a second row of a key
     * @param lately whether it was tried in vain to make it refuse
     * @param columns the columns that it is on, in order; an empty name for an expression
     * @param parts what it is on, in order, in SQL: quoted columns and expressions
     */
    record Found(String name, boolean ours, boolean refuses, boolean lately, List<String> columns, List<String> parts) {

        /** Which key it is on, as {@link #sign} names it; of those made by the first versions nothing is known. */
        String sign() {
            int end = name.indexOf('_', PREFIX.length());
            return end < 0 ? "" : name.substring(PREFIX.length(), end);
        }

        /** An expression is known again by the name that it gave the index. */
        private boolean isOn(Key key) {
            if (key.hasExpressions()) {
                return ours && sign().equals(key.sign());
            }
            Set<String> wanted = new HashSet<>();
            key.parts().forEach(part -> wanted.add(part.column()));
            return columns.size() == wanted.size() && wanted.equals(new HashSet<>(columns));
        }
    }

    /**
     * A key of a table.
     *
     * @param rounded those of its columns that keep fewer digits than tell rows apart: what they round off is part of the index
     */
    private record Key(List<ColumnPath> parts, List<String> rounded) {

        static Key of(TableDefinition table, List<ColumnPath> parts) {
            boolean isTold = table.column(MergePlan.META)
                    .filter(meta -> meta.type().physical() == PhysicalType.JSON)
                    .isPresent();
            return new Key(
                    parts,
                    parts.stream()
                            .filter(part -> isTold
                                    && !part.isNested()
                                    && type(table, part).isRounding())
                            .map(ColumnPath::column)
                            .toList());
        }

        boolean hasExpressions() {
            return !rounded.isEmpty() || parts.stream().anyMatch(ColumnPath::isNested);
        }

        /** Names it, so that an index on expressions is known again. */
        String sign() {
            byte[] text = (parts + (rounded.isEmpty() ? "" : " rounded " + rounded)).getBytes(StandardCharsets.UTF_8);
            return UUID.nameUUIDFromBytes(text).toString().substring(0, 18).replace("-", "");
        }
    }

    private KeyIndex() {}

    /** Creates the index of a new table; whether it refuses a second row of a key. */
    static boolean create(DSLContext sql, TableDefinition table, List<ColumnPath> key, Comparisons comparisons) {
        if (key.size() > MOST_COLUMNS || !key.stream().allMatch(part -> isOrdered(table, part))) {
            LOG.info("The key {} of {} cannot have an index: merges will read the whole table", key, table.name());
            return false;
        }
        Key all = Key.of(table, key);
        List<QueryPart> parts = new ArrayList<>();
        key.forEach(part -> parts.add(indexed(table, part, comparisons)));
        all.rounded().forEach(column -> parts.add(remainder(table, column, comparisons)));
        return create(sql, table.name(), all.sign(), parts);
    }

    /** Creates an index like the one found; one that refuses a second row of a key only if the rows allow that. */
    static void createLike(DSLContext sql, TableName table, Found index) {
        List<QueryPart> parts = raw(index);
        if (index.refuses()) {
            create(sql, table, index.sign(), parts);
        } else {
            createPlain(sql, table, index.sign(), parts);
        }
    }

    /**
     * Whether an index, whoever made it, refuses a second row of the key. One of ours that does not, from an earlier version or from when
     * there were two, is made to if the rows allow that; one that refuses rows by another key than this is made not to.
     */
    static boolean refusesSecond(DSLContext sql, TableDefinition definition, List<ColumnPath> parts) {
        TableName table = definition.name();
        Key key = Key.of(definition, parts);
        List<Found> indexes = find(sql, table);
        indexes.stream()
                .filter(index -> index.ours() && index.refuses() && !index.isOn(key))
                .forEach(index -> makePlain(sql, table, index));
        return isRefused(indexes, key)
                || indexes.stream()
                        .filter(index -> index.ours() && !index.lately() && index.isOn(key))
                        .findFirst()
                        .map(index -> makeUnique(sql, table, index, key.sign()))
                        .orElse(false);
    }

    /** Whether an index refuses a second row of the key as it is. */
    static boolean isRefused(DSLContext sql, TableDefinition table, List<ColumnPath> key) {
        return isRefused(find(sql, table.name()), Key.of(table, key));
    }

    private static boolean isRefused(List<Found> indexes, Key key) {
        return indexes.stream().anyMatch(index -> index.refuses() && index.isOn(key));
    }

    /** Lets our indexes take a second row of a key. */
    static void admitSecond(DSLContext sql, TableName table) {
        find(sql, table).stream()
                .filter(index -> index.ours() && index.refuses())
                .forEach(index -> makePlain(sql, table, index));
    }

    private static boolean makeUnique(DSLContext sql, TableName table, Found index, String sign) {
        Optional<String> refused = Savepoints.attempt(
                sql,
                () -> {
                    index(sql, "create unique index {0} on {1} ({2})", table, sign, raw(index));
                    drop(sql, table, index);
                },
                SqlStates.NOT_UNIQUE,
                SqlStates.NO_PRIVILEGE);
        if (refused.isEmpty()) {
            LOG.info("{} has one row a key: its index on {} is a unique one now", table, index.parts());
        } else if (refused.get().equals(SqlStates.NOT_UNIQUE)) {
            LOG.info("{} has several rows of a key: its index on {} does not refuse that", table, index.parts());
            sql.query(
                            "comment on index {0} is {1}",
                            DSL.quotedName(table.schema(), index.name()), DSL.inline(HAS_DUPLICATES + today()))
                    .execute();
        } else {
            LOG.debug("The index of {} is another role's", table);
        }
        return refused.isEmpty();
    }

    private static void makePlain(DSLContext sql, TableName table, Found index) {
        Optional<String> refused = Savepoints.attempt(
                sql,
                () -> {
                    createPlain(sql, table, index.sign(), raw(index));
                    drop(sql, table, index);
                },
                SqlStates.NO_PRIVILEGE,
                SqlStates.DEPENDENTS);
        if (refused.isEmpty()) {
            LOG.info("{} may have several rows of one {} from now on", table, index.parts());
        } else if (refused.get().equals(SqlStates.DEPENDENTS)) {
            LOG.info("{} takes one row of each {}: a foreign key counts on that", table, index.parts());
        } else {
            LOG.info("{} takes one row of each {}: only its owner can change its index", table, index.parts());
        }
    }

    private static LocalDate today() {
        return LocalDate.now(ZoneOffset.UTC);
    }

    private static boolean create(DSLContext sql, TableName table, String sign, List<QueryPart> parts) {
        Optional<String> refused = Savepoints.attempt(
                sql,
                () -> index(sql, "create unique index {0} on {1} ({2})", table, sign, parts),
                SqlStates.NOT_UNIQUE,
                SqlStates.LIMIT_EXCEEDED);
        if (refused.isEmpty()) {
            return true;
        }
        if (refused.get().equals(SqlStates.LIMIT_EXCEEDED)) {
            tooLong(table, parts);
        } else {
            createPlain(sql, table, sign, parts);
        }
        return false;
    }

    private static void createPlain(DSLContext sql, TableName table, String sign, List<QueryPart> parts) {
        Savepoints.orElse(
                sql,
                () -> index(sql, "create index {0} on {1} ({2})", table, sign, parts),
                SqlStates.LIMIT_EXCEEDED,
                () -> tooLong(table, parts));
    }

    private static void index(DSLContext sql, String template, TableName table, String sign, List<QueryPart> parts) {
        String name = PREFIX + sign + "_"
                + UUID.randomUUID().toString().substring(0, 18).replace("-", "");
        sql.query(template, DSL.quotedName(name), table.qualified(), DSL.list(parts))
                .execute();
    }

    private static void tooLong(TableName table, List<QueryPart> parts) {
        LOG.warn("{} has values of {} that are too long for an index: merges will read the whole table", table, parts);
    }

    private static List<QueryPart> raw(Found index) {
        return index.parts().stream().<QueryPart>map(DSL::raw).toList();
    }

    /** Exactly what a merge compares: PostgreSQL does not see that two expressions mean the same. */
    private static QueryPart indexed(TableDefinition table, ColumnPath part, Comparisons comparisons) {
        Name column = DSL.quotedName(part.column());
        return part.isNested()
                ? DSL.sql("({0})", comparisons.keyInside(DSL.field(column), type(table, part), part.path()))
                : column;
    }

    private static QueryPart remainder(TableDefinition table, String column, Comparisons comparisons) {
        ColumnType meta = type(table, ColumnPath.of(MergePlan.META));
        return DSL.sql("({0})", comparisons.remainder(DSL.field(DSL.quotedName(MergePlan.META)), meta, column));
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

    /** The indexes on the table. */
    static List<Found> find(DSLContext sql, TableName table) {
        return sql.fetch(FIND, PREFIX, HAS_DUPLICATES + today(), table.schema(), table.name())
                .map(row -> new Found(
                        row.get(0, String.class),
                        row.get(1, Boolean.class),
                        row.get(2, Boolean.class),
                        row.get(3, Boolean.class),
                        List.of(row.get(4, String[].class)),
                        List.of(row.get(5, String[].class))));
    }

    /** Our indexes on the table. */
    static List<Found> findOurs(DSLContext sql, TableName table) {
        return find(sql, table).stream().filter(Found::ours).toList();
    }

    /**
     * Does work that our indexes may refuse, because a value is too long for them or a row is a second one of its key: then without them, or
     * with plain ones.
     *
     * @param otherwise the work if they did refuse it
     */
    static void orGiveWay(DSLContext sql, TableName table, Runnable work, Runnable otherwise) {
        Savepoints.attempt(sql, work, SqlStates.LIMIT_EXCEEDED, SqlStates.NOT_UNIQUE)
                .ifPresent(refused -> {
                    if (refused.equals(SqlStates.LIMIT_EXCEEDED)) {
                        drop(sql, table);
                    } else {
                        admitSecond(sql, table);
                    }
                    otherwise.run();
                });
    }

    /** Drops our indexes because a value is too long for them. */
    private static void drop(DSLContext sql, TableName table) {
        for (Found index : findOurs(sql, table)) {
            LOG.warn(
                    "{} gets a value of {} that is too long for an index: the index goes, merges will read the whole table",
                    table,
                    index.parts());
            drop(sql, table, index);
        }
    }

    /** jOOQ's own dropIndex leaves out the schema. */
    private static void drop(DSLContext sql, TableName table, Found index) {
        sql.query("drop index {0}", DSL.quotedName(table.schema(), index.name()))
                .execute();
    }
}
