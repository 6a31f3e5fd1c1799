package io.sqlcache.postgres.table;

import io.sqlcache.postgres.failure.SqlStates;
import java.sql.Savepoint;
import org.jooq.DSLContext;
import org.jooq.exception.DataAccessException;

/** Work that may fail without failing its transaction. */
final class Savepoints {

    private Savepoints() {}

    /** Does the work; if it fails with the code given, takes it back and does the other work. */
    static void orElse(DSLContext sql, Runnable work, String state, Runnable otherwise) {
        boolean done = sql.connectionResult(connection -> {
            if (connection.getAutoCommit()) {
                return tried(work, state);
            }
            Savepoint before = connection.setSavepoint();
            boolean succeeded = tried(work, state);
            if (!succeeded) {
                connection.rollback(before);
            }
            connection.releaseSavepoint(before);
            return succeeded;
        });
        if (!done) {
            otherwise.run();
        }
    }

    private static boolean tried(Runnable work, String state) {
        try {
            work.run();
            return true;
        } catch (DataAccessException e) {
            if (SqlStates.has(e, state)) {
                return false;
            }
            throw e;
        }
    }
}
