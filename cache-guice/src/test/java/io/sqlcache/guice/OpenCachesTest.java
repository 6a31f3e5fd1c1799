package io.sqlcache.guice;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.inject.AbstractModule;
import com.google.inject.CreationException;
import com.google.inject.Guice;
import com.google.inject.Injector;
import com.google.inject.Key;
import com.google.inject.Module;
import com.google.inject.ProvisionException;
import com.google.inject.Stage;
import com.google.inject.multibindings.Multibinder;
import com.google.inject.name.Names;
import io.sqlcache.api.CacheBase;
import io.sqlcache.api.CacheException;
import io.sqlcache.api.CacheProvider;
import io.sqlcache.postgres.config.PostgresConfig;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** How the caches of an injector end. */
@Timeout(60)
class OpenCachesTest {

    private final TestSchemas schemas = new TestSchemas();
    private final OpenCaches caches = new OpenCaches();
    private final PostgresConfig first = schemas.fresh();
    private final PostgresConfig second = schemas.fresh();

    @AfterEach
    void drop() {
        schemas.close();
    }

    @Test
    void closedCacheIsOfNoUse() {
        Injector injector = Guice.createInjector(SqlCacheModule.of(first, caches));
        CacheBase cache = injector.getInstance(CacheBase.class);
        assertThat(cache.streams()).isEmpty();

        caches.close();

        assertThatThrownBy(cache::streams).isInstanceOf(CacheException.class).hasMessageContaining("has been closed");
    }

    @Test
    void lastOneOpenedIsClosedFirstAndOnce() {
        TalkingProvider talking = new TalkingProvider();
        bothOpened(talking);

        caches.close();
        caches.close();

        assertThat(talking.heard())
                .containsExactly(
                        "opened " + first.schemaName(),
                        "opened " + second.schemaName(),
                        "closed " + second.schemaName(),
                        "closed " + first.schemaName());
    }

    @Test
    void everyCacheIsClosedWhenOneFailsToClose() {
        TalkingProvider talking = new TalkingProvider("postgres", event -> {
            if (event.startsWith("closed")) {
                throw new IllegalStateException("told of " + event);
            }
        });
        bothOpened(talking);

        assertThatThrownBy(caches::close)
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("told of closed " + second.schemaName())
                .satisfies(e -> assertThat(e.getSuppressed())
                        .singleElement()
                        .isInstanceOf(IllegalStateException.class)
                        .hasToString("java.lang.IllegalStateException: told of closed " + first.schemaName()));
        assertThat(talking.heard()).endsWith("closed " + second.schemaName(), "closed " + first.schemaName());
    }

    @Test
    void cacheIsClosedThoughItsInjectorCouldNotBeCreated() {
        TalkingProvider talking = new TalkingProvider();
        PostgresConfig unreachable = second.toBuilder().database("not_there").build();
        assertThatThrownBy(() -> Guice.createInjector(
                        Stage.PRODUCTION,
                        SqlCacheModule.of(first, caches),
                        SqlCacheModule.of(unreachable, caches).annotatedWith(Names.named("second")),
                        binding(talking)))
                .isInstanceOf(CreationException.class)
                .cause()
                .isInstanceOf(CacheException.class)
                .hasMessageContaining("not_there");

        caches.close();

        assertThat(talking.heard()).containsExactly("opened " + first.schemaName(), "closed " + first.schemaName());
    }

    @Test
    void noCacheIsOpenedAfterTheEnd() {
        TalkingProvider talking = new TalkingProvider();
        Injector injector = Guice.createInjector(SqlCacheModule.of(first, caches), binding(talking));
        caches.close();

        assertThatRefused(() -> injector.getInstance(CacheBase.class));
        assertThat(talking.heard()).isEmpty();
    }

    @Test
    void cacheThatIsBeingOpenedAtTheEndIsClosedAtOnce() {
        TalkingProvider talking = new TalkingProvider("postgres", event -> {
            if (event.startsWith("opened")) {
                caches.close();
            }
        });
        Injector injector = Guice.createInjector(SqlCacheModule.of(first, caches), binding(talking));

        assertThatRefused(() -> injector.getInstance(CacheBase.class));
        assertThat(talking.heard()).containsExactly("opened " + first.schemaName(), "closed " + first.schemaName());
    }

    private static void assertThatRefused(ThrowingCallable injecting) {
        assertThatThrownBy(injecting)
                .isInstanceOf(ProvisionException.class)
                .cause()
                .isInstanceOfSatisfying(
                        CacheException.class, e -> assertThat(e.kind()).isEqualTo(CacheException.Kind.CONFIG))
                .hasMessage(
                        "Cannot open a cache: the application has closed its OpenCaches. Close them after all that needs a cache.");
    }

    private void bothOpened(TalkingProvider provider) {
        Injector injector = Guice.createInjector(
                SqlCacheModule.of(first, caches),
                SqlCacheModule.of(second, caches).annotatedWith(Names.named("second")),
                binding(provider));
        List.of(Key.get(CacheBase.class), Key.get(CacheBase.class, Names.named("second")))
                .forEach(injector::getInstance);
    }

    private static Module binding(CacheProvider provider) {
        return new AbstractModule() {
            @Override
            protected void configure() {
                Multibinder.newSetBinder(binder(), CacheProvider.class)
                        .addBinding()
                        .toInstance(provider);
            }
        };
    }
}
