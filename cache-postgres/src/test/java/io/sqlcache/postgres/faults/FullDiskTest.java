package io.sqlcache.postgres.faults;

import static io.sqlcache.core.backend.LogicalType.INTEGER;
import static io.sqlcache.core.backend.LogicalType.STRING;
import static io.sqlcache.testkit.MessageScript.script;
import static io.sqlcache.testkit.StreamScript.catalog;
import static io.sqlcache.testkit.StreamScript.stream;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sqlcache.api.CacheBase;
import io.sqlcache.api.CacheException;
import io.sqlcache.api.CommitThrottle;
import io.sqlcache.api.RetryPolicy;
import io.sqlcache.api.StreamId;
import io.sqlcache.api.WriteRequest;
import io.sqlcache.api.WriteStrategy;
import io.sqlcache.api.WriteSummary;
import io.sqlcache.postgres.PostgresCache;
import io.sqlcache.postgres.config.PostgresConfig;
import io.sqlcache.postgres.testing.DisturbedServer;
import io.sqlcache.postgres.testing.SmallDisk;
import io.sqlcache.testkit.MessageScript;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A disk that is full, ours or the server's. */
@Tag("slow")
@Timeout(120)
class FullDiskTest {

    /** More than is kept in memory, and more than the small disk has. */
    private static final int RECORDS_BEFORE_THE_MARK = 30_000;

    private static final StreamId USERS = StreamId.of("users");

    private static DisturbedServer server;

    private final List<String> given = new ArrayList<>();

    @BeforeAll
    static void start() {
        server = new DisturbedServer();
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @Test
    void writeGoesOnWithoutAFileForReplays() throws Exception {
        try (SmallDisk disk = SmallDisk.mount(3 * 1024);
                CacheBase cache = PostgresCache.open(server.fresh())) {
            WriteSummary summary = cache.write(
                    messages().input(),
                    request(disk.folder())
                            .listener(DisturbedServer.listener(
                                    given, () -> assertThat(usedOf(disk)).isLessThan(3 << 20)))
                            .build());

            assertThat(summary.outcome()).isEqualTo(WriteSummary.Outcome.SUCCEEDED);
            assertThat(cache.stream(USERS).count()).isEqualTo(2 + RECORDS_BEFORE_THE_MARK);
            assertThat(given).hasSize(2);
            try (Stream<Path> files = Files.list(disk.folder())) {
                assertThat(files).isEmpty();
            }
        }
    }

    private static long usedOf(SmallDisk disk) {
        return disk.folder().toFile().getTotalSpace() - disk.folder().toFile().getFreeSpace();
    }

    @Test
    void lossOfTheConnectionWithoutAFileTellsWhyAndWhereTheNextWriteResumes() throws Exception {
        PostgresConfig config = server.fresh();
        try (SmallDisk disk = SmallDisk.mount(3 * 1024);
                CacheBase cache = PostgresCache.open(config)) {
            assertLost(cache, disk.folder(), "No space left on device");
        }
        assertResumes(config);
    }

    @Test
    void aFolderThatCannotHaveAFileIsToldInTheSameWay() {
        PostgresConfig config = server.fresh();
        try (CacheBase cache = PostgresCache.open(config)) {
            // One that seems to be writable, and is not.
            assertLost(cache, Path.of("/proc"), "/proc/");
        }
        assertResumes(config);
    }

    private void assertLost(CacheBase cache, Path cacheDir, String why) {
        WriteRequest request = request(cacheDir)
                .listener(DisturbedServer.listener(given, server::terminateAll))
                .build();
        assertThatThrownBy(() -> cache.write(messages().input(), request))
                .isInstanceOfSatisfying(
                        CacheException.class, e -> assertThat(e.kind()).isEqualTo(CacheException.Kind.TRANSIENT))
                .hasMessageContaining(
                        "the input since the last commit was more than could be kept (replay limit: 1073741824"
                                + " bytes; no file for it can be written in \"" + cacheDir + "\": ")
                .hasMessageContaining(why)
                .hasMessageContaining("resumes from the last committed state: \"users\" after 1 records of this write");
    }

    private void assertResumes(PostgresConfig config) {
        assertThat(given).hasSize(1);
        try (CacheBase cache = PostgresCache.open(config)) {
            assertThat(cache.state("shop").orElseThrow()).contains("{\"c\":1}");
            assertThat(cache.stream(USERS).count()).isOne();
            cache.write(
                    rest().input(),
                    request(Path.of(System.getProperty("java.io.tmpdir"))).build());
            assertThat(cache.stream(USERS).count()).isEqualTo(2 + RECORDS_BEFORE_THE_MARK);
        }
    }

    @Test
    void fullDiskOfTheServerIsToldAtOnceAndTheNextWriteResumes() throws Exception {
        try (SmallDisk disk = SmallDisk.mount(24 * 1024)) {
            disk.giveToOwnerOf(server.server().dataDirectory());
            server.execute("create tablespace small location '" + disk.folder() + "'");
            server.execute("alter database postgres set default_tablespace to small");
            PostgresConfig config = server.fresh();
            try (CacheBase cache = PostgresCache.open(config)) {
                long start = System.nanoTime();
                assertThatThrownBy(() -> cache.write(
                                messages().input(),
                                request(Path.of(System.getProperty("java.io.tmpdir")))
                                        .listener(DisturbedServer.listener(given, () -> {}))
                                        .build()))
                        .isInstanceOfSatisfying(
                                CacheException.class, e -> assertThat(e.kind()).isEqualTo(CacheException.Kind.CONFIG))
                        .hasMessageContaining("Cannot write the streams of source \"shop\"")
                        .hasMessageContaining("No space left on device")
                        .hasMessageContaining("(SQLSTATE 53100)")
                        .hasMessageEndingWith("Make room on the disk of the database server, then run it again: what is"
                                + " committed stays, and it goes on from the last committed state.");
                assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(60));
                assertThat(cache.stream(USERS).count()).isOne();
            }
            disk.resize(200 * 1024);
            assertResumes(config);
            server.execute("drop schema " + config.schemaName() + " cascade");
            server.execute("alter database postgres reset default_tablespace");
            server.execute("checkpoint");
            server.execute("drop tablespace small");
        }
    }

    /** One record is committed, many are not. */
    private static MessageScript messages() {
        return users(script().record("users", "id", 0).state("users", "{\"c\":1}"))
                .mark(DisturbedServer.MARK)
                .record("users", "id", -1)
                .state("users", "{\"c\":2}")
                .complete("users");
    }

    private static MessageScript rest() {
        return users(script())
                .record("users", "id", -1)
                .state("users", "{\"c\":2}")
                .complete("users");
    }

    private static MessageScript users(MessageScript script) {
        for (int i = 1; i <= RECORDS_BEFORE_THE_MARK; i++) {
            script.record("users", "id", i, "name", "x".repeat(1000));
        }
        return script;
    }

    private static WriteRequest.Builder request(Path cacheDir) {
        return WriteRequest.of(catalog(stream("users").field("id", INTEGER).field("name", STRING)))
                .sourceName("shop")
                .strategy(WriteStrategy.APPEND)
                .throttle(CommitThrottle.NONE)
                .retry(new RetryPolicy(
                        Duration.ofMinutes(5), Duration.ofMillis(10), Duration.ofMillis(100), 1L << 30, cacheDir));
    }
}
