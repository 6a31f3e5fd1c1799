package io.sqlcache.postgres.config;

import java.util.List;

/**
 * The Airbyte destination that writes where a cache is.
 *
 * @param name {@code destination-postgres}
 * @param config its configuration
 * @param warnings what of the cache's configuration it cannot express, each a sentence
 */
public record PairedDestination(String name, DestinationPostgres config, List<String> warnings) {

    public PairedDestination {
        warnings = List.copyOf(warnings);
    }

    /** The destination that writes where this cache is; its warnings are logged too. */
    public static PairedDestination of(PostgresConfig config) {
        return DestinationConversion.paired(config);
    }

    /** The type of its configuration. */
    public Class<DestinationPostgres> configType() {
        return DestinationPostgres.class;
    }
}
