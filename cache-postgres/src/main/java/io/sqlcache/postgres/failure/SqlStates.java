package io.sqlcache.postgres.failure;

import io.sqlcache.api.CacheException.Kind;
import java.io.IOException;
import java.sql.SQLException;
import java.sql.SQLTransientException;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.postgresql.util.PSQLException;

/** What PostgreSQL's error codes mean for who can act. */
public final class SqlStates {

    /** The schema is there already. */
    public static final String SCHEMA_EXISTS = "42P06";

    /** A unique key is there already. */
    public static final String NOT_UNIQUE = "23505";

    /** Something is larger than the server takes, such as what is to be indexed. */
    public static final String LIMIT_EXCEEDED = "54000";

    /** Other objects depend on what is to be dropped. */
    public static final String DEPENDENTS = "2BP01";

    /** A trigger did something else than it was asked for. */
    public static final String TRIGGERED = "09000";

    /** A lock was not to be had in time. */
    public static final String LOCK_NOT_AVAILABLE = "55P03";

    /** The connection is lost. */
    public static final String BROKEN_OFF = "08006";

    static final String WRONG_PASSWORD = "28P01";
    static final String NOT_AUTHORIZED = "28000";
    static final String NO_SUCH_DATABASE = "3D000";
    static final String NO_PRIVILEGE = "42501";
    static final String TOO_MANY_CONNECTIONS = "53300";
    static final String STARTING_UP = "57P03";
    static final String DISK_FULL = "53100";
    static final String SPACE_LIMIT = "53400";
    static final String READ_ONLY = "25006";

    /** Codes that do not go with the rest of their class. */
    private static final Set<String> TRANSIENT =
            Set.of("57014", "57P01", "57P02", STARTING_UP, LOCK_NOT_AVAILABLE, "55006", "25P03", "25P04");

    /** A missing table, column or right, a read-only server, dependent objects, no room: the database is not as it should be. */
    private static final Set<String> CONFIG = Set.of(
            DISK_FULL,
            SPACE_LIMIT,
            NO_PRIVILEGE,
            "42P01",
            "42703",
            READ_ONLY,
            DEPENDENTS,
            "57P04",
            "42P07",
            "42701",
            "42809",
            "0L000",
            "0P000");

    private SqlStates() {}

    /** Who can act on the failure; the first of its chain of causes that says it decides, but for a tunnel, which knows best. */
    static Kind kind(SQLException failure) {
        return TunnelFailure.causeOf(failure)
                .map(TunnelFailure::kind)
                .or(() -> chain(failure)
                        .map(SqlStates::kindOfOne)
                        .flatMap(Optional::stream)
                        .findFirst())
                .orElse(Kind.INTERNAL);
    }

    /** What to do about it beyond what the server's message says; empty if that is enough. */
    static Optional<String> advice(SQLException failure) {
        if (has(failure, DISK_FULL)) {
            return Optional.of(
                    "Make room on the disk of the database server, then run it again: what is committed stays,"
                            + " and it goes on from the last committed state.");
        }
        if (has(failure, SPACE_LIMIT)) {
            return Optional.of(
                    "Raise this limit of the database server, then run it again: what is committed stays, and"
                            + " it goes on from the last committed state.");
        }
        return Optional.empty();
    }

    /** Whether the failure, or one that caused it, has this code. */
    public static boolean has(@Nullable Throwable failure, String state) {
        return chain(failure).anyMatch(e -> e instanceof SQLException sql && state.equals(sql.getSQLState()));
    }

    /** Whether the connection is no longer to be counted on: it was lost, or the server was silent for too long. */
    public static boolean isOfConnection(Throwable failure) {
        return chain(failure)
                .anyMatch(e -> e instanceof IOException
                        || (e instanceof SQLException sql
                                && sql.getSQLState() != null
                                && sql.getSQLState().startsWith("08")));
    }

    /** The failure and its causes; a cycle of causes is cut. */
    static Stream<Throwable> chain(@Nullable Throwable failure) {
        return Stream.<Throwable>iterate(failure, e -> e != null, Throwable::getCause)
                .limit(20);
    }

    private static Optional<Kind> kindOfOne(Throwable failure) {
        if (failure instanceof IOException || failure instanceof SQLTransientException || isRaceOfCreators(failure)) {
            return Optional.of(Kind.TRANSIENT);
        }
        return failure instanceof SQLException sql ? kindOf(sql.getSQLState()) : Optional.empty();
    }

    /** Who creates what another transaction is creating waits for it, and then hits the system's own tables. */
    private static boolean isRaceOfCreators(Throwable failure) {
        return failure instanceof PSQLException refused
                && NOT_UNIQUE.equals(refused.getSQLState())
                && refused.getServerErrorMessage() != null
                && "pg_catalog".equals(refused.getServerErrorMessage().getSchema());
    }

    private static Optional<Kind> kindOf(@Nullable String state) {
        if (state == null || state.length() != 5) {
            return Optional.empty();
        }
        if (TRANSIENT.contains(state)) {
            return Optional.of(Kind.TRANSIENT);
        }
        if (CONFIG.contains(state)) {
            return Optional.of(Kind.CONFIG);
        }
        return switch (state.substring(0, 2)) {
            case "08", "40", "53", "58" -> Optional.of(Kind.TRANSIENT);
            case "09", "28", "3D", "3F" -> Optional.of(Kind.CONFIG);
            case "22", "23", "54" -> Optional.of(Kind.DATA);
            default -> Optional.of(Kind.INTERNAL);
        };
    }
}
