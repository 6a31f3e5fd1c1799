package io.sqlcache.api;

/** Translates an Airbyte destination's configuration into a backend's own, and describes it. Stateless and thread-safe. */
public interface DestinationPairing {

    /** The name of the paired Airbyte destination: {@code destination-postgres}. */
    String destinationName();

    /**
     * Airbyte's {@code ConnectorSpecification} of the destination: one JSON object with {@code connectionSpecification}, the JSON
     * schema (draft 7) that {@link #read} holds a configuration against.
     */
    String specification();

    /**
     * Where a destination's {@code config.json} lets a cache write, and how, for {@link CacheProvider#open} of the same backend. Does
     * not connect.
     *
     * @param destinationConfig a JSON object with the destination's properties; unknown ones are no violation
     * @throws CacheException of kind {@code CONFIG} that lists every violation at once, each with its JSON path; never tells a value
     *     that may be a secret
     */
    SqlConfig read(String destinationConfig);
}
