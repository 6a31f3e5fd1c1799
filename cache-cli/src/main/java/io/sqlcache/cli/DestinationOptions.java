package io.sqlcache.cli;

import io.sqlcache.api.CacheBase;
import io.sqlcache.api.CacheException;
import io.sqlcache.api.CacheProvider;
import io.sqlcache.api.Caches;
import io.sqlcache.api.DestinationPairing;
import java.nio.file.Path;
import picocli.CommandLine.Option;

/** Where the tables are: the options of every command that opens a cache. */
final class DestinationOptions {

    @Option(
            names = "--config",
            required = true,
            paramLabel = "FILE",
            description = "The destination's config.json: host, port, database, schema, username, password, ...")
    private Path config;

    @Option(
            names = "--backend",
            paramLabel = "NAME",
            defaultValue = "postgres",
            description = "The kind of database. Default: ${DEFAULT-VALUE}.")
    private String backend;

    DestinationOptions() {}

    /** Opens the cache; the caller closes it. */
    CacheBase open() {
        return open(backend, JsonFile.readObject("config", config));
    }

    /** Opens a cache by an Airbyte destination's configuration in JSON; the caller closes it. */
    static CacheBase open(String backend, String destinationConfig) {
        CacheProvider provider = Caches.provider(backend);
        DestinationPairing pairing = provider.pairing()
                .orElseThrow(() -> new CacheException(
                        CacheException.Kind.CONFIG,
                        "The backend \"%s\" has no Airbyte destination, so a config.json cannot describe it."
                                .formatted(backend)));
        return provider.open(pairing.read(destinationConfig).config());
    }
}
