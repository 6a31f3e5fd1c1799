package io.sqlcache.guice;

import io.sqlcache.api.CacheBase;
import io.sqlcache.api.CacheProvider;
import io.sqlcache.api.Caches;
import io.sqlcache.api.SqlConfig;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/** Opens {@link TalkingCache}s with the backend for PostgreSQL that is found. */
final class TalkingProvider implements CacheProvider {

    private final CacheProvider found = Caches.provider("postgres");
    private final String name;
    private final Consumer<String> listener;
    private final List<String> heard = new CopyOnWriteArrayList<>();

    /** In place of the one that is found. */
    TalkingProvider() {
        this("postgres", event -> {});
    }

    /**
     * Under a name of its own.
     *
     * @param listener is told what happens, and may fail
     */
    TalkingProvider(String name, Consumer<String> listener) {
        this.name = name;
        this.listener = listener;
    }

    /** What has happened, in order. */
    List<String> heard() {
        return heard;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public Class<? extends SqlConfig> configType() {
        return found.configType();
    }

    @Override
    public CacheBase open(SqlConfig config) {
        CacheBase cache = new TalkingCache(found.open(config), this::hear);
        hear("opened " + config.schemaName());
        return cache;
    }

    private void hear(String event) {
        heard.add(event);
        listener.accept(event);
    }
}
