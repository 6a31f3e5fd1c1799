package io.sqlcache.api;

import java.util.Optional;

/**
 * The service type of a cache backend, found by {@link java.util.ServiceLoader}.
 *
 * <p>Implementations have a public no-argument constructor, are stateless and thread-safe. Register both in
 * {@code META-INF/services} and, for the module path, in {@code module-info}.
 */
public interface CacheProvider {

    /** The backend's short name in lower case, unique among providers: {@code postgres}. */
    String name();

    /** The type of configuration that {@link #open} accepts; subtypes included. */
    Class<? extends SqlConfig> configType();

    /**
     * Opens a cache, connecting to the database. A schema that is missing is created by the first write.
     *
     * @throws CacheException if the database cannot be reached or refuses; names host, database and user
     */
    CacheBase open(SqlConfig config);

    /** How this backend's configuration translates to the Airbyte destination of the same database, if there is one. */
    default Optional<DestinationPairing> pairing() {
        return Optional.empty();
    }
}
