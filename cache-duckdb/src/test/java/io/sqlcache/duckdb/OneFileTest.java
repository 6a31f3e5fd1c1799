package io.sqlcache.duckdb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sqlcache.api.CacheBase;
import io.sqlcache.api.CacheException;
import io.sqlcache.api.CommitThrottle;
import io.sqlcache.api.LeasePolicy;
import io.sqlcache.api.QueryResult;
import io.sqlcache.api.RetryPolicy;
import io.sqlcache.api.Row;
import io.sqlcache.api.WriteRequest;
import io.sqlcache.duckdb.config.DuckDBConfig;
import io.sqlcache.duckdb.testing.ShopSource;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** One file, or one memory, and several caches. */
@Timeout(60)
class OneFileTest {

    @TempDir
    private Path folder;

    @Test
    void fileIsMadeWithItsFoldersAndFreeWhenTheLastCacheIsClosed() throws Exception {
        DuckDBConfig config = DuckDBConfig.of(folder.resolve("a/b/shop.duckdb"));
        try (CacheBase first = DuckDBCache.open(config)) {
            DuckDBCache.open(config.toBuilder().schemaName("other").build()).close();
            first.write(new ShopSource(0, 3), WriteRequest.of(ShopSource.APPEND).build());
        }

        assertThat(Files.list(folder.resolve("a/b"))).containsExactly(config.file());
        Files.move(config.file(), folder.resolve("moved.duckdb"));
        assertThat(ids(DuckDBConfig.of(folder.resolve("moved.duckdb")))).containsExactly(0L, 1L, 2L);
    }

    @Test
    void memoryIsOfOneCacheAndGoneWithIt() {
        DuckDBConfig config = DuckDBConfig.builder().inMemory().build();
        try (CacheBase cache = DuckDBCache.open(config);
                CacheBase other = DuckDBCache.open(config)) {
            cache.write(
                    new ShopSource(0, 120), WriteRequest.of(ShopSource.MERGE).build());

            assertThat(cache.streams()).hasSize(1);
            assertThat(other.streams()).isEmpty();
        }
        try (CacheBase cache = DuckDBCache.open(config)) {
            assertThat(cache.streams()).isEmpty();
        }
    }

    /** Leases are renewed meanwhile, on connections of their own: nothing of it may conflict, since nothing is tried again. */
    @Test
    void writesOfManyCachesGoOnSideBySideWithoutAConflict() throws Exception {
        DuckDBConfig config = DuckDBConfig.of(folder.resolve("shop.duckdb"));
        ExecutorService threads = Executors.newFixedThreadPool(4);
        try {
            List<Future<Long>> written = new ArrayList<>();
            for (int i = 0; i < 4; i++) {
                DuckDBConfig mine =
                        config.toBuilder().tablePrefix("t" + i + "_").build();
                Callable<Long> write = () -> {
                    try (CacheBase cache = DuckDBCache.open(mine)) {
                        return cache.write(
                                        new ShopSource(0, 200),
                                        WriteRequest.of(ShopSource.MERGE)
                                                .throttle(CommitThrottle.NONE)
                                                .retry(RetryPolicy.NONE)
                                                .lease(new LeasePolicy(Duration.ofSeconds(1), Duration.ofSeconds(20)))
                                                .build())
                                .streams()
                                .get(0)
                                .committedRecords();
                    }
                };
                written.add(threads.submit(write));
            }
            for (Future<Long> each : written) {
                assertThat(each.get()).isEqualTo(200);
            }
        } finally {
            threads.shutdownNow();
        }
        assertThat(ids(config.toBuilder().tablePrefix("t2_").build())).hasSize(200);
    }

    @Test
    void whatIsNoDatabaseIsRefusedByName() throws Exception {
        Path text = Files.writeString(folder.resolve("notes.txt"), "not a database, but long enough to be read as one");

        assertThatThrownBy(() -> DuckDBCache.open(DuckDBConfig.of(text)))
                .isInstanceOfSatisfying(
                        CacheException.class,
                        failure -> assertThat(failure.kind()).isEqualTo(CacheException.Kind.CONFIG))
                .hasMessageContaining("Cannot open the DuckDB file \"" + text + "\"")
                .hasMessageContaining("Give the path of a DuckDB file, or of one that does not exist yet.");
    }

    @Test
    void everyTypeOfDuckDBIsReadByAQuery() {
        try (CacheBase cache =
                        DuckDBCache.open(DuckDBConfig.builder().inMemory().build());
                QueryResult result =
                        cache.query("select 1::hugeint as h, 2::ubigint as u, 3::utinyint as t, 1.5::float as f, "
                                + "'7'::bignum as b, 2.50 as d, [1, 2] as l, {'a': 1} as s")) {
            Row row = result.rows().findFirst().orElseThrow();

            assertThat(row.value("h")).isEqualTo(BigDecimal.ONE);
            assertThat(row.value("u")).isEqualTo(BigDecimal.valueOf(2));
            assertThat(row.value("t")).isEqualTo(3L);
            assertThat(row.value("f")).isEqualTo(1.5);
            assertThat(row.value("b")).isEqualTo(BigDecimal.valueOf(7));
            assertThat(row.value("d")).isEqualTo(new BigDecimal("2.50"));
            assertThat(row.value("l")).asString().contains("1, 2");
            assertThat(row.value("s")).asString().contains("1");
        }
    }

    private static List<@Nullable Object> ids(DuckDBConfig config) {
        try (CacheBase cache = DuckDBCache.open(config);
                Stream<Row> users = cache.stream("users").records()) {
            return users.<@Nullable Object>map(user -> user.value("id")).toList();
        }
    }
}
