package io.sqlcache.duckdb.config;

import io.sqlcache.api.Secret;
import org.jspecify.annotations.Nullable;

/**
 * The configuration of Airbyte's destination-duckdb, property by property.
 *
 * @param destinationPath {@code destination_path}: the file
 * @param schema {@code schema}: that of the tables; {@code main} if absent
 * @param motherduckApiKey {@code motherduck_api_key}, which a cache refuses; null if absent
 */
public record DestinationDuckDB(
        String destinationPath, String schema, @Nullable Secret motherduckApiKey) {

    /** The connector's name. */
    public static final String NAME = "destination-duckdb";

    /** One that writes to a file. */
    public DestinationDuckDB(String destinationPath, String schema) {
        this(destinationPath, schema, null);
    }

    /**
     * Reads its JSON; properties that it does not know are passed over.
     *
     * @throws io.sqlcache.api.CacheException of kind {@code CONFIG} that lists every violation at once, each with its JSON path
     */
    public static DestinationDuckDB fromJson(String json) {
        return DestinationConversion.read(json);
    }

    /** Its JSON, as Airbyte's connector reads it. */
    public String toJson() {
        return DestinationConversion.json(this);
    }

    /** Airbyte's {@code ConnectorSpecification} of it. */
    public static String specification() {
        return DestinationConversion.specification();
    }
}
