package io.sqlcache.postgres.sql;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;

/**
 * What a transaction is told before our first statement in it, until it ends. Not for users' own statements.
 *
 * <p>Roles, databases and servers may have other settings than we count with. Nothing but {@code pg_catalog} is searched, so that nobody's
 * function, operator or type is taken for the server's own, which an exact match of the parameters' types would do whatever the order of the
 * path (PostgreSQL, 10.3 "Functions"); temporary tables come last. Where row-level security would hide rows, the server refuses
 * ({@code row_security}): a merge beside rows that it cannot see would write them twice. Our statements move whole rows and compute next to
 * nothing, so that compiling them takes longer than it saves ({@code jit}).
 */
public final class OwnTransaction {

    /** Settings, not functions: {@code set_config} could be somebody else's. */
    private static final String SETTINGS = """
            set transaction isolation level read committed; \
            set local search_path = pg_catalog, pg_temp; \
            set local row_security = off; \
            set local statement_timeout = 0; \
            set local standard_conforming_strings = on; \
            set local jit = off""";

    private OwnTransaction() {}

    /** The statements for that, and others after them, for one round trip. */
    public static String beginning(String... more) {
        return String.join("; ", SETTINGS, String.join("; ", more));
    }

    /** For a connection without auto-commit; one round trip, which begins the transaction as well. */
    public static void begin(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(SETTINGS);
        }
    }
}
