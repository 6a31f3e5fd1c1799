package io.sqlcache.postgres.table;

import io.sqlcache.postgres.failure.SqlStates;
import java.sql.Savepoint;
import java.util.Optional;
import java.util.stream.Stream;
import org.jooq.DSLContext;
import org.jooq.exception.DataAccessException;

/** Work that may fail without failing its transaction. */
final class Savepoints {

    private Savepoints() {}

    /** Does the work; if it fails with the code given, takes it back and does the other work. */
    static void orElse(DSLContext sql, Runnable work, String state, Runnable otherwise) {
        if (attempt(sql, work, state).isPresent()) {
            otherwise.run();
        }
    }

    /**
     * Does the work, and takes it back if it fails with one of these codes.
     *
     * @return the code that it failed with; empty if it is done
     */
    static Optional<String> attempt(DSLContext sql, Runnable work, String... states) {
        return sql.connectionResult(connection -> {
            if (connection.getAutoCommit()) {
                return failure(work, states);
            }
            Savepoint before = connection.setSavepoint();
            Optional<String> failure = failure(work, states);
            if (failure.isPresent()) {
                connection.rollback(before);
            }
            connection.releaseSavepoint(before);
            return failure;
        });
    }

    private static Optional<String> failure(Runnable work, String... states) {
        try {
            work.run();
            return Optional.empty();
        } catch (DataAccessException e) {
            return Optional.of(Stream.of(states)
                    .filter(state -> SqlStates.has(e, state))
                    .findFirst()
                    .orElseThrow(() -> e));
        }
    }
}
