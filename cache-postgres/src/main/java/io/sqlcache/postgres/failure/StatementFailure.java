package io.sqlcache.postgres.failure;

import io.sqlcache.api.CacheException.Kind;
import io.sqlcache.core.backend.Diagnosis;
import java.sql.SQLException;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.sql.DataSource;

/** Tells who can act on a statement that failed, and how; asks the server where its answer does not say enough. */
public final class StatementFailure {

    private StatementFailure() {}

    /** What a failure means that came from this database; {@code schema} is where a cache's tables are. */
    public static Diagnosis diagnose(SQLException failure, DataSource database, String schema) {
        if (SqlStates.has(failure, SqlStates.READ_ONLY) && Standby.refused(database)) {
            return new Diagnosis(Kind.TRANSIENT, Standby.ADVICE);
        }
        Optional<String> advice = SqlStates.advice(failure)
                .or(() -> MissingRight.grant(database, schema, failure).map("Give it the right: %s."::formatted));
        // The server's own advice comes first: it knows the case, ours only the kind.
        String both =
                Stream.concat(SqlStates.hint(failure).stream(), advice.stream()).collect(Collectors.joining(" "));
        return new Diagnosis(SqlStates.kind(failure), both.isEmpty() ? null : both);
    }
}
