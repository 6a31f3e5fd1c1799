package io.sqlcache.duckdb;

import io.sqlcache.api.CacheBase;
import io.sqlcache.api.CommitThrottle;
import io.sqlcache.api.WriteRequest;
import io.sqlcache.duckdb.config.DuckDBConfig;
import io.sqlcache.duckdb.testing.ShopSource;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A process that writes users until it is killed, and prints each state that is committed. */
final class KilledWriter {

    private static final Pattern NEXT = Pattern.compile("\"next\" ?: ?(\\d+)");

    private KilledWriter() {}

    public static void main(String[] arguments) {
        try (CacheBase cache = DuckDBCache.open(DuckDBConfig.of(Path.of(arguments[0])))) {
            long next = cache.state("source").map(KilledWriter::next).orElse(0L);
            cache.write(
                    new ShopSource(next, Long.MAX_VALUE),
                    WriteRequest.of(arguments[1].equals("merge") ? ShopSource.MERGE : ShopSource.APPEND)
                            .throttle(CommitThrottle.NONE)
                            .listener(new io.sqlcache.api.WriteListener() {
                                @Override
                                public void stateCommitted(io.sqlcache.api.CommittedState state) {
                                    System.out.println("committed " + next(state.message()));
                                    System.out.flush();
                                }
                            })
                            .build());
        }
    }

    /** The id that the source goes on with. */
    static long next(String state) {
        Matcher next = NEXT.matcher(state);
        if (!next.find()) {
            throw new IllegalArgumentException("No state of this source: " + state);
        }
        return Long.parseLong(next.group(1));
    }
}
