package io.sqlcache.postgres.failure;

import io.sqlcache.postgres.sql.OwnTransaction;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Finds the {@code GRANT} for a statement that was refused.
 *
 * <p>The server names only the object, and that without its schema and in any language: asked is which object of the cache's schema
 * that occurs in the message the user lacks rights on, the longest name first. All rights that a write needs are named at once.
 */
final class MissingRight {

    private static final Logger LOG = LoggerFactory.getLogger(MissingRight.class);

    private static final String GRANT = """
            with refused as (
              select n.nspname::text as name,
                     (select string_agg(r, ', ') from unnest(array['USAGE', 'CREATE']) r
                      where not has_schema_privilege(n.oid, r)) as rights,
                     format('schema %I', n.nspname) as object
              from pg_catalog.pg_namespace n
              where n.nspname = ?
              union all
              select c.relname::text,
                     (select string_agg(r, ', ') from unnest(array['SELECT', 'INSERT', 'UPDATE', 'DELETE']) r
                      where not has_table_privilege(c.oid, r)),
                     format('%I.%I', n.nspname, c.relname)
              from pg_catalog.pg_class c join pg_catalog.pg_namespace n on n.oid = c.relnamespace
              where n.nspname = ? and c.relkind in ('r', 'p', 'v', 'm', 'f')
              union all
              select t.spcname::text,
                     case when not has_tablespace_privilege(t.oid, 'CREATE') then 'CREATE' end,
                     format('tablespace %I', t.spcname)
              from pg_catalog.pg_tablespace t)
            select name, format('grant %s on %s to %I', lower(rights), object, current_user)
            from refused
            where rights is not null and strpos(?, name) > 0
            order by length(name) desc\
            """;

    private MissingRight() {}

    /** The statement that gives what was missing, if it can be told. */
    static Optional<String> grant(DataSource database, String schema, SQLException failure) {
        return SqlStates.chain(failure)
                .filter(cause -> cause instanceof SQLException sql && SqlStates.NO_PRIVILEGE.equals(sql.getSQLState()))
                .findFirst()
                .map(Throwable::getMessage)
                .flatMap(message -> grant(database, schema, message));
    }

    private static Optional<String> grant(DataSource database, String schema, String message) {
        try (Connection connection = database.getConnection()) {
            connection.setAutoCommit(false);
            try {
                OwnTransaction.begin(connection);
                return grant(connection, schema, message);
            } finally {
                connection.rollback();
            }
        } catch (SQLException e) {
            LOG.debug("Cannot find out which right is missing", e);
            return Optional.empty();
        }
    }

    private static Optional<String> grant(Connection connection, String schema, String message) throws SQLException {
        try (PreparedStatement query = connection.prepareStatement(GRANT)) {
            query.setString(1, schema);
            query.setString(2, schema);
            query.setString(3, message);
            try (ResultSet found = query.executeQuery()) {
                while (found.next()) {
                    if (names(message, found.getString(1))) {
                        return Optional.of(found.getString(2));
                    }
                }
                return Optional.empty();
            }
        }
    }

    /** Whether the name stands there as a whole, not within another word. */
    private static boolean names(String message, String name) {
        for (int at = message.indexOf(name); at >= 0; at = message.indexOf(name, at + 1)) {
            int end = at + name.length();
            if ((at == 0 || !isOfWord(message.charAt(at - 1)))
                    && (end == message.length() || !isOfWord(message.charAt(end)))) {
                return true;
            }
        }
        return false;
    }

    private static boolean isOfWord(char c) {
        return c < 0x80 && (Character.isLetterOrDigit(c) || c == '_' || c == '$');
    }
}
