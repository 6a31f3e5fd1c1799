package io.sqlcache.postgres.failure;

import io.sqlcache.api.CacheException.Kind;
import java.io.IOException;
import java.sql.SQLException;
import java.sql.SQLTransientException;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.postgresql.util.PSQLException;
import org.postgresql.util.ServerErrorMessage;

/** What PostgreSQL's error codes mean for who can act. */
public final class SqlStates {

    /** The schema is there already. */
    public static final String SCHEMA_EXISTS = "42P06";

    /** Something that is no table is there already, such as a type. */
    public static final String OBJECT_EXISTS = "42710";

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

    /** The role lacks a right, or is not the owner. */
    public static final String NO_PRIVILEGE = "42501";

    /** The connection is lost. */
    public static final String BROKEN_OFF = "08006";

    /** A row that is still referred to, or one that refers to none. */
    static final String FOREIGN_KEY = "23503";

    /** An identity column of the user's that is {@code GENERATED ALWAYS}. */
    static final String GENERATED_ALWAYS = "428C9";

    /** Such as an update of a published table without a replica identity. */
    static final String NOT_IN_PREREQUISITE_STATE = "55000";

    static final String WRONG_PASSWORD = "28P01";
    static final String NOT_AUTHORIZED = "28000";
    static final String NO_SUCH_DATABASE = "3D000";
    /** Nobody gives one more: the server, or a pool before it. */
    public static final String TOO_MANY_CONNECTIONS = "53300";

    static final String STARTING_UP = "57P03";
    static final String DISK_FULL = "53100";
    static final String SPACE_LIMIT = "53400";
    static final String READ_ONLY = "25006";
    static final String OUT_OF_MEMORY = "53200";

    /** {@code not null}, {@code check} and {@code exclude}. */
    private static final Set<String> CONSTRAINTS = Set.of("23502", "23514", "23P01");

    /** A character that the database's encoding does not have. */
    static final String NOT_IN_ENCODING = "22P05";

    private static final String NO_SUCH_TABLE = "42P01";
    private static final String NO_SUCH_FUNCTION = "42883";

    /** What PgBouncer says of all that it refuses, a server that it cannot reach as well: its texts alone, which it has in one language, tell. */
    static final String PROTOCOL_VIOLATION = "08P01";

    private static final String STATEMENT_POOLING = "statement pooling mode";

    /** Codes that do not go with the rest of their class. */
    private static final Set<String> TRANSIENT =
            Set.of("57014", "57P01", "57P02", STARTING_UP, "57P05", LOCK_NOT_AVAILABLE, "55006", "25P03", "25P04");

    /** A missing table, column or right, a read-only server, dependent objects, no room: the database is not as it should be. */
    private static final Set<String> CONFIG = Set.of(
            DISK_FULL,
            SPACE_LIMIT,
            OUT_OF_MEMORY,
            NOT_IN_ENCODING,
            NO_PRIVILEGE,
            NO_SUCH_TABLE,
            "42703",
            READ_ONLY,
            DEPENDENTS,
            FOREIGN_KEY,
            GENERATED_ALWAYS,
            NOT_IN_PREREQUISITE_STATE,
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
        return Remedy.of(failure).map(Remedy::advice);
    }

    /** What the server advises; unlike its details it quotes no rows. */
    static Optional<String> hint(SQLException failure) {
        return answers(failure)
                .map(ServerErrorMessage::getHint)
                .filter(Objects::nonNull)
                .findFirst();
    }

    /** Whether the server would have hidden rows; told by its source code, since the message is in any language. */
    static boolean isOfRowSecurity(SQLException failure) {
        return has(failure, NO_PRIVILEGE)
                && answers(failure).anyMatch(answer -> "check_enable_rls".equals(answer.getRoutine()));
    }

    /** Whether a policy did not let a row in. */
    static boolean isOfPolicy(SQLException failure) {
        return has(failure, NO_PRIVILEGE)
                && answers(failure).anyMatch(answer -> "ExecWithCheckOptions".equals(answer.getRoutine()));
    }

    /** Whether a row was there already; not one of the server's own tables. */
    static boolean isOfUniqueIndex(SQLException failure) {
        return has(failure, NOT_UNIQUE)
                && answers(failure).noneMatch(answer -> "pg_catalog".equals(answer.getSchema()));
    }

    /** Whether a row was refused for what is in it: no null here, a condition, or none that overlaps another. */
    static boolean isOfConstraint(SQLException failure) {
        return CONSTRAINTS.stream().anyMatch(state -> has(failure, state));
    }

    /** Whether a function of the user's own did not find what it names. */
    static boolean isInTrigger(SQLException failure) {
        return answers(failure).anyMatch(SqlStates::isInTrigger);
    }

    private static boolean isInTrigger(ServerErrorMessage answer) {
        return answer.getWhere() != null
                && (NO_SUCH_TABLE.equals(answer.getSQLState()) || NO_SUCH_FUNCTION.equals(answer.getSQLState()));
    }

    /** Whether a pooler does not take what every write does. */
    static boolean isOfPooler(SQLException failure) {
        return answers(failure).anyMatch(SqlStates::isOfPooler);
    }

    private static boolean isOfPooler(ServerErrorMessage answer) {
        return PROTOCOL_VIOLATION.equals(answer.getSQLState())
                && String.valueOf(answer.getMessage()).contains(STATEMENT_POOLING);
    }

    /** What the server itself said. */
    private static Stream<ServerErrorMessage> answers(Throwable failure) {
        return chain(failure).map(SqlStates::answer).flatMap(Optional::stream);
    }

    private static Optional<ServerErrorMessage> answer(Throwable one) {
        return one instanceof PSQLException refused
                ? Optional.ofNullable(refused.getServerErrorMessage())
                : Optional.empty();
    }

    /** Whether the failure, or one that caused it, has this code. */
    public static boolean has(@Nullable Throwable failure, String state) {
        return chain(failure).anyMatch(e -> e instanceof SQLException sql && state.equals(sql.getSQLState()));
    }

    /** Whether anything says what went wrong by a code: the server and its driver always do. */
    public static boolean hasAny(Throwable failure) {
        return chain(failure)
                .anyMatch(e ->
                        e instanceof PSQLException || (e instanceof SQLException sql && sql.getSQLState() != null));
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
        if (answer(failure)
                .filter(answer -> isOfPooler(answer) || isInTrigger(answer))
                .isPresent()) {
            return Optional.of(Kind.CONFIG);
        }
        return failure instanceof SQLException sql ? kindOf(sql.getSQLState()) : Optional.empty();
    }

    /** Who creates what another transaction is creating waits for it, and then hits the system's own tables. */
    private static boolean isRaceOfCreators(Throwable failure) {
        return answer(failure)
                .filter(answer -> NOT_UNIQUE.equals(answer.getSQLState()) && "pg_catalog".equals(answer.getSchema()))
                .isPresent();
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
            // P0 is what a function of the user's own raises, in a trigger for example.
            case "09", "28", "3D", "3F", "P0" -> Optional.of(Kind.CONFIG);
            case "22", "23", "54" -> Optional.of(Kind.DATA);
            default -> Optional.of(Kind.INTERNAL);
        };
    }
}
