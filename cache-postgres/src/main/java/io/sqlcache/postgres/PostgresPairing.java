package io.sqlcache.postgres;

import io.sqlcache.api.DestinationPairing;
import io.sqlcache.postgres.config.DestinationPostgres;
import io.sqlcache.postgres.config.PostgresConfig;

/** The cache's counterpart among Airbyte's destinations. */
final class PostgresPairing implements DestinationPairing {

    @Override
    public String destinationName() {
        return DestinationPostgres.NAME;
    }

    @Override
    public String specification() {
        return DestinationPostgres.specification();
    }

    @Override
    public PostgresConfig read(String destinationConfig) {
        return PostgresConfig.fromJson(destinationConfig);
    }
}
