package io.sqlcache.postgres.table;

import io.sqlcache.core.backend.TableName;
import io.sqlcache.postgres.failure.SqlStates;
import org.jooq.DSLContext;

/**
 * By what logical replication finds the row that was updated. Without it PostgreSQL refuses every update of a table that is
 * published, and {@code FOR ALL TABLES} publishes ours too. It is the whole row, since the columns of a key may be null. Servers that
 * do not replicate logically pay nothing for it.
 */
final class ReplicaIdentity {

    /** A table that we have indexed, whose identity nobody chose, and which has no primary key to take for one. */
    private static final String IS_OURS_WITHOUT = """
            select exists (
              select
              from pg_catalog.pg_namespace n
              join pg_catalog.pg_class c on c.relnamespace = n.oid
              where n.nspname = cast(? as name) and c.relname = cast(? as name) and c.relreplident = 'd'
                and exists (select from pg_catalog.pg_index i join pg_catalog.pg_class x on x.oid = i.indexrelid
                            where i.indrelid = c.oid and starts_with(x.relname::text, ?))
                and not exists (select from pg_catalog.pg_index i where i.indrelid = c.oid and i.indisprimary))""";

    private ReplicaIdentity() {}

    /** Gives a table its identity. */
    static void give(DSLContext sql, TableName table) {
        sql.query("alter table {0} replica identity full", table.qualified()).execute();
    }

    /** Gives a table that an earlier version made its identity, if the role may. */
    static void giveIfOurs(DSLContext sql, TableName table) {
        Boolean without = (Boolean) sql.fetchValue(IS_OURS_WITHOUT, table.schema(), table.name(), KeyIndex.PREFIX);
        if (Boolean.TRUE.equals(without)) {
            Savepoints.attempt(sql, () -> give(sql, table), SqlStates.NO_PRIVILEGE);
        }
    }
}
