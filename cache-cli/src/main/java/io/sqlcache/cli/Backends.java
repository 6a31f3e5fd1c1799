package io.sqlcache.cli;

import io.sqlcache.api.CacheException;
import io.sqlcache.api.CacheProvider;
import io.sqlcache.api.DestinationPairing;
import java.util.List;
import java.util.stream.Collectors;

/** Chooses among the backends that are paired with an Airbyte destination: only these can be told where to go by a config.json. */
final class Backends {

    private Backends() {}

    /**
     * The only paired backend.
     *
     * @throws CacheException of kind {@code CONFIG} that lists what there is, if there is none or more than one
     */
    static CacheProvider only(List<CacheProvider> providers) {
        List<CacheProvider> paired = providers.stream()
                .filter(provider -> provider.pairing().isPresent())
                .toList();
        if (paired.isEmpty()) {
            throw failure("There is no backend that an Airbyte destination's config.json can describe; found %s."
                    .formatted(names(providers)));
        }
        if (paired.size() > 1) {
            throw failure("There is more than one backend: say with --backend which of %s.".formatted(names(paired)));
        }
        return paired.get(0);
    }

    /** What a backend makes of a config.json. */
    static DestinationPairing pairing(CacheProvider provider) {
        return provider.pairing()
                .orElseThrow(() ->
                        failure("The backend \"%s\" has no Airbyte destination, so a config.json cannot describe it."
                                .formatted(provider.name())));
    }

    private static String names(List<CacheProvider> providers) {
        return providers.isEmpty()
                ? "none"
                : providers.stream().map(CacheProvider::name).sorted().collect(Collectors.joining(", "));
    }

    private static CacheException failure(String message) {
        return new CacheException(CacheException.Kind.CONFIG, message);
    }
}
