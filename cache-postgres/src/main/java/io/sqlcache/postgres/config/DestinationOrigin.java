package io.sqlcache.postgres.config;

/**
 * The destination's configuration that a {@link PostgresConfig} was made from, and what it was read as: nothing that a destination
 * says in its own way, or says to Airbyte's connector only, is lost on the way back.
 *
 * @param destination as it was given
 * @param reads what it was read as; without an origin
 */
public record DestinationOrigin(DestinationPostgres destination, PostgresConfig reads) {}
