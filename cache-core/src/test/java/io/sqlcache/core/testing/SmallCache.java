package io.sqlcache.core.testing;

import io.sqlcache.api.CacheBase;
import io.sqlcache.api.CommitThrottle;
import io.sqlcache.api.RetryPolicy;
import io.sqlcache.api.WriteRequest;
import io.sqlcache.api.WriteStrategy;
import io.sqlcache.api.WriteSummary;
import io.sqlcache.core.SqlCacheProvider;
import io.sqlcache.core.backend.SqlBackend;
import io.sqlcache.core.h2.H2Backend;
import io.sqlcache.core.h2.H2Config;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/** A whole cache in a database of its own in memory, and what a write into it tells. Used by one thread. */
public final class SmallCache implements AutoCloseable {

    /** Goes on at once; for a second at most. */
    public static final RetryPolicy RETRY = new RetryPolicy(
            Duration.ofSeconds(1), Duration.ofMillis(1), Duration.ofMillis(2), 1 << 20, RetryPolicy.DEFAULT.cacheDir());

    /** Commits nothing before it has to. */
    public static final CommitThrottle SELDOM = new CommitThrottle(Long.MAX_VALUE, Duration.ofDays(1), Long.MAX_VALUE);

    private final Database database = new Database();
    private final CacheBase cache = new Provider().open(database.config(), database.backend());
    private final Told told = new Told();

    /** Opens caches on backends of a test's own. */
    private static final class Provider extends SqlCacheProvider<H2Config> {

        Provider() {
            super(H2Config.class);
        }

        @Override
        public String name() {
            return "small";
        }

        @Override
        protected SqlBackend connect(H2Config config) {
            return new H2Backend(config);
        }

        CacheBase open(H2Config config, SqlBackend backend) {
            return super.open(config, backend);
        }
    }

    /** The database that it is in. */
    public Database database() {
        return database;
    }

    /** The connections of its writes. */
    public DisturbedConnections connections() {
        return database.connections();
    }

    /** The cache. */
    public CacheBase cache() {
        return cache;
    }

    /** Appends to these streams, as {@link Catalogs} spells them; commits at every state. */
    public WriteRequest.Builder append(String... streams) {
        return request(WriteStrategy.APPEND, streams);
    }

    /** Loads these streams so, as {@link Catalogs} spells them; commits at every state. */
    public WriteRequest.Builder request(WriteStrategy strategy, String... streams) {
        return WriteRequest.of(Catalogs.catalog(streams))
                .strategy(strategy)
                .throttle(CommitThrottle.NONE)
                .retry(RETRY)
                .listener(told);
    }

    /** Writes these {@link Lines}. */
    public WriteSummary write(WriteRequest.Builder request, String... lines) {
        return cache.write(Lines.input(lines), request.build());
    }

    /** What the writes were told. */
    public Told told() {
        return told;
    }

    /** The ids that readers see of a stream, in order. */
    public List<Long> ids(String stream) {
        return database.ids(stream);
    }

    /** The cursor of the state that is stored for a stream; of the source if it has one for all. {@code -} for none. */
    public String stored(String stream) {
        String state = cache.state("source").orElse("[]");
        return Stream.of(state.split("(?=\\{\"type\")"))
                .filter(each -> each.contains("\"name\":\"" + stream + "\"") || each.contains("LEGACY"))
                .findFirst()
                .map(Told::cursor)
                .orElse("-");
    }

    @Override
    public void close() {
        cache.close();
        database.close();
        told.requireNoneLeft();
    }
}
