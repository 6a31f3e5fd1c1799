package io.sqlcache.duckdb.config;

import java.util.List;

/**
 * The Airbyte destination that writes where a cache is.
 *
 * @param name {@code destination-duckdb}
 * @param config its configuration
 * @param warnings what of the cache's configuration it cannot express, each a sentence
 */
public record PairedDestination(String name, DestinationDuckDB config, List<String> warnings) {

    public PairedDestination {
        warnings = List.copyOf(warnings);
    }

    /** The destination that writes where this cache is; its warnings are logged too. */
    public static PairedDestination of(DuckDBConfig config) {
        return DestinationConversion.paired(config);
    }
}
