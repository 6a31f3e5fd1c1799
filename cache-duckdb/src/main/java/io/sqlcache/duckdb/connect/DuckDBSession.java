package io.sqlcache.duckdb.connect;

import java.sql.SQLException;
import org.duckdb.DuckDBConnection;

/** What a sink needs of a connection beside JDBC: {@code connection.unwrap(DuckDBSession.class)}. */
public interface DuckDBSession {

    /**
     * DuckDB's own connection, for what concerns nobody but this session: its temporary tables. Outside of a transaction each statement there
     * commits itself; what is of the database's tables is to be done by {@link #execute}.
     */
    DuckDBConnection own() throws SQLException;

    /** Executes a statement in the session's transaction, which begins with it if there is none. */
    void execute(String sql) throws SQLException;
}
