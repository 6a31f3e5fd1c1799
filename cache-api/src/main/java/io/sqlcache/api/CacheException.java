package io.sqlcache.api;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The one failure of a cache: says what failed, on what, why, and what to do; never holds a secret. */
public class CacheException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final Kind kind;

    /** A failure without a cause. */
    public CacheException(Kind kind, String message) {
        this(kind, message, null);
    }

    /** A failure with its cause, if there is one. */
    public CacheException(Kind kind, String message, @Nullable Throwable cause) {
        super(message, cause);
        this.kind = Objects.requireNonNull(kind, "kind");
    }

    /** Who can act on this failure. */
    public final Kind kind() {
        return kind;
    }

    /** Who can act on a failure. */
    public enum Kind {
        /** You must change something: a setting, a grant, a catalog, a table. */
        CONFIG,
        /** The input is wrong. */
        DATA,
        /** Try again: the database was lost or busy. */
        TRANSIENT,
        /** The connection was lost during a commit and what became of it could not be found out. */
        COMMIT_UNKNOWN,
        /** Our bug. */
        INTERNAL
    }
}
