package io.sqlcache.postgres.table;

import io.sqlcache.api.CacheException;
import io.sqlcache.core.backend.ColumnDefinition;
import io.sqlcache.core.backend.TableName;
import io.sqlcache.postgres.failure.SqlStates;
import java.util.ArrayList;
import java.util.List;
import org.jooq.DSLContext;
import org.jooq.Query;
import org.jooq.QueryPart;
import org.jooq.Record;
import org.jooq.impl.DSL;

/** Adds and widens columns of a table in one statement, which rewrites the table once if it has to. */
final class TableAlteration {

    private static final String HOLDERS = """
            select distinct format('process %s of user %s (%s)', l.pid, coalesce(s.usename, '?'),
                                   concat_ws(', ', nullif(s.application_name, ''), s.state))
            from pg_catalog.pg_namespace n
            join pg_catalog.pg_class c on c.relnamespace = n.oid
            join pg_catalog.pg_locks l on l.relation = c.oid and l.granted and l.pid <> pg_backend_pid()
            join pg_catalog.pg_database b on b.oid = l.database and b.datname = current_database()
            left join pg_catalog.pg_stat_activity s on s.pid = l.pid
            where n.nspname = cast(? as name) and c.relname = cast(? as name)
            order by 1\
            """;

    private static final String OWNER = """
            select pg_has_role(c.relowner, 'USAGE'), pg_get_userbyid(c.relowner), current_user
            from pg_catalog.pg_namespace n
            join pg_catalog.pg_class c on c.relnamespace = n.oid
            where n.nspname = cast(? as name) and c.relname = cast(? as name)\
            """;

    private final DSLContext sql;
    private final TableName table;
    private final ColumnDependents.Fate dependents;

    TableAlteration(DSLContext sql, TableName table, ColumnDependents.Fate dependents) {
        this.sql = sql;
        this.table = table;
        this.dependents = dependents;
    }

    /** Alters the table; the lock on it is held to the end of the transaction. */
    void execute(List<ColumnDefinition> added, List<ColumnDefinition> widened) {
        if (added.isEmpty() && widened.isEmpty()) {
            return;
        }
        Query alteration = alteration(added, widened);
        checkOwned(alteration);
        lock();
        widened.forEach(column -> new ColumnDependents(sql, table, column).makeWay(dependents));
        alteration.execute();
    }

    private Query alteration(List<ColumnDefinition> added, List<ColumnDefinition> widened) {
        List<QueryPart> actions = new ArrayList<>();
        // Somebody else may have added the same column meanwhile.
        added.forEach(column -> actions.add(
                DSL.sql("add column if not exists {0} {1}", DSL.quotedName(column.name()), declared(column))));
        widened.forEach(column -> actions.add(DSL.sql(
                "alter column {0} type {1} using {2}",
                DSL.quotedName(column.name()), declared(column), converted(column))));
        return sql.query("alter table {0} {1}", table.qualified(), DSL.list(actions));
    }

    /** No right that can be granted on a table lets others than its owner alter it. */
    private void checkOwned(Query alteration) {
        Record owner = sql.fetchOne(OWNER, table.schema(), table.name());
        if (owner != null && !owner.get(0, Boolean.class)) {
            String role = owner.get(1, String.class);
            String user = owner.get(2, String.class);
            throw new CacheException(
                    CacheException.Kind.CONFIG,
                    "Cannot alter table \"%s\": it belongs to \"%s\", and only its owner may. Let the owner do it: %s; or give user \"%s\" the owner's rights: %s."
                            .formatted(
                                    table,
                                    role,
                                    sql.renderInlined(alteration),
                                    user,
                                    sql.render(
                                            DSL.sql("grant {0} to {1}", DSL.quotedName(role), DSL.quotedName(user)))));
        }
    }

    /** First of all, so that nothing comes to depend on a column once it was looked at. */
    private void lock() {
        Savepoints.orElse(
                sql,
                () -> sql.query("lock table {0} in access exclusive mode", table.qualified())
                        .execute(),
                SqlStates.LOCK_NOT_AVAILABLE,
                () -> {
                    List<String> holders =
                            sql.fetch(HOLDERS, table.schema(), table.name()).map(row -> row.get(0, String.class));
                    throw new CacheException(
                            CacheException.Kind.TRANSIENT,
                            "Cannot alter table \"%s\": it is in use by %s and was not free within the lock timeout. Try again when it is, or raise the timeout."
                                    .formatted(table, holders.isEmpty() ? "others" : String.join("; ", holders)));
                });
    }

    /** As JSON has it, dates and times have one spelling, whatever the session's settings. */
    private static QueryPart converted(ColumnDefinition column) {
        return switch (column.type().physical()) {
            case TEXT -> DSL.sql("to_jsonb({0}) #>> '{}'", DSL.quotedName(column.name()));
            case JSON -> DSL.sql("to_jsonb({0})", DSL.quotedName(column.name()));
            case BOOLEAN, BIGINT, DOUBLE, DECIMAL, DATE, TIME, TIME_TZ, TIMESTAMP, TIMESTAMP_TZ, OTHER ->
                DSL.sql("cast({0} as {1})", DSL.quotedName(column.name()), declared(column));
        };
    }

    private static QueryPart declared(ColumnDefinition column) {
        return DSL.sql(column.type().sql());
    }
}
