package io.sqlcache.api;

/** Translates between an Airbyte destination's configuration and a backend's own. Stateless and thread-safe. */
public interface DestinationPairing {

    /** The name of the paired Airbyte destination: {@code destination-postgres}. */
    String destinationName();

    /**
     * The backend's configuration for a destination's {@code config.json}.
     *
     * @param destinationConfig a JSON object with the destination's properties; unknown ones are ignored
     * @throws CacheException of kind {@code CONFIG} that lists every violation at once
     */
    SqlConfig config(String destinationConfig);
}
