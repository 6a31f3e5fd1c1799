package io.sqlcache.postgres.failure;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A server that takes no writes because it follows another one; after a failover it does, once it is promoted. */
final class Standby {

    static final String ADVICE =
            "This server is a standby, which takes writes once it is promoted; if it is not to be, connect to the primary.";

    private static final Logger LOG = LoggerFactory.getLogger(Standby.class);

    /** One that was promoted meanwhile takes writes in a new transaction; one that is set to read only does not. */
    private static final String MAY_TAKE_WRITES =
            "select pg_catalog.pg_is_in_recovery() or pg_catalog.current_setting('transaction_read_only') = 'off'";

    private Standby() {}

    /** Whether it was one that refused a write; not if that cannot be told. */
    static boolean refused(DataSource database) {
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement();
                ResultSet answer = statement.executeQuery(MAY_TAKE_WRITES)) {
            return answer.next() && answer.getBoolean(1);
        } catch (SQLException e) {
            LOG.debug("Cannot find out whether the server is a standby", e);
            return false;
        }
    }
}
