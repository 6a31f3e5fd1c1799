package io.sqlcache.postgres;

import io.sqlcache.api.DestinationPairing;
import io.sqlcache.api.SqlConfig;

/** The cache's counterpart among Airbyte's destinations. */
final class PostgresPairing implements DestinationPairing {

    @Override
    public String destinationName() {
        return "destination-postgres";
    }

    @Override
    public SqlConfig config(String destinationConfig) {
        DestinationPostgres destination = DestinationPostgres.read(destinationConfig);
        PostgresConfig.Builder config = PostgresConfig.builder()
                .host(destination.host())
                .port(destination.port())
                .database(destination.database())
                .username(destination.username())
                .schemaName(destination.schema());
        if (destination.password() != null) {
            config.password(destination.password());
        }
        return config.build();
    }
}
