package io.sqlcache.testkit;

import io.sqlcache.api.CdcDeletion;
import io.sqlcache.api.SqlConfig;

/**
 * The same place, with another prefix before the names of tables.
 *
 * @param config the place
 * @param tablePrefix the prefix
 */
record PrefixedConfig(SqlConfig config, String tablePrefix) implements SqlConfig {

    @Override
    public String schemaName() {
        return config.schemaName();
    }

    @Override
    public String databaseName() {
        return config.databaseName();
    }

    @Override
    public String jdbcUrl() {
        return config.jdbcUrl();
    }

    @Override
    public CdcDeletion cdcDeletion() {
        return config.cdcDeletion();
    }

    @Override
    public String configHash() {
        return Integer.toHexString((config.configHash() + '\0' + tablePrefix).hashCode());
    }
}
