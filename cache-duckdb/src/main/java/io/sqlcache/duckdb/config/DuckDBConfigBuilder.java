package io.sqlcache.duckdb.config;

import io.sqlcache.api.CacheException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Collects the parts of a {@link DuckDBConfig}; not thread-safe. */
public final class DuckDBConfigBuilder {

    private String path = "";
    private String schemaName = DuckDBConfig.DEFAULT_SCHEMA;
    private String tablePrefix = "";
    private @Nullable Path cacheDir;

    DuckDBConfigBuilder() {}

    DuckDBConfigBuilder(DuckDBConfig from) {
        this.path = from.path();
        this.schemaName = from.schemaName();
        this.tablePrefix = from.tablePrefix();
        this.cacheDir = from.cacheDir();
    }

    /** The file, or {@link DuckDBConfig#MEMORY}. */
    public DuckDBConfigBuilder path(String database) {
        this.path = database;
        return this;
    }

    /** The file. */
    public DuckDBConfigBuilder path(Path file) {
        return path(file.toString());
    }

    /** A database of the cache alone, gone when the cache is closed. */
    public DuckDBConfigBuilder inMemory() {
        return path(DuckDBConfig.MEMORY);
    }

    /** The schema of the tables; {@link DuckDBConfig#DEFAULT_SCHEMA} unless set. */
    public DuckDBConfigBuilder schemaName(String schema) {
        this.schemaName = schema;
        return this;
    }

    /** Put before each stream's name; empty unless set. */
    public DuckDBConfigBuilder tablePrefix(String prefix) {
        this.tablePrefix = prefix;
        return this;
    }

    /** An existing folder for what DuckDB's memory does not hold; beside the file unless set. */
    public DuckDBConfigBuilder cacheDir(Path folder) {
        this.cacheDir = folder;
        return this;
    }

    /**
     * The configuration.
     *
     * @throws CacheException of kind {@code CONFIG} that lists every violation at once
     */
    public DuckDBConfig build() {
        return new DuckDBConfig(path, schemaName, tablePrefix, cacheDir);
    }
}
