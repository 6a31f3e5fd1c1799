package io.sqlcache.postgres.table;

import io.sqlcache.api.CacheException;
import io.sqlcache.core.backend.ColumnDefinition;
import io.sqlcache.core.backend.TableName;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jooq.DSLContext;
import org.jooq.Record;
import org.jooq.impl.DSL;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What stands in the way of another type for a column. */
final class ColumnDependents {

    private static final Logger LOG = LoggerFactory.getLogger(ColumnDependents.class);

    /** What becomes of what stands in the way. */
    enum Fate {
        /** The column stays as it is. */
        KEPT,
        /** It is dropped, with all that depends on it. */
        DROPPED
    }

    /** All that makes PostgreSQL refuse to alter the column's type; it says so of the first, and not always which. */
    private static final String USERS = """
            select case
                     when v.relkind = 'v' then format('view "%s.%s"', vn.nspname, v.relname)
                     when v.relkind = 'm' then format('materialized view "%s.%s"', vn.nspname, v.relname)
                     else pg_describe_object(d.classid, d.objid, d.objsubid)
                   end as used_by,
                   format_type(a.atttypid, a.atttypmod) as type,
                   case
                     when v.relkind = 'v' then format('drop view if exists %I.%I cascade', vn.nspname, v.relname)
                     when v.relkind = 'm' then format('drop materialized view if exists %I.%I cascade', vn.nspname, v.relname)
                     when g.attname is not null
                       then format('alter table %I.%I drop column if exists %I cascade', n.nspname, c.relname, g.attname)
                     when p.pubname is not null
                       then format('alter publication %I drop table %I.%I', p.pubname, n.nspname, c.relname)
                     -- an earlier one may have taken it with it
                     else (select format('drop %s if exists %s cascade', o.type, o.identity)
                           from pg_identify_object(d.classid, d.objid, d.objsubid) o)
                   end as dropping
            from pg_catalog.pg_namespace n
            join pg_catalog.pg_class c on c.relnamespace = n.oid
            join pg_catalog.pg_attribute a on a.attrelid = c.oid
            join pg_catalog.pg_depend d on d.refclassid = 'pg_catalog.pg_class'::regclass and d.refobjid = c.oid
              and d.refobjsubid = a.attnum
            left join pg_catalog.pg_rewrite r on d.classid = 'pg_catalog.pg_rewrite'::regclass and r.oid = d.objid
            left join pg_catalog.pg_class v on v.oid = r.ev_class
            left join pg_catalog.pg_namespace vn on vn.oid = v.relnamespace
            left join pg_catalog.pg_attrdef f on d.classid = 'pg_catalog.pg_attrdef'::regclass and f.oid = d.objid
            left join pg_catalog.pg_attribute g on g.attrelid = c.oid and g.attnum = case d.classid
              when 'pg_catalog.pg_attrdef'::regclass then f.adnum
              when 'pg_catalog.pg_class'::regclass then d.objsubid end
            left join pg_catalog.pg_publication_rel pr
              on d.classid = 'pg_catalog.pg_publication_rel'::regclass and pr.oid = d.objid
            left join pg_catalog.pg_publication p on p.oid = pr.prpubid
            where n.nspname = cast(? as name) and c.relname = cast(? as name) and a.attname = cast(? as name)
              and (d.classid in ('pg_catalog.pg_rewrite'::regclass, 'pg_catalog.pg_trigger'::regclass,
                                 'pg_catalog.pg_policy'::regclass, 'pg_catalog.pg_proc'::regclass,
                                 'pg_catalog.pg_publication_rel'::regclass)
                   or f.adnum <> a.attnum
                   -- a generated column, before PostgreSQL 15
                   or d.classid = 'pg_catalog.pg_class'::regclass and d.objid = c.oid and d.objsubid > 0)
            group by 1, 2, 3
            order by 1\
            """;

    /** The views that are read by a view, and so on. */
    private static final String VIEWS_ABOVE = """
            with recursive above(oid) as (
              select r.ev_class
              from pg_catalog.pg_namespace n
              join pg_catalog.pg_class c on c.relnamespace = n.oid
              join pg_catalog.pg_attribute a on a.attrelid = c.oid
              join pg_catalog.pg_depend d on d.refclassid = 'pg_catalog.pg_class'::regclass and d.refobjid = c.oid
                and d.refobjsubid = a.attnum
              join pg_catalog.pg_rewrite r on d.classid = 'pg_catalog.pg_rewrite'::regclass and r.oid = d.objid
              where n.nspname = cast(? as name) and c.relname = cast(? as name) and a.attname = cast(? as name)
              union
              select r.ev_class
              from above
              join pg_catalog.pg_depend d on d.refclassid = 'pg_catalog.pg_class'::regclass and d.refobjid = above.oid
              join pg_catalog.pg_rewrite r on d.classid = 'pg_catalog.pg_rewrite'::regclass and r.oid = d.objid)
            select format('%s "%s.%s"', case v.relkind when 'm' then 'materialized view' else 'view' end, n.nspname, v.relname)
            from above
            join pg_catalog.pg_class v on v.oid = above.oid and v.relkind in ('v', 'm')
            join pg_catalog.pg_namespace n on n.oid = v.relnamespace
            order by 1\
            """;

    private final DSLContext sql;
    private final TableName table;
    private final ColumnDefinition column;

    ColumnDependents(DSLContext sql, TableName table, ColumnDefinition column) {
        this.sql = sql;
        this.table = table;
        this.column = column;
    }

    /**
     * Makes sure that nothing stands in the way; the table is locked.
     *
     * @throws CacheException of kind {@code CONFIG} that names what is kept and stands in the way
     */
    void makeWay(Fate fate) {
        List<Record> users = sql.fetch(USERS, table.schema(), table.name(), column.name());
        if (users.isEmpty()) {
            return;
        }
        switch (fate) {
            case KEPT -> throw inUse(users);
            case DROPPED -> drop(users);
        }
    }

    private void drop(List<Record> users) {
        String names = Stream.concat(
                        users.stream().map(user -> user.get("used_by", String.class)),
                        sql.fetch(VIEWS_ABOVE, table.schema(), table.name(), column.name()).stream()
                                .map(view -> view.get(0, String.class)))
                .distinct()
                .collect(Collectors.joining(", "));
        LOG.warn(
                "Column \"{}\" of table \"{}\" needs type {}, and drop_cascade is on: dropping what depends on it: {}",
                column.name(),
                table,
                column.type(),
                names);
        users.forEach(user -> sql.query(DSL.raw(Objects.requireNonNull(user.get("dropping", String.class))))
                .execute());
    }

    private CacheException inUse(List<Record> users) {
        return new CacheException(
                CacheException.Kind.CONFIG,
                "Cannot alter column \"%s\" of table \"%s\" from %s to %s, which its field needs now: %s depends on it. Drop what depends on it, and make it anew after the next write; or alter the column yourself; or keep the field's type."
                        .formatted(
                                column.name(),
                                table,
                                users.get(0).get("type", String.class),
                                column.type(),
                                users.stream()
                                        .map(row -> row.get("used_by", String.class))
                                        .collect(Collectors.joining(", "))));
    }
}
