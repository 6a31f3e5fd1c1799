/**
 * Caches in an application's injector: {@link io.sqlcache.guice.SqlCacheModule} binds them, {@link io.sqlcache.guice.OpenCaches} closes
 * them. Before it comes the application's configuration, after it whatever the application injects a cache into.
 *
 * <pre>{@code
 * try (OpenCaches caches = new OpenCaches()) {
 *     Injector injector = Guice.createInjector(SqlCacheModule.of(config, caches), new ShopModule());
 *     injector.getInstance(Shop.class).run();
 * }
 * }</pre>
 */
@NullMarked
package io.sqlcache.guice;

import org.jspecify.annotations.NullMarked;
