package io.sqlcache.duckdb.config;

import io.sqlcache.api.CacheException;
import io.sqlcache.api.SqlConfig;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A cache in a file of DuckDB, or in memory. Immutable; built with {@link #builder}, or read from the JSON of a destination.
 *
 * @param path the file, made with its folders if it is missing; or {@link #MEMORY}
 * @param schemaName the schema of the tables, exactly as it is named; created if it is missing
 * @param tablePrefix put before each stream's name
 * @param cacheDir an existing folder for what DuckDB's memory does not hold; null for DuckDB's own choice, which is beside the file
 */
public record DuckDBConfig(
        String path,
        String schemaName,
        String tablePrefix,
        @Nullable Path cacheDir) implements SqlConfig {

    /** The schema that every file has, and that PyAirbyte uses too. */
    public static final String DEFAULT_SCHEMA = "main";

    /** A database of this cache alone, gone when the cache is closed. */
    public static final String MEMORY = ":memory:";

    private static final String NAME_OF_MEMORY = "memory";

    /**
     * Checks everything.
     *
     * @throws CacheException of kind {@code CONFIG} that lists every violation at once
     */
    public DuckDBConfig {
        List<String> violations = new ArrayList<>();
        DatabasePath.check("path", path, violations);
        given("schema", schemaName, violations);
        noNul("table prefix", tablePrefix, violations);
        if (!violations.isEmpty()) {
            throw new CacheException(
                    CacheException.Kind.CONFIG,
                    "Cannot use these DuckDB settings: %s.".formatted(String.join("; ", violations)));
        }
    }

    /** A builder with the default schema and no prefix. */
    public static DuckDBConfigBuilder builder() {
        return new DuckDBConfigBuilder();
    }

    /** A builder that holds all of this. */
    public DuckDBConfigBuilder toBuilder() {
        return new DuckDBConfigBuilder(this);
    }

    /** A cache in this file, in its schema {@link #DEFAULT_SCHEMA}. */
    public static DuckDBConfig of(Path file) {
        return builder().path(file).build();
    }

    /**
     * Where a destination writes.
     *
     * @throws CacheException of kind {@code CONFIG} if that is MotherDuck
     */
    public static DuckDBConfig from(DestinationDuckDB destination) {
        return DestinationConversion.from(destination, "");
    }

    /**
     * Reads the JSON of a destination's configuration, as {@link #from} does, which may have one more property: {@code table_prefix}.
     *
     * @throws CacheException of kind {@code CONFIG} that lists every violation at once, each with its JSON path
     */
    public static DuckDBConfig fromJson(String json) {
        return DestinationConversion.fromJson(json);
    }

    /** Whether it is in memory. */
    public boolean inMemory() {
        return path.equals(MEMORY);
    }

    /** The file as one path, however it was given. */
    public Path file() {
        return Path.of(path).toAbsolutePath().normalize();
    }

    /** As DuckDB names it: by the file, without what follows the first point. */
    @Override
    public String databaseName() {
        return inMemory()
                ? NAME_OF_MEMORY
                : String.valueOf(Path.of(path).getFileName()).split("\\.", 2)[0];
    }

    @Override
    public String jdbcUrl() {
        return "jdbc:duckdb:" + path;
    }

    @Override
    public String configHash() {
        String identity = String.join("\0", inMemory() ? MEMORY : file().toString(), schemaName, tablePrefix);
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(identity.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest, 0, 8);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java has SHA-256", e);
        }
    }

    /** Where this is, for messages. */
    public String place() {
        return inMemory() ? "DuckDB in memory" : "the DuckDB file \"%s\"".formatted(file());
    }

    private static void given(String setting, @Nullable String value, List<String> violations) {
        if (value == null || value.isBlank()) {
            violations.add(setting + " is blank");
        } else {
            noNul(setting, value, violations);
        }
    }

    private static void noNul(String setting, String value, List<String> violations) {
        if (value.indexOf('\0') >= 0) {
            violations.add(setting + " contains a NUL character");
        }
    }
}
