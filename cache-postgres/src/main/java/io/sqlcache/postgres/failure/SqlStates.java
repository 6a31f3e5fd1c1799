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
    static final String TOO_MANY_CONNECTIONS = "53300";
    static final String STARTING_UP = "57P03";
    static final String DISK_FULL = "53100";
    static final String SPACE_LIMIT = "53400";
    static final String READ_ONLY = "25006";
    static final String OUT_OF_MEMORY = "53200";

    /** What the driver says of answers that it does not understand; of the server itself, or a pooler, it is no accident. */
    static final String PROTOCOL_VIOLATION = "08P01";

    /** Codes that do not go with the rest of their class. */
    private static final Set<String> TRANSIENT =
            Set.of("57014", "57P01", "57P02", STARTING_UP, "57P05", LOCK_NOT_AVAILABLE, "55006", "25P03", "25P04");

    /** A missing table, column or right, a read-only server, dependent objects, no room: the database is not as it should be. */
    private static final Set<String> CONFIG = Set.of(
            DISK_FULL,
            SPACE_LIMIT,
            OUT_OF_MEMORY,
            NO_PRIVILEGE,
            "42P01",
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
        if (has(failure, FOREIGN_KEY)) {
            return Optional.of(
                    "Nothing of it was changed. Delete the rows that still refer to what has left the source, or let the foreign key say what"
                            + " becomes of them (on delete cascade, on delete set null), or drop it.");
        }
        if (has(failure, GENERATED_ALWAYS)) {
            return Optional.of(
                    "Let the column take the source's values: alter table .. alter column .. set generated by default.");
        }
        if (isOfRowSecurity(failure)) {
            return Optional.of(
                    "Policies of the table would hide rows from this role, and what is hidden would be written twice or stay for ever."
                            + " Let the role see all: alter role .. bypassrls, or make it the table's owner without force row level security.");
        }
        if (has(failure, TOO_MANY_CONNECTIONS)) {
            return Optional.of(
                    "A write needs two connections, and two more serve it for moments: let others end, or raise the limit of the role"
                            + " (alter role .. connection limit 4), of the database or of the server.");
        }
        if (has(failure, READ_ONLY)) {
            return Optional.of(
                    "The role, the database or the server lets nobody write by default: alter role .. set default_transaction_read_only = off"
                            + " (or alter database .., alter system ..).");
        }
        if (isOfServer(failure, PROTOCOL_VIOLATION)) {
            return Optional.of(
                    "A pooler has to pool sessions or transactions, not statements: pool_mode = transaction in PgBouncer.");
        }
        if (isInTrigger(failure)) {
            return Optional.of(
                    "A function of the table's own, in a trigger or a default, uses names without their schema, but the loader searches no schema"
                            + " but pg_catalog: alter function .. set search_path = .., or qualify the names in it.");
        }
        return Optional.empty();
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

    /** Whether a function of the user's own did not find what it names. */
    private static boolean isInTrigger(SQLException failure) {
        return answers(failure)
                .anyMatch(answer -> answer.getWhere() != null
                        && ("42P01".equals(answer.getSQLState()) || "42883".equals(answer.getSQLState())));
    }

    private static boolean isOfServer(Throwable failure, String state) {
        return answers(failure).anyMatch(answer -> state.equals(answer.getSQLState()));
    }

    /** What the server itself said. */
    private static Stream<ServerErrorMessage> answers(Throwable failure) {
        return chain(failure)
                .filter(PSQLException.class::isInstance)
                .map(e -> ((PSQLException) e).getServerErrorMessage())
                .filter(Objects::nonNull);
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
        if (failure instanceof PSQLException refused
                && refused.getServerErrorMessage() != null
                && PROTOCOL_VIOLATION.equals(refused.getSQLState())) {
            return Optional.of(Kind.CONFIG);
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
