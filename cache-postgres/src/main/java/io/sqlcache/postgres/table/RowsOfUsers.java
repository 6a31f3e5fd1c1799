package io.sqlcache.postgres.table;

import io.sqlcache.api.CacheException;
import io.sqlcache.core.backend.JooqTableOperations;
import io.sqlcache.core.backend.SwapPlan;
import io.sqlcache.core.backend.TableName;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.stream.Collectors;
import org.jooq.DSLContext;
import org.jooq.impl.DSL;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What hangs on the rows of a table that is to be replaced, and by what its rows are known again. */
final class RowsOfUsers {

    private static final Logger LOG = LoggerFactory.getLogger(RowsOfUsers.class);

    /** The columns that foreign keys of other tables refer to; one list for each that is different. Rows that refer to each other leave together. */
    private static final String REFERENCED = """
            select distinct array(select a.attname::text
                                  from unnest(k.confkey) with ordinality r(attnum, n)
                                  join pg_catalog.pg_attribute a on a.attrelid = k.confrelid and a.attnum = r.attnum
                                  order by r.n)
            from pg_catalog.pg_namespace s
            join pg_catalog.pg_class c on c.relnamespace = s.oid
            join pg_catalog.pg_constraint k on k.confrelid = c.oid and k.conrelid <> c.oid and k.contype = 'f'
            where s.nspname = cast(? as name) and c.relname = cast(? as name)
            order by 1""";

    /** Columns that nobody computes. */
    private static final String COLUMNS = """
            select a.attname::text
            from pg_catalog.pg_namespace s
            join pg_catalog.pg_class c on c.relnamespace = s.oid
            join pg_catalog.pg_attribute a on a.attrelid = c.oid
            where s.nspname = cast(? as name) and c.relname = cast(? as name)
              and a.attnum > 0 and not a.attisdropped and a.attgenerated = ''
            order by a.attnum""";

    private final DSLContext sql;
    private final JooqTableOperations portable;
    private final SwapPlan plan;
    private final TableName target;

    RowsOfUsers(DSLContext sql, JooqTableOperations portable, SwapPlan plan) {
        this.sql = sql;
        this.portable = portable;
        this.plan = plan;
        this.target = plan.target().name();
    }

    /**
     * The columns by which the rows are known again that have to stay; empty if none has to.
     *
     * @throws CacheException of kind {@code CONFIG} if rows of another table refer to them by what the stream does not have
     */
    List<String> matched() {
        List<List<String>> referenced = sql.fetch(REFERENCED, target.schema(), target.name()).stream()
                .map(row -> Arrays.asList(row.get(0, String[].class)))
                .toList();
        if (!referenced.isEmpty()) {
            return byReference(referenced);
        }
        List<String> others = columnsWithValues();
        if (others.isEmpty()) {
            return List.of();
        }
        if (isKeyUnique()) {
            return plan.keyColumns();
        }
        LOG.warn(
                "The values of {} in \"{}\" are lost with its old rows: the stream does not have these columns, and no key by which its rows are known again",
                others.stream().map(column -> '"' + column + '"').collect(Collectors.joining(", ")),
                target);
        return List.of();
    }

    private List<String> byReference(List<List<String>> referenced) {
        List<List<String>> usable = referenced.stream()
                .filter(columns -> plan.columns().containsAll(columns))
                .toList();
        List<String> key = plan.keyColumns();
        if (usable.isEmpty()) {
            if (isKeyUnique()) {
                return key;
            }
            throw new CacheException(
                    CacheException.Kind.CONFIG,
                    "Cannot replace the rows of \"%s\": a foreign key of another table refers to its columns %s, which the stream does not have, and the stream has no key by which its rows are known again. Nothing was changed. Drop that foreign key, or use APPEND or MERGE."
                            .formatted(target, referenced.get(0)));
        }
        return usable.stream()
                .filter(columns -> new HashSet<>(columns).equals(new HashSet<>(key)))
                .findFirst()
                .orElse(usable.get(0));
    }

    private boolean isKeyUnique() {
        return plan.hasPlainKey()
                && portable.isUnique(sql, plan.filled(), plan)
                && portable.isUnique(sql, plan.target(), plan);
    }

    /** Columns that are not the stream's, and not empty. */
    private List<String> columnsWithValues() {
        return sql.fetch(COLUMNS, target.schema(), target.name()).getValues(0, String.class).stream()
                .filter(column -> plan.filled().column(column).isEmpty())
                .filter(column -> sql.fetchExists(DSL.selectOne()
                        .from(plan.target().table())
                        .where(plan.target().field(column).isNotNull())))
                .toList();
    }
}
