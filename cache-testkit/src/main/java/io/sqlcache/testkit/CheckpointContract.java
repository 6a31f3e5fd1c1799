package io.sqlcache.testkit;

import static io.sqlcache.core.backend.LogicalType.INTEGER;
import static io.sqlcache.core.backend.LogicalType.STRING;
import static io.sqlcache.testkit.MessageScript.script;
import static io.sqlcache.testkit.StreamScript.catalog;
import static io.sqlcache.testkit.StreamScript.stream;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sqlcache.api.CacheException;
import io.sqlcache.api.CommitThrottle;
import io.sqlcache.api.CommittedState;
import io.sqlcache.api.ConfiguredCatalog;
import io.sqlcache.api.WriteListener;
import io.sqlcache.api.WriteRequest;
import io.sqlcache.api.WriteStrategy;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Checkpoints of one stream: rows and the state that covers them become durable together. */
abstract class CheckpointContract extends CacheContract {

    private static final ConfiguredCatalog USERS =
            catalog(stream("users").field("id", INTEGER).field("name", STRING));

    CheckpointContract(CacheConformanceTest suite) {
        super(suite);
    }

    @Test
    void withoutThrottleEveryStateCommitsWhatCameBeforeIt() {
        Witness<List<Object>> witness = new Witness<>(this::seen);
        write(
                request(CommitThrottle.NONE).listener(witness),
                numbered(1, 2)
                        .state("users", "{\"c\":2}")
                        .record("users", "id", 3)
                        .mark("between")
                        .state("users", "{\"c\":3}")
                        .complete("users"));

        assertThat(witness.atStates()).containsExactly(List.of(2L, 2L), List.of(3L, 3L));
        assertThat(witness.at("between")).isEqualTo(List.of(2L, 2L));
    }

    @Test
    void throttledStatesAreAllGivenBackInOrderAfterTheCommitThatCoversThem() {
        Witness<List<Object>> witness = new Witness<>(this::seen);
        MessageScript messages = script().started("users");
        for (int id = 1; id <= 50; id++) {
            messages.record("users", "id", id).state("users", "{\"c\":" + id + "}");
        }
        write(request(NEVER).listener(witness), messages.mark("read").complete("users"));

        assertThat(witness.at("read")).isEqualTo(List.of(0L, 0L));
        assertThat(witness.states()).hasSize(50);
        assertThat(witness.messages().stream()
                        .map(message ->
                                json(message).at("/state/stream/stream_state/c").asInt()))
                .isSorted();
        assertThat(witness.atStates()).containsOnly(List.of(50L, 50L));
    }

    @Test
    void inputLimitDecidesWhenAStateIsCommitted() {
        Witness<List<Object>> witness = new Witness<>(this::seen);
        String name = "x".repeat(6_000);
        MessageScript messages = script();
        for (int id = 1; id <= 4; id++) {
            messages.record("users", "id", id, "name", name)
                    .state("users", "{\"c\":" + id + "}")
                    .mark("after " + id);
        }
        CommitThrottle everyTenKilobytes = new CommitThrottle(10_000, Duration.ofDays(1), Long.MAX_VALUE);
        write(request(everyTenKilobytes).listener(witness), messages.complete("users"));

        assertThat(witness.at("after 1")).isEqualTo(List.of(0L, 0L));
        assertThat(witness.at("after 2")).isEqualTo(List.of(2L, 2L));
        assertThat(witness.at("after 3")).isEqualTo(List.of(2L, 2L));
        assertThat(witness.at("after 4")).isEqualTo(List.of(4L, 4L));
    }

    @Test
    void limitOfPendingStatesForcesACommit() {
        Witness<List<Object>> witness = new Witness<>(this::seen);
        String padding = "x".repeat(6_000);
        MessageScript messages = script();
        for (int id = 1; id <= 2; id++) {
            messages.record("users", "id", id)
                    .state("users", "{\"c\":%d,\"padding\":\"%s\"}".formatted(id, padding))
                    .mark("after " + id);
        }
        CommitThrottle tenKilobytesOfStates = new CommitThrottle(Long.MAX_VALUE, Duration.ofDays(1), 10_000);
        write(request(tenKilobytesOfStates).listener(witness), messages.complete("users"));

        assertThat(witness.at("after 1")).isEqualTo(List.of(0L, 0L));
        assertThat(witness.at("after 2")).isEqualTo(List.of(2L, 2L));
    }

