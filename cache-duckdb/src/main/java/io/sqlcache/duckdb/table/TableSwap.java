package io.sqlcache.duckdb.table;

import io.sqlcache.core.backend.JooqTableOperations;
import io.sqlcache.core.backend.SwapPlan;
import io.sqlcache.core.backend.TableDefinition;
import java.util.Objects;
import org.jooq.DSLContext;
import org.jooq.impl.DSL;

/** Puts a filled table into the place of another: by its name if nothing hangs on the old one, else by its rows. */
final class TableSwap {

    /** All that would be lost with the old table; views know it by its name only. */
    private static final String TIES = """
            select (select count(*) from duckdb_indexes() i where i.table_oid = t.table_oid and i.database_name = t.database_name)
                 + (select count(*) from duckdb_constraints() c where c.table_oid = t.table_oid and c.database_name = t.database_name)
                 + (select count(*) from duckdb_columns() c
                    where c.table_oid = t.table_oid and c.database_name = t.database_name
                      and (c.comment is not null or c.column_default is not null or c.is_generated))
                 + (case when t.comment is null then 0 else 1 end)
            from duckdb_tables() t
            where t.database_name = current_database() and lower(t.schema_name) = lower(?) and lower(t.table_name) = lower(?)""";

    private final DSLContext sql;
    private final JooqTableOperations portable;
    private final SwapPlan plan;
    private final TableDefinition filled;
    private final TableDefinition target;

    TableSwap(DSLContext sql, JooqTableOperations portable, SwapPlan plan) {
        this.sql = sql;
        this.portable = portable;
        this.plan = plan;
        this.filled = plan.filled();
        this.target = plan.target();
    }

    void execute() {
        TableDefinition found = TableLookup.find(sql, target.name()).orElseThrow();
        boolean hasMore = found.columns().size() > plan.columns().size();
        if (hasMore && plan.hasPlainKey() && isUnique(filled) && isUnique(target)) {
            portable.replaceRows(sql, plan, plan.keyColumns());
        } else if (found.columns().equals(filled.columns()) && hasNoTies()) {
            rename();
        } else {
            sql.deleteFrom(target.table()).execute();
            portable.copy(sql, filled, target);
        }
    }

    private boolean isUnique(TableDefinition table) {
        return portable.isUnique(sql, table, plan);
    }

    private boolean hasNoTies() {
        Long ties = sql.fetchSingle(TIES, target.name().schema(), target.name().name())
                .get(0, Long.class);
        return Objects.requireNonNull(ties) == 0;
    }

    private void rename() {
        portable.drop(sql, target.name());
        sql.query(
                        "alter table {0} rename to {1}",
                        filled.name().qualified(), DSL.quotedName(target.name().name()))
                .execute();
    }
}
