package io.sqlcache.postgres.connect;

import io.sqlcache.api.CacheException;
import io.sqlcache.postgres.config.PostgresConfig;
import io.sqlcache.postgres.config.TunnelMethod;
import io.sqlcache.postgres.failure.ConnectFailure;
import io.sqlcache.postgres.failure.TunnelFailure;
import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.postgresql.PGConnection;

/** Connections to the server of a configuration, each with its session in UTC. Thread-safe. */
public final class Connections implements AutoCloseable {

    private final DataSource dataSource;
    private final String encoding;
    private final Runnable closing;

    private Connections(DataSource dataSource, String encoding, Runnable closing) {
        this.dataSource = dataSource;
        this.encoding = encoding;
        this.closing = closing;
    }

    /**
     * A pool of our own that has made its first connection.
     *
     * @throws CacheException that says why there is none and what to do
     */
    public static Connections open(PostgresConfig config) {
        try {
            PostgresPool pool = PostgresPool.open(config);
            try (Connection connection = pool.connections().getConnection()) {
                return new Connections(pool.connections(), encoding(connection), pool::close);
            } catch (SQLException e) {
                pool.close();
                throw e;
            }
        } catch (TunnelFailure e) {
            throw ConnectFailure.of(config, e);
        } catch (SQLException e) {
            throw ConnectFailure.of(config, e);
        }
    }

    /**
     * Connections of a pool that stays the caller's, and has given one.
     *
     * @throws CacheException that says why there is none and what to do
     */
    public static Connections of(PostgresConfig config, DataSource pool) {
        refuseRoute(config);
        DataSource sessions = new SessionDataSource(pool, UtcSession::borrow);
        try (Connection connection = sessions.getConnection()) {
            return new Connections(sessions, encoding(connection), () -> {});
        } catch (SQLException e) {
            throw ConnectFailure.of(config, e);
        }
    }

    /** The server tells every client when it connects, without being asked. */
    private static String encoding(Connection connection) throws SQLException {
        String told = connection.unwrap(PGConnection.class).getParameterStatus("server_encoding");
        return told == null ? "UTF8" : told;
    }

    /** Nobody is to believe that connections are encrypted which somebody else makes. */
    private static void refuseRoute(PostgresConfig config) {
        Obstacles obstacles = new Obstacles();
        if (config.sslMode().demandsEncryption()) {
            obstacles.add("the ssl mode %s is given; set it where the data source is made"
                    .formatted(config.sslMode().mode()));
        }
        if (config.tunnel() instanceof TunnelMethod.Ssh) {
            obstacles.add("an SSH tunnel is given; let the data source connect through one of its own");
        }
        obstacles.check("Cannot use connections from elsewhere with these PostgreSQL settings");
    }

    /** Gives them. */
    public DataSource dataSource() {
        return dataSource;
    }

    /** The server's name of the encoding that the database keeps text in. */
    public String encoding() {
        return encoding;
    }

    /** Closes every connection that is our own. */
    @Override
    public void close() {
        closing.run();
    }
}