    @Test
    void completeCommitsRowsWithoutAState() {
        Witness<List<Object>> witness = new Witness<>(this::seen);
        write(
                request(CommitThrottle.NONE).listener(witness),
                numbered(1, 3).complete("users").mark("complete"));

        assertThat(witness.at("complete")).isEqualTo(List.of(3L, 0L));
    }

    @Test
    void brokenInputKeepsExactlyWhatTheLastCommittedStateCovers() {
        Witness<Boolean> witness = Witness.ofStates();
        assertThatThrownBy(() -> cache().write(
                                numbered(1, 2)
                                        .state("users", "{\"c\":2}")
                                        .record("users", "id", 3)
                                        .inputThatBreaks(new IOException("pipe closed")),
                                request(CommitThrottle.NONE).listener(witness).build()))
                .isInstanceOf(CacheException.class)
                .hasStackTraceContaining("pipe closed");

        assertThat(seen()).isEqualTo(List.of(2L, 2L));
        assertThat(witness.states()).hasSize(1);
    }

    @Test
    void whateverIsCommittedOfABrokenInputAgreesWithTheStoredState() {
        MessageScript messages = script();
        for (int id = 1; id <= 2_000; id++) {
            messages.record("users", "id", id, "name", "name of " + id).state("users", "{\"c\":" + id + "}");
        }
        Witness<Boolean> witness = Witness.ofStates();
        CommitThrottle everyFiftyKilobytes = new CommitThrottle(50_000, Duration.ofDays(1), Long.MAX_VALUE);
        assertThatThrownBy(() -> cache().write(
                                messages.record("users", "id", 2_001).inputThatBreaks(new IOException("pipe closed")),
                                request(everyFiftyKilobytes).listener(witness).build()))
                .isInstanceOf(CacheException.class);

        List<Object> seen = seen();
        assertThat(seen.get(0)).isEqualTo(seen.get(1)).isEqualTo((long)
                witness.states().size());
        assertThat(witness.states().size()).isBetween(1_000, 2_000);
    }

    @Test
    void tableStandsBeforeItsFirstRowIsCommitted() {
        assertThatThrownBy(() -> cache().write(
                                numbered(1, 2).inputThatBreaks(new IOException("pipe closed")),
                                request(NEVER).build()))
                .isInstanceOf(CacheException.class);

        assertThat(cache().stream("users").count()).isZero();
    }

    @Test
    void nextWriteContinuesFromTheStoredState() {
        assertThatThrownBy(() -> cache().write(
                                numbered(1, 2)
                                        .state("users", "{\"c\":2}")
                                        .record("users", "id", 3)
                                        .inputThatBreaks(new IOException("pipe closed")),
                                request(CommitThrottle.NONE).build()))
                .isInstanceOf(CacheException.class);
        workspace.closeCaches();
        int from = storedState("users").orElseThrow().path("c").asInt() + 1;
        write(
                request(CommitThrottle.NONE),
                numbered(from, 5).state("users", "{\"c\":5}").complete("users"));

        assertThat(values("users", "id")).containsExactlyInAnyOrder(1L, 2L, 3L, 4L, 5L);
    }

    @Test
    void listenerThatThrowsStopsTheWriteAndWhatIsCommittedStands() {
        WriteListener listener = new WriteListener() {
            @Override
            public void stateCommitted(CommittedState state) {
                throw new IllegalStateException("stdout is closed");
            }
        };
        MessageScript messages = numbered(1, 2)
                .state("users", "{\"c\":2}")
                .record("users", "id", 3)
                .complete("users");
        assertThatThrownBy(() -> write(request(CommitThrottle.NONE).listener(listener), messages))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("stdout is closed");
        assertThat(seen()).isEqualTo(List.of(2L, 2L));

        write(
                request(CommitThrottle.NONE),
                script().record("users", "id", 3).state("users", "{\"c\":3}").complete("users"));
        assertThat(seen()).isEqualTo(List.of(3L, 3L));
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
