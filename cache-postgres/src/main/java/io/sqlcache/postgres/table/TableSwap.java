package io.sqlcache.postgres.table;

import io.sqlcache.core.backend.JooqTableOperations;
import io.sqlcache.core.backend.SwapPlan;
import io.sqlcache.core.backend.TableDefinition;
import io.sqlcache.core.backend.TableName;
import io.sqlcache.postgres.failure.SqlStates;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jooq.DSLContext;
import org.jooq.Record;
import org.jooq.impl.DSL;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Puts a filled table into the place of another: by its name if nothing hangs on the old one, else by copying its rows,
 * which costs about a second for a million; where something hangs on the rows themselves, by changing those that are there.
 */
final class TableSwap {

    private static final Logger LOG = LoggerFactory.getLogger(TableSwap.class);

    private static final String RIGHTS = """
            select pg_has_role(c.relowner, 'USAGE'),
                   has_table_privilege(c.oid, 'TRUNCATE')
            from pg_catalog.pg_namespace n
            join pg_catalog.pg_class c on c.relnamespace = n.oid
            where n.nspname = cast(? as name) and c.relname = cast(? as name)""";

    /** All that would be lost with the old table. Grants by default privileges are no loss: the new table has them too. */
    private static final String TIES = """
            with pair as (
              select o.*, f.oid as filled
              from pg_catalog.pg_class o, pg_catalog.pg_class f
              where o.relname = cast(? as name)
                and o.relnamespace = (select oid from pg_catalog.pg_namespace where nspname = cast(? as name))
                and f.relname = cast(? as name)
                and f.relnamespace = (select oid from pg_catalog.pg_namespace where nspname = cast(? as name))),
            kept as (
              select oid as indexrelid from pg_catalog.pg_class where starts_with(relname::text, ?))
            select 'owner, grants or storage' from pair p join pg_catalog.pg_class f on f.oid = p.filled
              where (p.relowner, p.relacl, p.reloptions, p.reltablespace, p.relam, p.relpersistence, p.relkind,
                     case p.relreplident when 'd' then f.relreplident else p.relreplident end, p.relrowsecurity, p.relforcerowsecurity)
                is distinct from
                    (f.relowner, f.relacl, f.reloptions, f.reltablespace, f.relam, f.relpersistence, f.relkind, f.relreplident,
                     f.relrowsecurity, f.relforcerowsecurity)
            union all
            select 'columns' from pair p
              where array(select (attname, atttypid, atttypmod, attcollation, attnotnull, atthasdef, attidentity, attgenerated,
                                  attstorage, attstattarget, attacl, attoptions, to_jsonb(a) -> 'attcompression')::text
                          from pg_catalog.pg_attribute a where attrelid = p.oid and attnum > 0 and not attisdropped order by attnum)
                 <> array(select (attname, atttypid, atttypmod, attcollation, attnotnull, atthasdef, attidentity, attgenerated,
                                  attstorage, attstattarget, attacl, attoptions, to_jsonb(a) -> 'attcompression')::text
                          from pg_catalog.pg_attribute a where attrelid = p.filled and attnum > 0 and not attisdropped order by attnum)
            union all
            select 'comments' from pg_catalog.pg_description d join pair p on d.objoid = p.oid
              where d.classoid = 'pg_catalog.pg_class'::regclass
            union all
            select 'labels' from pg_catalog.pg_seclabel l join pair p on l.objoid = p.oid
              where l.classoid = 'pg_catalog.pg_class'::regclass
            union all
            select 'indexes' from pg_catalog.pg_index i join pair p on i.indrelid = p.oid
              where i.indexrelid not in (select indexrelid from kept)
            union all
            select 'constraints' from pg_catalog.pg_constraint c join pair p on p.oid in (c.conrelid, c.confrelid)
            union all
            select 'triggers' from pg_catalog.pg_trigger t join pair p on t.tgrelid = p.oid
            union all
            select 'policies' from pg_catalog.pg_policy y join pair p on y.polrelid = p.oid
            union all
            select 'rules' from pg_catalog.pg_rewrite r join pair p on r.ev_class = p.oid
            union all
            select 'inheritance' from pg_catalog.pg_inherits h join pair p on p.oid in (h.inhrelid, h.inhparent)
            union all
            select 'publications' from pg_catalog.pg_publication_rel b join pair p on b.prrelid = p.oid
            union all
            select 'extended statistics' from pg_catalog.pg_statistic_ext s join pair p on s.stxrelid = p.oid
            union all
            select 'an extension' from pg_catalog.pg_depend d join pair p on d.objid = p.oid
              where d.classid = 'pg_catalog.pg_class'::regclass and d.deptype in ('e', 'x')
            union all
            select 'dependents' from pg_catalog.pg_depend d join pair p on d.refobjid = p.oid
              where d.refclassid = 'pg_catalog.pg_class'::regclass and d.deptype <> 'i'
                and not (d.classid = 'pg_catalog.pg_class'::regclass and d.objid in (select indexrelid from kept))
            union all
            select 'dependents of its row type' from pg_catalog.pg_depend d join pair p on d.refobjid = p.reltype
              where d.refclassid = 'pg_catalog.pg_type'::regclass and d.deptype <> 'i'""";

