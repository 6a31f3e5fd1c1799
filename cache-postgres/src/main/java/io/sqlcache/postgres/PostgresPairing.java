package io.sqlcache.postgres;

import io.sqlcache.api.DestinationPairing;
import io.sqlcache.api.PairedConfig;

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
    public PairedConfig read(String destinationConfig) {
        PostgresConfig config = PostgresConfig.fromJson(destinationConfig);
        return new PairedConfig(config, config.tables().cdcDeletion());
    }
}
