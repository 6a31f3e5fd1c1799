package io.sqlcache.guice;

import com.google.inject.AbstractModule;
import com.google.inject.Binder;
import com.google.inject.Binding;
import com.google.inject.Injector;
import com.google.inject.Key;
import com.google.inject.Provider;
import com.google.inject.Singleton;
import com.google.inject.util.Providers;
import io.sqlcache.api.CacheBase;
import io.sqlcache.api.CacheProvider;
import io.sqlcache.api.SqlConfig;
import java.lang.annotation.Annotation;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;

/**
 * Binds a {@link CacheBase} for a configuration, as a singleton that {@link OpenCaches} closes.
 *
 * <p>The cache is opened as Guice makes its singletons: when it is first needed, or, in {@link com.google.inject.Stage#PRODUCTION}, while
 * the injector is created. It is opened once; only if that fails, whoever needs it next tries again. Guice wraps the failure, a
 * {@link io.sqlcache.api.CacheException}, as the cause of its own exception.
 *
 * <p>The backend is the one that accepts the configuration, of those that {@link io.sqlcache.api.Caches} finds and those that the
 * application binds:
 *
 * <pre>{@code
 * Multibinder.newSetBinder(binder(), CacheProvider.class).addBinding().to(AuditedPostgres.class);
 * }</pre>
 *
 * <p>One that is bound takes the place of one that is found under the same {@link CacheProvider#name() name}; so a backend is decorated
 * by a provider of its name that delegates to {@link io.sqlcache.api.Caches#provider Caches.provider(name)}.
 *
 * <p>An injector with several caches has one module for each, all but one {@linkplain #annotatedWith(Class) annotated}, or in a
 * {@link com.google.inject.PrivateModule} each.
 */
public final class SqlCacheModule extends AbstractModule {

    private static final Key<Set<CacheProvider>> BACKENDS = new Key<>() {};

    private final Function<Binder, Provider<? extends SqlConfig>> config;
    private final OpenCaches caches;
    private final Key<CacheBase> key;

    private SqlCacheModule(
            Function<Binder, Provider<? extends SqlConfig>> config, OpenCaches caches, Key<CacheBase> key) {
        this.config = config;
        this.caches = Objects.requireNonNull(caches, "caches");
        this.key = key;
    }

    /**
     * Binds the cache of this configuration.
     *
     * @param caches closes the cache; made before the injector, closed by the application
     */
    public static SqlCacheModule of(SqlConfig config, OpenCaches caches) {
        Objects.requireNonNull(config, "config");
        return new SqlCacheModule(binder -> Providers.of(config), caches, Key.get(CacheBase.class));
    }

    /**
     * Binds the cache of a configuration that is bound elsewhere, and asked for when the cache is opened.
     *
     * @param config what it is bound as: {@code Key.get(PostgresConfig.class)}
     * @param caches closes the cache; made before the injector, closed by the application
     */
    public static SqlCacheModule of(Key<? extends SqlConfig> config, OpenCaches caches) {
        Objects.requireNonNull(config, "config");
        return new SqlCacheModule(binder -> binder.getProvider(config), caches, Key.get(CacheBase.class));
    }

    /** The same, but the cache is bound under a binding annotation. */
    public SqlCacheModule annotatedWith(Class<? extends Annotation> annotation) {
        return new SqlCacheModule(config, caches, Key.get(CacheBase.class, annotation));
    }

    /** The same, but the cache is bound under a binding annotation, such as {@code Names.named("shop")}. */
    public SqlCacheModule annotatedWith(Annotation annotation) {
        return new SqlCacheModule(config, caches, Key.get(CacheBase.class, annotation));
    }

    @Override
    protected void configure() {
        Provider<Injector> injector = getProvider(Injector.class);
        Provider<? extends SqlConfig> asked = config.apply(binder());
        Provider<CacheBase> opening = () -> caches.open(() -> new Backends(bound(injector.get())).open(asked.get()));
        bind(key).toProvider(opening).in(Singleton.class);
    }

    // Looked up, not declared: the set of a private module would be refused beside the application's own.
    private static Set<CacheProvider> bound(Injector injector) {
        Binding<Set<CacheProvider>> binding = injector.getExistingBinding(BACKENDS);
        return binding == null ? Set.of() : binding.getProvider().get();
    }
}
