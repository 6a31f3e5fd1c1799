package io.sqlcache.core.backend;

import io.sqlcache.api.CacheException;
import org.jspecify.annotations.Nullable;

/**
 * What a backend makes of a failure of its database.
 *
 * @param kind who can act
 * @param advice what to do, as a sentence; null if the database's own message says enough
 */
public record Diagnosis(CacheException.Kind kind, @Nullable String advice) {

    /** Without advice. */
    public static Diagnosis of(CacheException.Kind kind) {
        return new Diagnosis(kind, null);
    }
}
