package io.sqlcache.duckdb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sqlcache.api.CacheBase;
import io.sqlcache.api.CacheException;
import io.sqlcache.api.LeasePolicy;
import io.sqlcache.api.Row;
import io.sqlcache.api.WriteRequest;
import io.sqlcache.duckdb.config.DuckDBConfig;
import io.sqlcache.duckdb.testing.ShopSource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A process that has the file, and one that is killed. */
@Timeout(120)
class KilledWriterTest {

    private static final Pattern COMMITTED = Pattern.compile("committed (\\d+)\n");

    @TempDir
    private Path folder;

    @Test
    void fileOfAnotherProcessIsRefusedByNameAndWhatThatHasCommittedOutlivesIt() throws Exception {
        DuckDBConfig config = DuckDBConfig.of(folder.resolve("shop.duckdb"));
        long committed = killedAfter(3, config, "append", process -> {
            assertThatThrownBy(() -> DuckDBCache.open(config))
                    .isInstanceOfSatisfying(
                            CacheException.class,
                            failure -> assertThat(failure.kind()).isEqualTo(CacheException.Kind.TRANSIENT))
                    .hasMessageContaining("Cannot open the DuckDB file \"" + config.file() + "\"")
                    .hasMessageContaining("process " + process.pid())
                    .hasMessageContaining("Close it there, or give this cache another file");
        });

        assertThatEveryUserIsThereOnce(config, committed);
        goesOn(config, "append");
    }

    @ParameterizedTest
    @ValueSource(strings = {"append", "merge"})
    @Tag("slow")
    void killsChangeNothing(String mode) throws Exception {
        DuckDBConfig config = DuckDBConfig.of(folder.resolve("shop.duckdb"));
        for (int kill = 0; kill < 3; kill++) {
            long committed = killedAfter(1 + kill * 6, config, mode, process -> {});
            assertThatEveryUserIsThereOnce(config, committed);
        }
        goesOn(config, mode);
    }

    private interface Look {
        void at(Process process) throws Exception;
    }

    /** The last state that the process told to be committed. */
    private long killedAfter(int states, DuckDBConfig config, String mode, Look look) throws Exception {
        Path told = Files.createTempFile(folder, "told", "");
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                        KilledWriter.class.getName(),
                        config.path(),
                        mode)
                .redirectErrorStream(true)
                .redirectOutput(told.toFile())
                .start();
        try {
            Awaitility.await()
                    .atMost(Duration.ofSeconds(60))
                    .pollInterval(Duration.ofMillis(5))
                    .until(() -> committed(told).size() >= states || !process.isAlive());
            assertThat(process.isAlive()).as(Files.readString(told)).isTrue();
            look.at(process);
        } finally {
            process.destroyForcibly().waitFor();
        }
        List<Long> committed = committed(told);
        return committed.get(committed.size() - 1);
    }

    /** The last line may be cut. */
    private static List<Long> committed(Path told) throws IOException {
        return COMMITTED
                .matcher(Files.readString(told))
                .results()
                .map(line -> Long.parseLong(line.group(1)))
                .toList();
    }

    private static void assertThatEveryUserIsThereOnce(DuckDBConfig config, long committed) {
        try (CacheBase cache = DuckDBCache.open(config)) {
            long stored = KilledWriter.next(cache.state("source").orElseThrow());

            assertThat(stored).isGreaterThanOrEqualTo(committed);
            try (Stream<Row> users = cache.stream("users").records()) {
                assertThat(users.map(user -> (Long) user.value("id")).sorted().toList())
                        .isEqualTo(LongStream.range(0, stored).boxed().toList());
            }
        }
    }

    private static void goesOn(DuckDBConfig config, String mode) {
        try (CacheBase cache = DuckDBCache.open(config)) {
            long next = KilledWriter.next(cache.state("source").orElseThrow());
            cache.write(
                    new ShopSource(next, next + 70),
                    WriteRequest.of(mode.equals("merge") ? ShopSource.MERGE : ShopSource.APPEND)
                            // Nobody else can have the file, so that a dead writer's lease is not waited for.
                            .lease(new LeasePolicy(Duration.ofSeconds(30), Duration.ZERO))
                            .build());
        }
        try (CacheBase cache = DuckDBCache.open(config);
                Stream<Row> users = cache.stream("users").records()) {
            assertThat(users.map(user -> (Long) user.value("id")).distinct().count())
                    .isEqualTo(KilledWriter.next(cache.state("source").orElseThrow()));
        }
    }
}
