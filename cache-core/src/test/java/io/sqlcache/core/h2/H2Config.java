package io.sqlcache.core.h2;

import io.sqlcache.api.SqlConfig;

/**
 * A cache in an H2 database in memory.
 *
 * @param databaseName the name of the database, shared within the JVM
 * @param schemaName the schema of the tables
 * @param tablePrefix put before the name of each stream's table
 */
public record H2Config(String databaseName, String schemaName, String tablePrefix) implements SqlConfig {

    /** Without a prefix. */
    public H2Config(String databaseName, String schemaName) {
        this(databaseName, schemaName, "");
    }

    @Override
    public String jdbcUrl() {
        return "jdbc:h2:mem:" + databaseName;
    }

    @Override
    public String configHash() {
        return Integer.toHexString(hashCode());
    }
}
