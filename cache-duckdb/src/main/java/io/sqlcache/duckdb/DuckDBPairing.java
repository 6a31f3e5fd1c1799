package io.sqlcache.duckdb;

import io.sqlcache.api.DestinationPairing;
import io.sqlcache.duckdb.config.DestinationDuckDB;
import io.sqlcache.duckdb.config.DuckDBConfig;

/** The cache's counterpart among Airbyte's destinations. */
final class DuckDBPairing implements DestinationPairing {

    @Override
    public String destinationName() {
        return DestinationDuckDB.NAME;
    }

    @Override
    public String specification() {
        return DestinationDuckDB.specification();
    }

    @Override
    public DuckDBConfig read(String destinationConfig) {
        return DuckDBConfig.fromJson(destinationConfig);
    }
}
