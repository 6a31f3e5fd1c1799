package io.sqlcache.postgres.faults;

import static io.sqlcache.testkit.MessageScript.script;
import static io.sqlcache.testkit.StreamScript.catalog;
import static io.sqlcache.testkit.StreamScript.stream;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sqlcache.api.CacheBase;
import io.sqlcache.api.CacheException;
import io.sqlcache.api.RetryPolicy;
import io.sqlcache.api.WriteListener;
import io.sqlcache.api.WriteRequest;
import io.sqlcache.api.WriteStrategy;
import io.sqlcache.core.backend.LogicalType;
import io.sqlcache.embedded.EmbeddedServer;
import io.sqlcache.postgres.PostgresCache;
import io.sqlcache.postgres.config.PostgresConfig;
import java.io.InputStream;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What a write says when its server goes away. */
@Timeout(120)
class LostServerTest {

    @Test
    void lossOfTheServerIsToldAndNotWhatFailsBecauseOfIt() {
        try (EmbeddedServer server = EmbeddedServer.start();
                CacheBase cache = PostgresCache.open(config(server))) {
            WriteRequest endsTheServer = request()
                    .listener(new WriteListener() {
                        @Override
                        public void sourceLogged(String level, String message) {
                            server.killImmediately();
                        }
                    })
                    .build();
            InputStream messages = script().record("users", "id", 1)
                    .log("INFO", "the server ends here")
                    .complete("users")
                    .input();

            assertThatThrownBy(() -> cache.write(messages, endsTheServer))
                    .isInstanceOfSatisfying(
                            CacheException.class,
                            failure -> assertThat(failure.kind()).isEqualTo(CacheException.Kind.TRANSIENT))
                    .hasMessageStartingWith("Cannot write the streams of source \"shop\": ")
                    .satisfies(failure -> assertThat(failure.getSuppressed())
                            .hasSize(1)
                            .allSatisfy(
                                    also -> assertThat(also).hasMessageStartingWith("Cannot note the end of a sync")));

            server.restart();
            cache.write(
                    script().record("users", "id", 3).complete("users").input(),
                    request().build());
            assertThat(cache.stream(cache.streams().iterator().next()).count()).isOne();
        }
    }

    private static WriteRequest.Builder request() {
        return WriteRequest.of(catalog(stream("users").field("id", LogicalType.INTEGER)))
                .sourceName("shop")
                .retry(RetryPolicy.NONE)
                .strategy(WriteStrategy.APPEND);
    }

    private static PostgresConfig config(EmbeddedServer server) {
        return PostgresConfig.builder()
                .host(server.host())
                .port(server.port())
                .database(server.database())
                .username(server.username())
                .schemaName("lost")
                .connectTimeout(Duration.ofSeconds(1))
                .build();
    }
}
