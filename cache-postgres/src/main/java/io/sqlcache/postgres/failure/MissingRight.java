package io.sqlcache.postgres.failure;

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
 * <p>The server names only the object, and that without its schema and in any language: asked is which object that occurs in the
 * message the user lacks rights on, the longest name first. All rights that a write needs are named at once.
 */
final class MissingRight {

    private static final Logger LOG = LoggerFactory.getLogger(MissingRight.class);

    private static final String GRANT = """
            with refused as (
              select 0 as place, n.nspname::text as name,
                     (select string_agg(r, ', ') from unnest(array['USAGE', 'CREATE']) r
                      where not has_schema_privilege(n.oid, r)) as rights,
                     format('schema %I', n.nspname) as object
              from pg_catalog.pg_namespace n
              where n.nspname = ?
              union all
              select case when n.nspname = ? then 1 else 2 end, c.relname::text,
                     (select string_agg(r, ', ') from unnest(array['SELECT', 'INSERT', 'UPDATE', 'DELETE']) r
                      where not has_table_privilege(c.oid, r)),
                     format('%I.%I', n.nspname, c.relname)
              from pg_catalog.pg_class c join pg_catalog.pg_namespace n on n.oid = c.relnamespace
              where c.relkind in ('r', 'p', 'v', 'm', 'f'))
            select format('grant %s on %s to %I', lower(rights), object, current_user)
            from refused
            where rights is not null and strpos(?, name) > 0
            order by length(name) desc, place
            limit 1\
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
        try (Connection connection = database.getConnection();
                PreparedStatement query = connection.prepareStatement(GRANT)) {
            query.setString(1, schema);
            query.setString(2, schema);
            query.setString(3, message);
            try (ResultSet found = query.executeQuery()) {
                return found.next() ? Optional.of(found.getString(1)) : Optional.empty();
            }
        } catch (SQLException e) {
            LOG.debug("Cannot find out which right is missing", e);
            return Optional.empty();
        }
    }
}
