package io.sqlcache.testkit;

import static io.sqlcache.core.backend.LogicalType.INTEGER;
import static io.sqlcache.testkit.MessageScript.script;
import static io.sqlcache.testkit.StreamScript.catalog;
import static io.sqlcache.testkit.StreamScript.stream;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.sqlcache.api.CacheException;
import io.sqlcache.api.CommitThrottle;
import io.sqlcache.api.ConfiguredCatalog;
import io.sqlcache.api.WriteRequest;
import io.sqlcache.api.WriteStrategy;
import io.sqlcache.api.WriteSummary;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Input that stays open: what happens in its silences, and when the writing thread is interrupted. */
abstract class LiveInputContract extends CacheContract {

    private static final ConfiguredCatalog USERS = catalog(stream("users").field("id", INTEGER));

    LiveInputContract(CacheConformanceTest suite) {
        super(suite);
    }

    @Test
    void silentInputIsCommittedAtItsLastState() {
        CommitThrottle soon = new CommitThrottle(Long.MAX_VALUE, Duration.ofMillis(200), Long.MAX_VALUE);
        cache();
        try (BackgroundWrite write =
                BackgroundWrite.start(cache(), request(soon).build())) {
            write.send(script().record("users", "id", 1).state("users", "{\"c\":1}"));
            // The write plans its streams before it makes their tables.
            await().atMost(Duration.ofSeconds(20))
                    .ignoreExceptionsMatching(early -> early instanceof CacheException
                            && String.valueOf(early.getMessage()).contains("of stream \"users\" is gone"))
                    .untilAsserted(() -> assertThat(seen()).isEqualTo(List.of(1L, 1L)));

            assertThat(write.finish().summary().outcome()).isEqualTo(WriteSummary.Outcome.SUCCEEDED);
        }
    }

    @Test
    void interruptedWriteEndsAtItsLastStateAndSaysSo() {
        Witness<List<Object>> witness = new Witness<>(this::seen);
        WriteRequest request = request(CommitThrottle.NONE).listener(witness).build();
        cache();
        try (BackgroundWrite write = BackgroundWrite.start(cache(), request)) {
            write.send(numbered(1, 2)
                    .state("users", "{\"c\":2}")
                    .record("users", "id", 3)
                    .mark("read"));
            await().atMost(Duration.ofSeconds(20)).until(() -> witness.passed("read"));
            write.interrupt();
            BackgroundWrite.Ending ending = write.await();

            assertThat(ending.summary().outcome()).isEqualTo(WriteSummary.Outcome.CANCELLED);
            assertThat(ending.interrupted()).isTrue();
        }
        assertThat(seen()).isEqualTo(List.of(2L, 2L));
    }

    @Test
    void interruptedWriteCommitsAStateThatWasStillPending() {
        Witness<Boolean> witness = Witness.ofStates();
        WriteRequest request = request(NEVER).listener(witness).build();
        cache();
        try (BackgroundWrite write = BackgroundWrite.start(cache(), request)) {
            write.send(numbered(1, 2).state("users", "{\"c\":2}").mark("read"));
            await().atMost(Duration.ofSeconds(20)).until(() -> witness.passed("read"));
            write.interrupt();

            assertThat(write.await().summary().outcome()).isEqualTo(WriteSummary.Outcome.CANCELLED);
        }
        assertThat(seen()).isEqualTo(List.of(2L, 2L));
        assertThat(witness.states()).hasSize(1);
    }

    private WriteRequest.Builder request(CommitThrottle throttle) {
        return WriteRequest.of(USERS).strategy(WriteStrategy.APPEND).throttle(throttle);
    }

    /** The number of rows, and the cursor in the stored state. */
    private List<Object> seen() {
        return List.of(
                (long) rows("users").size(),
                storedState("users").map(state -> state.path("c").asLong()).orElse(0L));
    }

    private static MessageScript numbered(int from, int to) {
        MessageScript messages = script();
        for (int id = from; id <= to; id++) {
            messages.record("users", "id", id);
        }
        return messages;
    }
}
