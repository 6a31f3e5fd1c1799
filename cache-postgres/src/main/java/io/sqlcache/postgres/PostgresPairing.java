package io.sqlcache.postgres;

import io.sqlcache.api.DestinationPairing;
import io.sqlcache.postgres.config.ConnectorSpecification;
import io.sqlcache.postgres.config.PostgresConfig;

/** The cache's counterpart among Airbyte's destinations. */
public final class PostgresPairing implements DestinationPairing {

    public static final String DESTINATION = "destination-postgres";

    @Override
    public String destinationName() {
        return DESTINATION;
    }

    @Override
    public String specification() {
        return ConnectorSpecification.json();
    }

    @Override
    public PostgresConfig read(String destinationConfig) {
        return PostgresConfig.fromJson(destinationConfig);
    }
}
