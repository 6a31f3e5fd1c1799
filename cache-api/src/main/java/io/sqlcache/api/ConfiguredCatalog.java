package io.sqlcache.api;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;

/**
 * The streams of a sync with schema, keys, cursors and modes: Airbyte's {@code ConfiguredAirbyteCatalog}.
 *
 * @param json the catalog's JSON text, read when a write starts; a byte order mark before it is taken off
 */
public record ConfiguredCatalog(String json) {

    public ConfiguredCatalog {
        json = Objects.requireNonNull(json, "json").startsWith("\uFEFF") ? json.substring(1) : json;
    }

    /**
     * Reads a catalog file, UTF-8.
     *
     * @throws CacheException of kind {@code CONFIG} if the file cannot be read
     */
    public static ConfiguredCatalog read(Path file) {
        try {
            return new ConfiguredCatalog(Files.readString(file));
        } catch (IOException e) {
            throw new CacheException(
                    CacheException.Kind.CONFIG,
                    "Cannot read the catalog file \"%s\": %s. Give the path of a configured catalog in JSON."
                            .formatted(file, e),
                    e);
        }
    }

    @Override
    public String toString() {
        return "ConfiguredCatalog[" + json.length() + " characters]";
    }
}
