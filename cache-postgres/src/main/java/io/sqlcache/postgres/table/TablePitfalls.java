package io.sqlcache.postgres.table;

import io.sqlcache.api.CacheException;
import io.sqlcache.core.backend.ColumnPath;
import io.sqlcache.core.backend.TableName;
import java.util.List;
import org.jooq.DSLContext;
import org.jooq.Record;

/**
 * What would make a table something else of what is written, without a word.
 *
 * <p>By a rule the server does something else instead: rows would go elsewhere or nowhere, or old ones stay. COPY does not know rules, and
 * {@code ON CONFLICT} refuses them. By a collation that is not deterministic different texts are equal, so that rows of two keys of the
 * source would be one.
 */
final class TablePitfalls {

    private static final String PITFALLS = """
            with found as (
              select c.oid
              from pg_catalog.pg_class c
              join pg_catalog.pg_namespace n on n.oid = c.relnamespace
              where n.nspname = cast(? as name) and c.relname = cast(? as name))
            select 'rule', r.rulename::text
            from pg_catalog.pg_rewrite r
            join found on found.oid = r.ev_class
            where r.is_instead and r.ev_type <> '1' and r.ev_enabled <> 'D'
            union all
            select 'collation', a.attname::text
            from pg_catalog.pg_attribute a
            join found on found.oid = a.attrelid
            join pg_catalog.pg_collation c on c.oid = a.attcollation
            where a.attname = any (cast(? as name[])) and not c.collisdeterministic
            limit 1""";

    private static final String RULE =
            "Cannot load into %s: its rule \"%s\" has the server do something else instead of what is written. Drop the rule, or let a trigger do that; or set another schema or table prefix.";

    private static final String COLLATION =
            "Cannot load into %s: by the collation of its column \"%s\" different keys are equal, and only one of them would stay. Give it another: alter table .. alter column .. type text collate \"C\"; or set another schema or table prefix.";

    private TablePitfalls() {}

    /**
     * Refuses a table that has one.
     *
     * @param key what its rows are merged by; empty for a table that is not merged into
     * @throws CacheException of kind {@code CONFIG} that names it
     */
    static void refuse(DSLContext sql, TableName table, List<ColumnPath> key) {
        String[] columns = key.stream().map(ColumnPath::column).toArray(String[]::new);
        Record found =
                sql.resultQuery(PITFALLS, table.schema(), table.name(), columns).fetchOne();
        if (found != null) {
            String reason = "rule".equals(found.get(0, String.class)) ? RULE : COLLATION;
            throw new CacheException(CacheException.Kind.CONFIG, reason.formatted(table, found.get(1, String.class)));
        }
    }
}
