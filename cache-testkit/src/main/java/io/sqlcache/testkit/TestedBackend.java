package io.sqlcache.testkit;

import io.sqlcache.api.SqlConfig;
import io.sqlcache.core.backend.SqlBackend;
import java.util.Optional;
import java.util.Set;
import org.jooq.DataType;

/** How the contract reaches a backend: to be implemented once, by default methods, and shared by its conformance tests. */
public interface TestedBackend {

    /** The configuration of a cache in the given schema, without a table prefix. The schema may not exist. */
    SqlConfig config(String schema);

    /**
     * Connects the backend under test; what it gives is closed by the caller. Decorate it here to test a variant, such as one
     * with another {@link SqlBackend#open sink}.
     *
     * @param config one that {@link #config} gave
     */
    SqlBackend connect(SqlConfig config);

    /**
     * How a type of jOOQ's is to be declared in a table that a test makes, as another program would have made it; as jOOQ does, unless jOOQ
     * does not know the database well enough.
     */
    default DataType<?> declared(DataType<?> type) {
        return type;
    }

    /** Whether a column of text can have a length, which its values keep to. */
    default boolean keepsLengths() {
        return true;
    }

    /** The tests that are known to fail; each needs an issue, and fails when it starts to pass. */
    default Set<KnownGap> knownGaps() {
        return Set.of();
    }

    /**
     * A query for the number of connections that the database serves, the asking one included; empty if it cannot be asked.
     * With it {@code Leak} asserts that a closed cache has none left.
     */
    default Optional<String> connectionCount() {
        return Optional.empty();
    }

    /**
     * A statement that puts the sessions of later connections into a time zone, if the database has one of its own.
     *
     * @param zone its name in the IANA database: {@code America/St_Johns}
     */
    default Optional<String> timeZoneOfNewSessions(String zone) {
        return Optional.empty();
    }
}
