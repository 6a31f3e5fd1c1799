package io.sqlcache.cli;

import io.sqlcache.api.CacheProvider;
import io.sqlcache.api.Caches;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which database. */
final class BackendOption {

    @Option(
            names = "--backend",
            paramLabel = "NAME",
            description = "The kind of database, where there is more than one to choose from.")
    private @Nullable String name;

    BackendOption() {}

    /** The backend that was named, or the only one that there is. */
    CacheProvider provider() {
        return name == null ? Backends.only(Caches.providers()) : Caches.provider(name);
    }
}
