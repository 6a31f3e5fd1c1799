package io.sqlcache.guice;

import io.sqlcache.api.CacheBase;
import io.sqlcache.api.CacheException;
import io.sqlcache.api.CacheProvider;
import io.sqlcache.api.Caches;
import io.sqlcache.api.SqlConfig;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The backends that an application has: those that are found, and in front of them those that it binds. */
final class Backends {

    private final Map<String, CacheProvider> bound = new TreeMap<>();
    private final List<CacheProvider> all;

    /**
     * What is bound takes the place of what is found under the same name.
     *
     * @throws CacheException of kind {@code CONFIG} if two of the same name are bound
     */
    Backends(Collection<CacheProvider> boundProviders) {
        boundProviders.forEach(this::bind);
        Stream<CacheProvider> found =
                Caches.providers().stream().filter(provider -> !bound.containsKey(provider.name()));
        all = Stream.concat(found, bound.values().stream()).toList();
    }

    private void bind(CacheProvider provider) {
        CacheProvider other = bound.put(provider.name(), provider);
        if (other != null) {
            String types = List.of(other, provider).stream()
                    .map(each -> each.getClass().getName())
                    .sorted()
                    .collect(Collectors.joining(" and "));
            throw failure("Two cache backends named \"%s\" are bound: %s. Bind one of them, or give one another name."
                    .formatted(provider.name(), types));
        }
    }

    /**
     * Opens a cache with the backend whose configuration type this is.
     *
     * @throws CacheException of kind {@code CONFIG} if no backend, or more than one, accepts the configuration
     */
    CacheBase open(SqlConfig config) {
        String type = config.getClass().getName();
        List<CacheProvider> accepting = all.stream()
                .filter(provider -> provider.configType().isInstance(config))
                .toList();
        return switch (accepting.size()) {
            case 1 -> accepting.get(0).open(config);
            case 0 ->
                throw failure(
                        "No cache backend accepts a %s; there are %s. Add the backend's module, such as cache-postgres, to the class path, or bind a CacheProvider."
                                .formatted(type, names(all)));
            default ->
                throw failure(
                        "More than one cache backend accepts a %s: %s. A bound one takes the place of a found one only under its name."
                                .formatted(type, names(accepting)));
        };
    }

    private String names(Collection<CacheProvider> providers) {
        return providers.isEmpty()
                ? "none"
                : providers.stream()
                        .map(CacheProvider::name)
                        .map(name -> name + (bound.containsKey(name) ? " (bound)" : " (found)"))
                        .sorted()
                        .collect(Collectors.joining(", "));
    }

    private static CacheException failure(String message) {
        return new CacheException(CacheException.Kind.CONFIG, message);
    }
}