    private final DSLContext sql;
    private final JooqTableOperations portable;
    private final SwapPlan plan;
    private final TableDefinition filled;
    private final TableDefinition target;
    private final PatientLock lock;

    TableSwap(DSLContext sql, JooqTableOperations portable, SwapPlan plan, PatientLock lock) {
        this.sql = sql;
        this.portable = portable;
        this.plan = plan;
        this.filled = plan.filled();
        this.target = plan.target();
        this.lock = lock;
    }

    /** Swaps; the lock on the old table, if one is needed, is held to the end of the transaction. */
    void execute() {
        TableName name = target.name();
        Record rights = Objects.requireNonNull(
                sql.fetchOne(RIGHTS, name.schema(), name.name()), () -> "There is no table " + name + " to swap");
        List<String> matched = new RowsOfUsers(sql, portable, plan).matched();
        if (!matched.isEmpty()) {
            LOG.debug("Rows of {} are known again by {}", name, matched);
            moved(() -> portable.replaceRows(sql, plan, matched));
            return;
        }
        boolean owned = rights.get(0, Boolean.class);
        boolean emptied = rights.get(1, Boolean.class);
        if (owned || emptied) {
            lock.lock(sql, name);
        }
        if (owned && ties().isEmpty()) {
            Savepoints.orElse(sql, this::rename, SqlStates.DEPENDENTS, () -> copy(emptied));
        } else {
            copy(emptied);
        }
    }

    private List<String> ties() {
        TableName old = target.name();
        TableName next = filled.name();
        if (!old.schema().equals(next.schema())) {
            return List.of("schema");
        }
        List<String> ties = sql
                .fetch(TIES, old.name(), old.schema(), next.name(), next.schema(), KeyIndex.PREFIX)
                .map(row -> row.get(0, String.class))
                .stream()
                .distinct()
                .toList();
        LOG.debug("What hangs on {}: {}", old, ties);
        return ties;
    }

    /** Our own index goes with the old table; the new one gets its like unless it has one. */
    private void rename() {
        TableName name = target.name();
        List<KeyIndex.Found> keys = KeyIndex.findOurs(sql, name);
        sql.query("drop table {0}", name.qualified()).execute();
        sql.query("alter table {0} rename to {1}", filled.name().qualified(), DSL.quotedName(name.name()))
                .execute();
        Set<List<String>> present = new HashSet<>();
        KeyIndex.findOurs(sql, name).forEach(index -> present.add(index.parts()));
        keys.stream()
                .filter(index -> present.add(index.parts()))
                .forEach(index -> KeyIndex.createLike(sql, name, index));
    }

    /** A table cannot be truncated without the right to. */
    private void copy(boolean byTruncate) {
        if (byTruncate) {
            sql.query("truncate {0}", target.name().qualified()).execute();
        } else {
            sql.deleteFrom(target.table()).execute();
        }
        moved(() -> portable.copy(sql, filled, target));
    }

    /** Moves the rows; what an index of ours does not take goes without it. */
    private void moved(Runnable moving) {
        KeyIndex.orGiveWay(sql, target.name(), moving, moving);
        portable.drop(sql, filled.name());
    }
}
