package io.sqlcache.postgres;

import io.sqlcache.api.DestinationPairing;

/** The cache's counterpart among Airbyte's destinations. */
final class PostgresPairing implements DestinationPairing {

    static final String DESTINATION = "destination-postgres";

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
