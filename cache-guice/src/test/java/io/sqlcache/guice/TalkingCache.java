package io.sqlcache.guice;

import io.sqlcache.api.CacheBase;
import io.sqlcache.api.CachedStream;
import io.sqlcache.api.QueryResult;
import io.sqlcache.api.SqlConfig;
import io.sqlcache.api.StreamId;
import io.sqlcache.api.WriteRequest;
import io.sqlcache.api.WriteSummary;
import java.io.InputStream;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A cache that tells of its writes and its end, as an application may decorate it. */
record TalkingCache(CacheBase cache, Consumer<String> listener) implements CacheBase {

    @Override
    public SqlConfig config() {
        return cache.config();
    }

    @Override
    public List<String> check() {
        return cache.check();
    }

    @Override
    public Set<StreamId> streams() {
        return cache.streams();
    }

    @Override
    public Set<StreamId> streams(String source) {
        return cache.streams(source);
    }

    @Override
    public Map<StreamId, Long> unfinishedGenerations() {
        return cache.unfinishedGenerations();
    }

    @Override
    public CachedStream stream(StreamId id) {
        return cache.stream(id);
    }

    @Override
    public Optional<String> state(String source) {
        return cache.state(source);
    }

    @Override
    public QueryResult query(String sql, @Nullable Object... params) {
        return cache.query(sql, params);
    }

    @Override
    public void execute(String... sql) {
        cache.execute(sql);
    }

    @Override
    public WriteSummary write(InputStream messages, WriteRequest request) {
        WriteSummary summary = cache.write(messages, request);
        listener.accept("wrote to " + config().schemaName());
        return summary;
    }

    @Override
    public void close() {
        cache.close();
        listener.accept("closed " + config().schemaName());
    }
}
