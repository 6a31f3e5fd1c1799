package io.sqlcache.cli;

import io.sqlcache.api.CacheBase;
import io.sqlcache.api.CacheProvider;
import java.nio.file.Path;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Where the tables are: the options of every command that opens a cache. */
final class DestinationOptions {

    @Option(
            names = "--config",
            required = true,
            paramLabel = "FILE",
            description = "The destination's config.json: host, port, database, schema, username, password, ...;"
                    + " 'sqlcache spec' describes all of it.")
    private Path config;

    @Mixin
    private BackendOption backend;

    DestinationOptions() {}

    /** Fails if there is no such backend, or the file is no JSON object, whatever it says. */
    void requireReadable() {
        backend.provider();
        JsonFile.readObject("config", config);
    }

    /** Opens the cache; the caller closes it. */
    CacheBase open() {
        CacheProvider provider = backend.provider();
        String text = JsonFile.readObject("config", config);
        return provider.open(Backends.pairing(provider).read(text));
    }
}
