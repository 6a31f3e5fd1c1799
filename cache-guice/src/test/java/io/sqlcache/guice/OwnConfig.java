package io.sqlcache.guice;

import io.sqlcache.api.CdcDeletion;
import io.sqlcache.api.SqlConfig;
import io.sqlcache.postgres.config.PostgresConfig;

/** A configuration that no backend knows but the application's own: a tenant of a shared server. */
record OwnConfig(String tenant, PostgresConfig server) implements SqlConfig {

    @Override
    public String schemaName() {
        return server.schemaName();
    }

    @Override
    public String tablePrefix() {
        return tenant + "_";
    }

    @Override
    public String databaseName() {
        return server.databaseName();
    }

    @Override
    public String jdbcUrl() {
        return server.jdbcUrl();
    }

    @Override
    public String configHash() {
        return opened().configHash();
    }

    @Override
    public CdcDeletion cdcDeletion() {
        return server.cdcDeletion();
    }

    /** What PostgreSQL's backend opens. */
    PostgresConfig opened() {
        return server.toBuilder().tablePrefix(tablePrefix()).build();
    }
}
