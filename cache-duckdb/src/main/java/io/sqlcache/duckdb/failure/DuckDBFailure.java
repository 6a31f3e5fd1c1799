package io.sqlcache.duckdb.failure;

import io.sqlcache.api.CacheException.Kind;
import io.sqlcache.core.backend.Diagnosis;
import java.sql.SQLException;
import java.sql.SQLTransientException;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Who can act on a failure. DuckDB has neither SQLSTATEs nor codes: a message begins with the kind of the error, as its source has them, and
 * goes on in words.
 */
public final class DuckDBFailure {

    /** What a message says, its beginning or a part of it. */
    private record Rule(
            String beginning,
            String part,
            Kind kind,
            @Nullable String advice) {

        boolean applies(String message) {
            return message.startsWith(beginning) && message.contains(part);
        }
    }

    private static final String RESTART =
            "Close every cache in this file, which closes the database, and open it again: what was committed is there.";

    private static final List<Rule> RULES = List.of(
            rule("", "database has been invalidated", Kind.TRANSIENT, RESTART),
            rule("Transaction", "conflict", Kind.TRANSIENT, null),
            rule("", "has been modified by another transaction", Kind.TRANSIENT, null),
            rule("", "interrupted", Kind.TRANSIENT, null),
            rule("", "no space left", Kind.CONFIG, "Make room on the disk of the file and of its temporary files."),
            rule(
                    "Out of Memory",
                    "",
                    Kind.CONFIG,
                    "Give DuckDB more memory (SET memory_limit), or a folder with more room for what that does not hold."),
            rule("IO Error", "", Kind.CONFIG, null),
            rule("Permission Error", "", Kind.CONFIG, null),
            rule("Catalog Error", "", Kind.CONFIG, null),
            rule("Binder Error", "", Kind.CONFIG, null),
            rule("Parser Error", "", Kind.CONFIG, null),
            rule("Syntax Error", "", Kind.CONFIG, null),
            rule("Dependency Error", "", Kind.CONFIG, null),
            rule("Constraint Error", "", Kind.CONFIG, null),
            rule("Conversion Error", "", Kind.CONFIG, null),
            rule("Out of Range Error", "", Kind.CONFIG, null),
            rule("Invalid Input Error", "", Kind.CONFIG, null),
            rule("TransactionContext Error", "read-only", Kind.CONFIG, null));

    private DuckDBFailure() {}

    private static Rule rule(String beginning, String part, Kind kind, @Nullable String advice) {
        return new Rule(beginning.toLowerCase(Locale.ROOT), part.toLowerCase(Locale.ROOT), kind, advice);
    }

    /** Who can act on this failure, and how. */
    public static Diagnosis diagnose(SQLException failure) {
        if (failure instanceof SQLTransientException) {
            return Diagnosis.of(Kind.TRANSIENT);
        }
        String message = String.valueOf(failure.getMessage()).toLowerCase(Locale.ROOT);
        return RULES.stream()
                .filter(rule -> rule.applies(message))
                .findFirst()
                .map(rule -> new Diagnosis(rule.kind(), rule.advice()))
                .orElse(Diagnosis.of(Kind.INTERNAL));
    }
}
