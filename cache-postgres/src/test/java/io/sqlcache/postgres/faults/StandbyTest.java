package io.sqlcache.postgres.faults;

import static io.sqlcache.core.backend.LogicalType.INTEGER;
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
import io.sqlcache.embedded.EmbeddedServer;
import io.sqlcache.postgres.PostgresCache;
import io.sqlcache.postgres.config.PostgresConfig;
import io.sqlcache.postgres.testing.DisturbedServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A failover: what answers at the address follows another server at first, and takes no writes. */
@Tag("server-version")
@Timeout(120)
class StandbyTest {

    private DisturbedServer server;
    private CompletableFuture<Void> promotion = CompletableFuture.completedFuture(null);
    private final List<String> given = new ArrayList<>();

    @BeforeEach
    void start() {
        server = new DisturbedServer();
    }

    @AfterEach
    void stop() {
        promotion.join();
        server.close();
    }

    @Test
    void writeGoesOnWhenTheStandbyIsPromoted() {
        PostgresConfig config = server.fresh();
        try (CacheBase cache = PostgresCache.open(config)) {
            WriteSummary summary = cache.write(
                    script().record("users", "id", 1)
                            .state("users", "{\"c\":1}")
                            .record("users", "id", 2)
                            .mark(DisturbedServer.MARK)
                            .state("users", "{\"c\":2}")
                            .record("users", "id", 3)
                            .complete("users")
                            .input(),
                    append(DisturbedServer.QUICK, () -> {
                        becomeStandby();
                        promotion = CompletableFuture.runAsync(
                                () -> server.query("select pg_promote()"),
                                CompletableFuture.delayedExecutor(1, TimeUnit.SECONDS));
                    }));

            assertThat(summary.outcome()).isEqualTo(WriteSummary.Outcome.SUCCEEDED);
            assertThat(given).hasSize(2);
            assertThat(cache.stream(StreamId.of("users")).count()).isEqualTo(3);
        }
    }

    @Test
    void standbyThatIsNotPromotedIsNamed() {
        try (CacheBase cache = PostgresCache.open(server.fresh())) {
            assertThatThrownBy(() -> cache.write(
                            script().record("users", "id", 1)
                                    .mark(DisturbedServer.MARK)
                                    .complete("users")
                                    .input(),
                            append(RetryPolicy.NONE, this::becomeStandby)))
                    .isInstanceOfSatisfying(
                            CacheException.class, e -> assertThat(e.kind()).isEqualTo(CacheException.Kind.TRANSIENT));
            assertThatThrownBy(
                            () -> cache.write(script().complete("users").input(), append(RetryPolicy.NONE, () -> {})))
                    .isInstanceOfSatisfying(
                            CacheException.class, e -> assertThat(e.kind()).isEqualTo(CacheException.Kind.TRANSIENT))
                    .hasMessageContaining(
                            "This server is a standby, which takes writes once it is promoted; if it is not to be, connect to the primary.");
        }
    }

    private WriteRequest append(RetryPolicy retry, Runnable atTheMark) {
        return WriteRequest.of(catalog(stream("users").field("id", INTEGER)))
                .sourceName("shop")
                .strategy(WriteStrategy.APPEND)
                .throttle(CommitThrottle.NONE)
                .retry(retry)
                .listener(DisturbedServer.listener(given, atTheMark))
                .build();
    }

    private void becomeStandby() {
        EmbeddedServer embedded = server.server();
        embedded.stop();
        try {
            Path data = embedded.dataDirectory();
            Path signal = Files.createFile(data.resolve("standby.signal"));
            Files.setOwner(signal, Files.getOwner(data));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        embedded.restart();
    }
}
