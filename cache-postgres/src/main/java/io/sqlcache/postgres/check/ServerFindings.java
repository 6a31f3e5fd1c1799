package io.sqlcache.postgres.check;

import io.sqlcache.core.backend.TableName;
import java.sql.Savepoint;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.jooq.DSLContext;
import org.jooq.exception.DataAccessException;

/** What is set up so that writes would be refused later: each finding with its remedy, in one line. */
public final class ServerFindings {

    private static final String FEW_CONNECTIONS_OF_ROLE = """
            select format('The role may have %s connections at a time, but a write takes two, and two more for moments: alter role %I connection limit 4',
                          rolconnlimit, rolname)
            from pg_roles
            where rolname = current_user and not rolsuper and rolconnlimit between 0 and 3""";

    private static final String FEW_CONNECTIONS_OF_DATABASE = """
            select format('The database may have %s connections at a time, but a write takes two, and two more for moments: alter database %I connection limit 4',
                          datconnlimit, datname)
            from pg_database
            where datname = current_database() and datconnlimit between 0 and 3
              and not (select rolsuper from pg_roles where rolname = current_user)""";

    private static final String ENCODING = """
            select format('The database keeps text in %s, and a character that this does not have %s: use a database made with encoding ''UTF8''',
                          pg_encoding_to_char(encoding), ?)
            from pg_database
            where datname = current_database() and pg_encoding_to_char(encoding) not in ('UTF8', 'SQL_ASCII')""";

    private static final String NO_ENCODING = """
            select 'The database keeps text in SQL_ASCII, the bytes of UTF-8 without what they mean, and counts these as lengths: use a database made with encoding ''UTF8'''
            from pg_database
            where datname = current_database() and pg_encoding_to_char(encoding) = 'SQL_ASCII'""";

    /** Of PostgreSQL 17 and newer. */
    private static final String TRANSACTION_TIMEOUT = """
            select format('A transaction may last %s ms, but that of a write lasts until its commit: alter role %I set transaction_timeout = 0',
                          setting, current_user)
            from pg_settings
            where name = 'transaction_timeout' and setting <> '0'""";

    private static final String HIDDEN_ROWS = """
            select format('Policies hide rows of %I.%I from this role, and a write that cannot see all of them is refused: alter role %I bypassrls',
                          n.nspname, c.relname, current_user)
            from pg_class c join pg_namespace n on n.oid = c.relnamespace
            where n.nspname = ? and c.relname::text = any (?) and row_security_active(c.oid)
            order by c.relname""";

    /** Tables with an index of ours get their identity from the write. */
    private static final String NO_IDENTITY = """
            select format('%I.%I is published (%s) without a replica identity, so that its rows can be neither updated nor deleted: alter table %I.%I replica identity full',
                          n.nspname, c.relname, string_agg(p.pubname::text, ', ' order by p.pubname), n.nspname, c.relname)
            from pg_class c
            join pg_namespace n on n.oid = c.relnamespace
            join pg_publication_tables t on t.schemaname = n.nspname and t.tablename = c.relname
            join pg_publication p on p.pubname = t.pubname and (p.pubupdate or p.pubdelete)
            where n.nspname = ? and c.relname::text = any (?)
              and not exists (
                select from pg_index i join pg_class x on x.oid = i.indexrelid
                where i.indrelid = c.oid
                  and (c.relreplident = 'd' and i.indisprimary
                       or c.relreplident = 'i' and i.indisreplident
                       or starts_with(x.relname::text, '_sqlcache_key_')))
              and c.relreplident <> 'f'
            group by n.nspname, c.relname
            order by c.relname""";

    private static final String NO_RIGHTS = """
            select format('The role lacks rights on %I.%I: grant %s on %I.%I to %I', n.nspname, c.relname, r.missing, n.nspname, c.relname, current_user)
            from pg_class c
            join pg_namespace n on n.oid = c.relnamespace
            cross join lateral (
              select string_agg(lower(p), ', ' order by place) as missing
              from unnest(array['SELECT', 'INSERT', 'UPDATE', 'DELETE']) with ordinality w(p, place)
              where not has_table_privilege(c.oid, p)) r
            where n.nspname = ? and c.relname::text = any (?) and r.missing is not null
            order by c.relname""";

    private static final String OTHER_OWNER = """
            select format('%I.%I belongs to %I, who alone can add or widen columns: grant %I to %I', n.nspname, c.relname, o.rolname, o.rolname, current_user)
            from pg_class c
            join pg_namespace n on n.oid = c.relnamespace
            join pg_roles o on o.oid = c.relowner
            where n.nspname = ? and c.relname::text = any (?) and not pg_has_role(c.relowner, 'USAGE')
            order by c.relname""";

    private static final String NO_PRIVILEGE = "42501";

    private ServerFindings() {}

    /**
     * Looks for all of it.
     *
     * @param tables of one schema, which writes go to; others are nobody's business here
     * @param refusesCharacters whether a write ends where a character comes that the database's encoding does not have
     */
    public static List<String> of(DSLContext sql, Collection<TableName> tables, boolean refusesCharacters) {
        List<String> findings = new ArrayList<>();
        for (String query :
                List.of(FEW_CONNECTIONS_OF_ROLE, FEW_CONNECTIONS_OF_DATABASE, NO_ENCODING, TRANSACTION_TIMEOUT)) {
            findings.addAll(fetch(sql, query));
        }
        findings.addAll(fetch(sql, ENCODING, refusesCharacters ? "is refused" : "becomes '?'"));
        String schema = tables.stream().findFirst().map(TableName::schema).orElse("");
        String[] names = tables.stream().map(TableName::name).toArray(String[]::new);
        for (String query : List.of(HIDDEN_ROWS, NO_IDENTITY, NO_RIGHTS, OTHER_OWNER)) {
            findings.addAll(fetch(sql, query, schema, names));
        }
        return findings;
    }

    /** Nothing of what the role may not look at: writes do not need that. */
    private static List<String> fetch(DSLContext sql, String query, Object... values) {
        return sql.connectionResult(connection -> {
            Savepoint before = connection.setSavepoint();
            try {
                return sql.fetch(query, values).getValues(0, String.class);
            } catch (DataAccessException e) {
                if (!NO_PRIVILEGE.equals(e.sqlState())) {
                    throw e;
                }
                connection.rollback(before);
                return List.of();
            }
        });
    }
}
