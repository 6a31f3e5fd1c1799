package io.sqlcache.postgres.table;

import io.sqlcache.core.backend.TableName;
import java.time.Duration;
import org.jooq.DSLContext;
import org.jooq.Param;
import org.jooq.SQLDialect;
import org.jooq.impl.DSL;

/**
 * A table whose policies apply to the loader. Rows can be inserted there, each one checked: the server refuses a row that a policy does
 * not let in, and leaves none out in silence. So only the insertion has the policies, which transactions of ours are without.
 */
final class PoliciedTable {

    private static final String IS_POLICIED = "select row_security_active(cast({0} as regclass))";

    /** With the bound of waits, which every append has to set anyway: no statement more where there are no policies. */
    private static final String ENTER = """
            select set_config('lock_timeout', {1}, true),
                   case when row_security_active(cast({0} as regclass))
                     then set_config('row_security', 'on', true) is not null
                     else false end""";

    private PoliciedTable() {}

    /** Whether the table is one. */
    static boolean is(DSLContext sql, TableName table) {
        return Boolean.TRUE.equals(sql.fetchValue(IS_POLICIED, name(table)));
    }

    /**
     * Bounds waits for locks, and lets policies apply if the table has some.
     *
     * @return whether it has: then this is to be left again
     */
    static boolean enter(DSLContext sql, TableName table, Duration lockTimeout) {
        return Boolean.TRUE.equals(
                sql.fetchSingle(ENTER, name(table), DSL.inline(Long.toString(lockTimeout.toMillis())))
                        .get(1, Boolean.class));
    }

    /** Has the server refuse again what policies would hide. */
    static void leave(DSLContext sql) {
        sql.query("set local row_security = off").execute();
    }

    /** As text, quoted where it has to be. */
    private static Param<String> name(TableName table) {
        return DSL.inline(DSL.using(SQLDialect.POSTGRES).render(table.qualified()));
    }
}
