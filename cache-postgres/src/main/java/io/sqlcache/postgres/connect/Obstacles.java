package io.sqlcache.postgres.connect;

import io.sqlcache.api.CacheException;
import java.util.ArrayList;
import java.util.List;

/** Collects what of a configuration stands in the way of connecting, to tell all of it at once. */
final class Obstacles {

    private final List<String> found = new ArrayList<>();

    void add(String obstacle) {
        found.add(obstacle);
    }

    /** Throws if there is any; {@code failure} says what could not be done. */
    void check(String failure) {
        if (!found.isEmpty()) {
            throw new CacheException(CacheException.Kind.CONFIG, failure + ": " + String.join("; ", found) + ".");
        }
    }
}
