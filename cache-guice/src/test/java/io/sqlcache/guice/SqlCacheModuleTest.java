package io.sqlcache.guice;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.inject.AbstractModule;
import com.google.inject.Guice;
import com.google.inject.Injector;
import com.google.inject.Key;
import com.google.inject.Module;
import com.google.inject.PrivateModule;
import com.google.inject.Provides;
import com.google.inject.ProvisionException;
import com.google.inject.Singleton;
import com.google.inject.Stage;
import com.google.inject.multibindings.Multibinder;
import com.google.inject.name.Named;
import com.google.inject.name.Names;
import io.sqlcache.api.CacheBase;
import io.sqlcache.api.CacheException;
import io.sqlcache.api.CacheProvider;
import io.sqlcache.postgres.config.PostgresConfig;
import jakarta.inject.Qualifier;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A cache in the injector of an application. */
@Timeout(60)
class SqlCacheModuleTest {

    @Qualifier
    @Retention(RetentionPolicy.RUNTIME)
    @interface Warehouse {}

    private final TestSchemas schemas = new TestSchemas();
    private final OpenCaches caches = new OpenCaches();
    private final TalkingProvider talking = new TalkingProvider();

    @AfterEach
    void closeAndDrop() {
        caches.close();
        schemas.close();
    }

    @Test
    void whatIsWrittenThroughTheInjectedCacheIsReadThroughIt() {
        Injector injector = Guice.createInjector(SqlCacheModule.of(schemas.fresh(), caches));

        injector.getInstance(Users.class).add(7, "Ada");

        assertThat(injector.getInstance(Users.class).names()).containsExactly("7 Ada");
    }

    @Test
    void cacheIsOpenedOnceAndWhenItIsFirstNeeded() {
        PostgresConfig config = schemas.fresh();
        Injector injector = Guice.createInjector(SqlCacheModule.of(config, caches), talking());
        assertThat(talking.heard()).isEmpty();

        CacheBase first = injector.getInstance(CacheBase.class);

        assertThat(injector.getInstance(CacheBase.class)).isSameAs(first);
        assertThat(talking.heard()).containsExactly("opened " + config.schemaName());
    }

    @Test
    void injectorForProductionOpensTheCacheWhileItIsCreated() {
        PostgresConfig config = schemas.fresh();

        Guice.createInjector(Stage.PRODUCTION, SqlCacheModule.of(config, caches), talking());

        assertThat(talking.heard()).containsExactly("opened " + config.schemaName());
    }

    @Test
    void configurationMayBeBoundElsewhere() {
        PostgresConfig config = schemas.fresh();
        Module settings = new AbstractModule() {
            @Provides
            @Named("shop")
            PostgresConfig shop() {
                return config;
            }
        };
        Key<PostgresConfig> shop = Key.get(PostgresConfig.class, Names.named("shop"));

        Injector injector = Guice.createInjector(SqlCacheModule.of(shop, caches), settings);

        assertThat(injector.getInstance(CacheBase.class).config()).isSameAs(config);
    }

    @Test
    void severalCachesStandUnderAnnotations() {
        PostgresConfig plain = schemas.fresh();
        PostgresConfig warehouse = schemas.fresh();
        PostgresConfig named = schemas.fresh();

        Injector injector = Guice.createInjector(
                SqlCacheModule.of(plain, caches),
                SqlCacheModule.of(warehouse, caches).annotatedWith(Warehouse.class),
                SqlCacheModule.of(named, caches).annotatedWith(Names.named("shop")));

        assertThat(injector.getInstance(CacheBase.class).config()).isSameAs(plain);
        assertThat(injector.getInstance(Key.get(CacheBase.class, Warehouse.class))
                        .config())
                .isSameAs(warehouse);
        assertThat(injector.getInstance(Key.get(CacheBase.class, Names.named("shop")))
                        .config())
                .isSameAs(named);
    }

    @Test
    void privateModulesMayHaveOneCacheEach() {
        Injector injector = Guice.createInjector(
                usersIn(schemas.fresh(), Names.named("north")), usersIn(schemas.fresh(), Names.named("south")));
        Users north = injector.getInstance(Key.get(Users.class, Names.named("north")));
        Users south = injector.getInstance(Key.get(Users.class, Names.named("south")));

        north.add(1, "Nansen");
        south.add(2, "Scott");

        assertThat(north.names()).containsExactly("1 Nansen");
        assertThat(south.names()).containsExactly("2 Scott");
    }

    @Test
    void privateModuleHasTheBackendsOfTheApplication() {
        PostgresConfig outside = schemas.fresh();
        PostgresConfig inside = schemas.fresh();
        Injector injector = Guice.createInjector(
                SqlCacheModule.of(outside, caches).annotatedWith(Warehouse.class),
                usersIn(inside, Names.named("north")),
                talking());

        injector.getInstance(Key.get(CacheBase.class, Warehouse.class)).check();
        injector.getInstance(Key.get(Users.class, Names.named("north"))).add(2, "Nansen");

        assertThat(talking.heard())
                .containsExactly(
                        "opened " + outside.schemaName(),
                        "opened " + inside.schemaName(),
                        "wrote to " + inside.schemaName());
    }

    @Test
    void nothingIsBoundBehindTheBackOfAStrictInjector() {
        Injector injector = Guice.createInjector(SqlCacheModule.of(schemas.fresh(), caches), new AbstractModule() {
            @Override
            protected void configure() {
                binder().requireExplicitBindings();
                binder().requireAtInjectOnConstructors();
                binder().requireExactBindingAnnotations();
                binder().disableCircularProxies();
                bind(Users.class);
            }
        });

        injector.getInstance(Users.class).add(3, "Grace");

        assertThat(injector.getInstance(Users.class).names()).containsExactly("3 Grace");
    }

    @Test
    void openingThatFailedIsTriedAgain() {
        PostgresConfig reachable = schemas.fresh();
        PostgresConfig[] current = {reachable.toBuilder().database("not_there").build()};
        Module settings = new AbstractModule() {
            @Provides
            PostgresConfig config() {
                return current[0];
            }
        };
        Injector injector = Guice.createInjector(SqlCacheModule.of(Key.get(PostgresConfig.class), caches), settings);
        assertThatThrownBy(() -> injector.getInstance(CacheBase.class))
                .isInstanceOf(ProvisionException.class)
                .cause()
                .isInstanceOfSatisfying(
                        CacheException.class, e -> assertThat(e.kind()).isEqualTo(CacheException.Kind.CONFIG))
                .hasMessageContaining("not_there");

        current[0] = reachable;

        assertThat(injector.getInstance(CacheBase.class).config()).isSameAs(reachable);
    }

    private Module talking() {
        return new AbstractModule() {
            @Override
            protected void configure() {
                Multibinder.newSetBinder(binder(), CacheProvider.class)
                        .addBinding()
                        .toInstance(talking);
            }
        };
    }

    private Module usersIn(PostgresConfig config, Named name) {
        return new PrivateModule() {
            @Override
            protected void configure() {
                install(SqlCacheModule.of(config, caches));
                bind(Users.class).annotatedWith(name).to(Users.class).in(Singleton.class);
                bind(Users.class);
                expose(Users.class).annotatedWith(name);
            }
        };
    }
}
