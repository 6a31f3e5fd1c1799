package io.sqlcache.guice;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.inject.AbstractModule;
import com.google.inject.Guice;
import com.google.inject.Injector;
import com.google.inject.ProvisionException;
import com.google.inject.multibindings.Multibinder;
import io.sqlcache.api.CacheBase;
import io.sqlcache.api.CacheException;
import io.sqlcache.api.CacheProvider;
import io.sqlcache.api.SqlConfig;
import io.sqlcache.postgres.config.PostgresConfig;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Which backend opens the cache of an injector. */
@Timeout(60)
class BackendsTest {

    private final TestSchemas schemas = new TestSchemas();
    private final OpenCaches caches = new OpenCaches();

    @AfterEach
    void closeAndDrop() {
        caches.close();
        schemas.close();
    }

    @Test
    void decoratedBackendTakesThePlaceOfTheFoundOneOfItsName() {
        PostgresConfig config = schemas.fresh();
        TalkingProvider talking = new TalkingProvider();
        Injector injector = injector(config, bound -> bound.addBinding().toInstance(talking));

        injector.getInstance(Users.class).add(7, "Ada");

        assertThat(injector.getInstance(Users.class).names()).containsExactly("7 Ada");
        assertThat(talking.heard()).containsExactly("opened " + config.schemaName(), "wrote to " + config.schemaName());
    }

    @Test
    void backendOfTheApplicationStandsBesideTheFoundOnes() {
        OwnConfig config = new OwnConfig("acme", schemas.fresh());
        Injector injector = injector(config, bound -> bound.addBinding().to(OwnProvider.class));

        injector.getInstance(Users.class).add(8, "Edsger");

        CacheBase cache = injector.getInstance(CacheBase.class);
        assertThat(cache.stream("users").tableName()).isEqualTo("acme_users");
        assertThat(injector.getInstance(Users.class).names()).containsExactly("8 Edsger");
    }

    @Test
    void twoBackendsOfOneNameAreRefused() {
        Injector injector = injector(schemas.fresh(), bound -> {
            bound.addBinding().toInstance(new TalkingProvider());
            bound.addBinding().toInstance(new TalkingProvider());
        });

        assertThatRefused(
                injector,
                "Two cache backends named \"postgres\" are bound: io.sqlcache.guice.TalkingProvider and io.sqlcache.guice.TalkingProvider. "
                        + "Bind one of them, or give one another name.");
    }

    @Test
    void configurationThatNoBackendAcceptsIsRefused() {
        Injector injector = injector(new OwnConfig("acme", schemas.fresh()), bound -> {});

        assertThatRefused(
                injector,
                "No cache backend accepts a io.sqlcache.guice.OwnConfig; there are postgres (found). "
                        + "Add the backend's module, such as cache-postgres, to the class path, or bind a CacheProvider.");
    }

    @Test
    void configurationThatTwoBackendsAcceptIsRefused() {
        TalkingProvider another = new TalkingProvider("talking", event -> {});
        Injector injector =
                injector(schemas.fresh(), bound -> bound.addBinding().toInstance(another));

        assertThatRefused(
                injector,
                "More than one cache backend accepts a io.sqlcache.postgres.config.PostgresConfig: postgres (found), talking (bound). "
                        + "A bound one takes the place of a found one only under its name.");
    }

    private Injector injector(SqlConfig config, Consumer<Multibinder<CacheProvider>> binding) {
        return Guice.createInjector(SqlCacheModule.of(config, caches), new AbstractModule() {
            @Override
            protected void configure() {
                binding.accept(Multibinder.newSetBinder(binder(), CacheProvider.class));
            }
        });
    }

    private static void assertThatRefused(Injector injector, String message) {
        assertThatThrownBy(() -> injector.getInstance(CacheBase.class))
                .isInstanceOf(ProvisionException.class)
                .cause()
                .isInstanceOfSatisfying(
                        CacheException.class, e -> assertThat(e.kind()).isEqualTo(CacheException.Kind.CONFIG))
                .hasMessage(message);
    }
}
