package io.sqlcache.postgres.table;

import io.sqlcache.api.CacheException;
import io.sqlcache.postgres.failure.SqlStates;
import java.util.Optional;
import org.jooq.DSLContext;
import org.jooq.Name;
import org.jooq.Record;
import org.jooq.impl.DSL;

/** Creates schemas. */
final class Schemas {

    /** {@code CREATE SCHEMA IF NOT EXISTS} wants the right to create schemas even when there is nothing to create. */
    private static final String RIGHTS = """
            select exists (select from pg_catalog.pg_namespace where nspname = cast(? as name)),
                   has_database_privilege(current_database(), 'CREATE'),
                   current_database(),
                   current_user""";

    private Schemas() {}

    /** Creates the schema unless it is there or somebody else creates it now. */
    static void create(DSLContext sql, String schema) {
        Record found = Optional.ofNullable(sql.fetchOne(RIGHTS, schema)).orElseThrow();
        if (found.get(0, Boolean.class)) {
            return;
        }
        if (!found.get(1, Boolean.class)) {
            throw new CacheException(
                    CacheException.Kind.CONFIG,
                    "The schema \"%s\" does not exist in database \"%s\" and user \"%s\" may not create it: %s; or create the schema and %s."
                            .formatted(
                                    schema,
                                    found.get(2),
                                    found.get(3),
                                    rendered(sql, "grant create on database {0} to {1}", found.get(2), found.get(3)),
                                    rendered(sql, "grant create, usage on schema {0} to {1}", schema, found.get(3))));
        }
        createTogether(sql, DSL.quotedName(schema));
    }

    /** Of two that create it at once the second fails, by one or the other of two errors, when the first commits. */
    private static void createTogether(DSLContext sql, Name schema) {
        Runnable create = () -> sql.query("create schema {0}", schema).execute();
        Runnable thereByNow = () -> {};
        Savepoints.orElse(
                sql,
                () -> Savepoints.orElse(sql, create, SqlStates.NOT_UNIQUE, thereByNow),
                SqlStates.SCHEMA_EXISTS,
                thereByNow);
    }

    private static String rendered(DSLContext sql, String template, Object name, Object role) {
        return sql.render(DSL.sql(template, DSL.quotedName(name.toString()), DSL.quotedName(role.toString())));
    }
}
