package io.sqlcache.postgres.torture;

import static io.sqlcache.core.backend.LogicalType.INTEGER;
import static io.sqlcache.core.backend.LogicalType.STRING;
import static org.assertj.core.api.Assertions.assertThat;

import io.sqlcache.api.CacheBase;
import io.sqlcache.api.CommitThrottle;
import io.sqlcache.api.CommittedState;
import io.sqlcache.api.WriteListener;
import io.sqlcache.api.WriteRequest;
import io.sqlcache.api.WriteStrategy;
import io.sqlcache.api.WriteSummary;
import io.sqlcache.postgres.PostgresCache;
import io.sqlcache.testkit.MessageScript;
import io.sqlcache.testkit.StreamScript;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Enumeration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A server that is away for a minute in the middle of a long write. */
class RestartTortureTest {

    private static final int BLOCKS = 100;
    private static final int RECORDS_A_BLOCK = Integer.getInteger("torture.records", 1_000_000) / BLOCKS;
    private static final Duration AWAY = Duration.ofSeconds(60);
    private static final String MARK = "half of it";

    private final List<String> given = new ArrayList<>();
    private volatile Thread restart = new Thread();

    @Test
    @Tag("torture")
    @Timeout(1800)
    void writeOutlivesAServerThatIsAwayForAMinute() throws Exception {
        long start = System.nanoTime();
        try (TortureServer server = new TortureServer();
                CacheBase cache = PostgresCache.open(TortureWriter.config(server.port(), "restart"))) {
            WriteSummary summary = cache.write(input(), request(server));
            restart.join();

            assertThat(summary.outcome()).isEqualTo(WriteSummary.Outcome.SUCCEEDED);
            assertThat(given)
                    .isEqualTo(IntStream.rangeClosed(1, BLOCKS)
                            .mapToObj(block -> "{\"block\":" + block + "}")
                            .toList());
            int all = BLOCKS * RECORDS_A_BLOCK;
            assertThat(server.rows("select count(*) || ' ' || count(distinct id) || ' ' || min(id) || ' ' || max(id)"
                            + " from restart.users where name = 'user ' || id"))
                    .containsExactly("%d %d 1 %d".formatted(all, all, all));
            assertThat(cache.state(TortureWriter.SOURCE).orElseThrow()).contains("{\"block\":" + BLOCKS + "}");
            System.out.printf(
                    "%d records, the server away for %d s: %s, %d rows, %d states given back once, in %d s%n",
                    all,
                    AWAY.toSeconds(),
                    summary.outcome(),
                    all,
                    given.size(),
                    Duration.ofNanos(System.nanoTime() - start).toSeconds());
        }
    }

    private WriteRequest request(TortureServer server) {
        return WriteRequest.of(StreamScript.catalog(
                        StreamScript.stream("users").field("id", INTEGER).field("name", STRING)))
                .sourceName(TortureWriter.SOURCE)
                .strategy(WriteStrategy.APPEND)
                .throttle(new CommitThrottle(8L << 20, Duration.ofSeconds(30), 8L << 20))
                .listener(new WriteListener() {
                    @Override
                    public void stateCommitted(CommittedState state) {
                        given.add(state.message().replaceAll(".*\"stream_state\":(\\{[^}]*}).*", "$1"));
                    }

                    @Override
                    public void sourceLogged(String level, String message) {
                        restart = new Thread(() -> restart(server), "restart");
                        restart.start();
                    }
                })
                .build();
    }

    private static void restart(TortureServer server) {
        try {
            server.stopImmediately();
            Thread.sleep(AWAY.toMillis());
            server.restart();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static InputStream input() {
        return new SequenceInputStream(new Enumeration<InputStream>() {
            private int block;

            @Override
            public boolean hasMoreElements() {
                return block < BLOCKS;
            }

            @Override
            public InputStream nextElement() {
                return block(++block).input();
            }
        });
    }

    private static MessageScript block(int block) {
        MessageScript script = MessageScript.script();
        for (int id = (block - 1) * RECORDS_A_BLOCK + 1; id <= block * RECORDS_A_BLOCK; id++) {
            script.record("users", "{\"id\":" + id + ",\"name\":\"user " + id + "\"}");
            if (block == BLOCKS / 2 && id == block * RECORDS_A_BLOCK - RECORDS_A_BLOCK / 2) {
                script.mark(MARK);
            }
        }
        return script.state("users", "{\"block\":" + block + "}");
    }
}
