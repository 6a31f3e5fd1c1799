package io.sqlcache.api;

import java.util.Objects;

/**
 * What an Airbyte destination's configuration says: where the tables are, and what each write does.
 *
 * @param config for {@link CacheProvider#open} of the backend that read it
 * @param cdcDeletion for {@link WriteRequest.Builder#cdcDeletion}
 */
public record PairedConfig(SqlConfig config, CdcDeletion cdcDeletion) {

    public PairedConfig {
        Objects.requireNonNull(config, "config");
        Objects.requireNonNull(cdcDeletion, "cdcDeletion");
    }
}
