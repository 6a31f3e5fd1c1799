package io.sqlcache.api;

import java.util.List;
import java.util.ServiceLoader;
import java.util.stream.Collectors;

/** Finds the backend for a configuration and opens caches: the one static way in. */
public final class Caches {

    private Caches() {}

    /**
     * Opens a cache with the backend whose configuration type this is.
     *
     * @throws CacheException of kind {@code CONFIG} if no backend, or more than one, accepts the configuration
     */
    public static CacheBase open(SqlConfig config) {
        List<CacheProvider> accepting = providers().stream()
                .filter(provider -> provider.configType().isInstance(config))
                .toList();
        return switch (accepting.size()) {
            case 1 -> accepting.get(0).open(config);
            case 0 ->
                throw new CacheException(
                        CacheException.Kind.CONFIG,
                        "No cache backend accepts a %s; found %s. Add the backend's module, such as cache-postgres, to the class path."
                                .formatted(config.getClass().getName(), names(providers())));
            default ->
                throw new CacheException(
                        CacheException.Kind.CONFIG,
                        "More than one cache backend accepts a %s: %s. Leave one of them on the class path."
                                .formatted(config.getClass().getName(), names(accepting)));
        };
    }

    /** The backend of the given name. */
    public static CacheProvider provider(String name) {
        List<CacheProvider> found = providers();
        return found.stream()
                .filter(provider -> provider.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new CacheException(
                        CacheException.Kind.CONFIG,
                        "There is no cache backend named \"%s\"; found %s.".formatted(name, names(found))));
    }

    /** Every backend on the class or module path. */
    public static List<CacheProvider> providers() {
        return ServiceLoader.load(CacheProvider.class).stream()
                .map(ServiceLoader.Provider::get)
                .toList();
    }

    private static String names(List<CacheProvider> providers) {
        return providers.isEmpty()
                ? "none"
                : providers.stream().map(CacheProvider::name).sorted().collect(Collectors.joining(", "));
    }
}
