package io.sqlcache.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sqlcache.api.CacheBase;
import io.sqlcache.api.CacheProvider;
import io.sqlcache.api.Caches;
import io.sqlcache.api.DestinationPairing;
import io.sqlcache.api.SqlConfig;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class BackendsTest {

    /** One that opens nothing: it is only chosen, or not. */
    private record Named(String name, Optional<DestinationPairing> pairing) implements CacheProvider {

        @Override
        public Class<? extends SqlConfig> configType() {
            return SqlConfig.class;
        }

        @Override
        public CacheBase open(SqlConfig config) {
            throw new UnsupportedOperationException();
        }
    }

    private final CacheProvider paired =
            new Named("b", Caches.provider("postgres").pairing());
    private final CacheProvider other = new Named("a", paired.pairing());
    private final CacheProvider unpaired = new Named("c", Optional.empty());

    @Test
    void onlyPairedBackendNeedsNoName() {
        assertThat(Backends.only(List.of(unpaired, paired))).isSameAs(paired);
    }

    @Test
    void amongManyOneHasToBeNamed() {
        assertThatThrownBy(() -> Backends.only(List.of(paired, unpaired, other)))
                .hasMessage("There is more than one backend: say with --backend which of a, b.");
    }

    @Test
    void noneIsSaidWithWhatThereIs() {
        assertThatThrownBy(() -> Backends.only(List.of(unpaired)))
                .hasMessage("There is no backend that an Airbyte destination's config.json can describe; found c.");
        assertThatThrownBy(() -> Backends.pairing(unpaired))
                .hasMessage("The backend \"c\" has no Airbyte destination, so a config.json cannot describe it.");
    }
}
