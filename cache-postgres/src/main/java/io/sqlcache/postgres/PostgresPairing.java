package io.sqlcache.postgres;

import io.sqlcache.api.CdcDeletion;
import io.sqlcache.api.DestinationPairing;
import io.sqlcache.api.PairedConfig;

/** The cache's counterpart among Airbyte's destinations. */
final class PostgresPairing implements DestinationPairing {

    private static final String SPECIFICATION = """
            {"documentationUrl": "https://docs.airbyte.com/integrations/destinations/postgres",
             "supportsIncremental": true,
             "supported_destination_sync_modes": ["overwrite", "append", "append_dedup"],
             "connectionSpecification": {
               "$schema": "http://json-schema.org/draft-07/schema#",
               "title": "Postgres Destination Specification",
               "type": "object",
               "required": ["host", "port", "database", "username"],
               "additionalProperties": true,
               "properties": {
                 "host": {"type": "string", "order": 0},
                 "port": {"type": "integer", "minimum": 1, "maximum": 65535, "default": 5432, "order": 1},
                 "database": {"type": "string", "order": 2},
                 "schema": {"type": "string", "default": "public", "order": 3},
                 "username": {"type": "string", "order": 4},
                 "password": {"type": "string", "airbyte_secret": true, "order": 5}}}}
            """;

    @Override
    public String destinationName() {
        return "destination-postgres";
    }

    @Override
    public String specification() {
        return SPECIFICATION;
    }

    @Override
    public PairedConfig read(String destinationConfig) {
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
        return new PairedConfig(config.build(), CdcDeletion.HARD);
    }
}
