package io.sqlcache.postgres.failure;

import io.sqlcache.api.CacheException.Kind;
import io.sqlcache.core.backend.Diagnosis;
import java.sql.SQLException;
import javax.sql.DataSource;

/** Tells who can act on a statement that failed, and how; asks the server where its answer does not say enough. */
public final class StatementFailure {

    private StatementFailure() {}

    /** What a failure means that came from this database; {@code schema} is where a cache's tables are. */
    public static Diagnosis diagnose(SQLException failure, DataSource database, String schema) {
        if (SqlStates.has(failure, SqlStates.READ_ONLY) && Standby.refused(database)) {
            return new Diagnosis(Kind.TRANSIENT, Standby.ADVICE);
        }
        String advice = MissingRight.grant(database, schema, failure)
                .map("Give it the right: %s."::formatted)
                .or(() -> SqlStates.advice(failure))
                .orElse(null);
        return new Diagnosis(SqlStates.kind(failure), advice);
    }
}
