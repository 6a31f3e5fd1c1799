package io.sqlcache.testkit;

import static io.sqlcache.core.backend.LogicalType.INTEGER;
import static io.sqlcache.testkit.MessageScript.script;
import static io.sqlcache.testkit.StreamScript.catalog;
import static io.sqlcache.testkit.StreamScript.stream;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sqlcache.api.CacheException;
import io.sqlcache.api.CommitThrottle;
import io.sqlcache.api.ConfiguredCatalog;
import io.sqlcache.api.WriteRequest;
import io.sqlcache.api.WriteStrategy;
import java.io.IOException;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Checkpoints of several streams: committing one never shows rows of another that its state does not cover. */
abstract class InterleavingContract extends CacheContract {

    private static final ConfiguredCatalog BOTH = catalog(keyed("a"), keyed("b"));

    InterleavingContract(CacheConformanceTest suite) {
        super(suite);
    }

    @ParameterizedTest
    @EnumSource(
            value = WriteStrategy.class,
            names = {"APPEND", "MERGE"})
    void stateOfOneStreamCommitsNoRowsOfAnother(WriteStrategy strategy) {
        Witness<List<Object>> witness = new Witness<>(this::seen);
        write(
                request(strategy).listener(witness),
                script().record("a", "id", 1)
                        .record("b", "id", 1)
                        .record("a", "id", 2)
                        .state("a", "{\"c\":2}")
                        .record("b", "id", 2)
                        .record("a", "id", 3)
                        .state("b", "{\"c\":2}")
                        .state("a", "{\"c\":3}")
                        .complete("a")
                        .complete("b"));

        assertThat(witness.atStates())
                .containsExactly(
                        List.of(List.of(1L, 2L), "2", List.of(), "none"),
                        List.of(List.of(1L, 2L), "2", List.of(1L, 2L), "2"),
                        List.of(List.of(1L, 2L, 3L), "3", List.of(1L, 2L), "2"));
    }

    @ParameterizedTest
    @EnumSource(
            value = WriteStrategy.class,
            names = {"APPEND", "MERGE"})
    void afterABreakTheUncoveredStreamHasNoRowsAndIsSentAgainOnce(WriteStrategy strategy) {
        MessageScript messages = script().record("b", "id", 1)
                .record("a", "id", 1)
                .record("b", "id", 2)
                .state("a", "{\"c\":1}")
                .record("b", "id", 3)
                .record("a", "id", 2);
        assertThatThrownBy(() -> cache().write(
                                messages.inputThatBreaks(new IOException("pipe closed")),
                                request(strategy).build()))
                .isInstanceOf(CacheException.class);
        assertThat(seen()).isEqualTo(List.of(List.of(1L), "1", List.of(), "none"));

        write(
                request(strategy),
                script().record("a", "id", 2)
                        .record("b", "id", 1)
                        .record("b", "id", 2)
                        .state("a", "{\"c\":2}")
                        .record("b", "id", 3)
                        .state("b", "{\"c\":3}")
                        .complete("b")
                        .complete("a"));
        assertThat(seen()).isEqualTo(List.of(List.of(1L, 2L), "2", List.of(1L, 2L, 3L), "3"));
    }

    @Test
    void throttledStatesOfTwoStreamsComeBackEachInOrder() {
        Witness<Boolean> witness = Witness.ofStates();
        MessageScript messages = script();
        for (int id = 1; id <= 100; id++) {
            messages.record("a", "id", id).record("b", "id", id);
            messages.state("a", "{\"c\":%d}".formatted(id)).state("b", "{\"c\":%d}".formatted(id));
        }
        write(
                request(WriteStrategy.APPEND).throttle(NEVER).listener(witness),
                messages.complete("a").complete("b"));

        assertThat(witness.states()).hasSize(200);
        assertThat(cursors(witness, "a")).hasSize(100).isSorted();
        assertThat(cursors(witness, "b")).hasSize(100).isSorted();
        assertThat(cache().stream("a").count()).isEqualTo(100);
        assertThat(cache().stream("b").count()).isEqualTo(100);
    }

    @Test
    void globalStateCommitsAllItsStreamsAtOnce() {
        Witness<List<Object>> witness =
                new Witness<>(() -> List.of(ids("a"), ids("b"), states(SOURCE).size()));
        MessageScript messages = script().record("a", "id", 1)
                .record("b", "id", 1)
                .mark("before")
                .global("{\"lsn\":1}", "a", "{}", "b", "{}")
                .record("b", "id", 2)
                .record("a", "id", 2);
        assertThatThrownBy(() -> cache().write(
                                messages.inputThatBreaks(new IOException("pipe closed")),
                                request(WriteStrategy.APPEND).listener(witness).build()))
                .isInstanceOf(CacheException.class);

        assertThat(witness.at("before")).isEqualTo(List.of(List.of(), List.of(), 0));
        assertThat(witness.atStates()).containsExactly(List.of(List.of(1L), List.of(1L), 1));
        assertThat(ids("a")).containsExactly(1L);
        assertThat(ids("b")).containsExactly(1L);
    }

    @Test
    void completeOfAStreamUnderAGlobalStateCommitsNothingBeforeThatState() {
        Witness<List<Object>> witness = new Witness<>(() -> List.of(ids("a"), ids("b")));
        write(
                request(WriteStrategy.APPEND).listener(witness),
                script().record("a", "id", 1)
                        .global("{\"lsn\":1}", "a", "{}", "b", "{}")
                        .record("a", "id", 2)
                        .record("b", "id", 2)
                        .complete("a")
                        .mark("a is complete")
                        .global("{\"lsn\":2}", "a", "{}", "b", "{}")
                        .complete("b"));

        assertThat(witness.at("a is complete")).isEqualTo(List.of(List.of(1L), List.of()));
        assertThat(ids("a")).containsExactly(1L, 2L);
        assertThat(ids("b")).containsExactly(2L);
    }

    @Test
    void legacyStateCommitsAllStreamsAtOnce() {
        Witness<List<Object>> witness = new Witness<>(() -> List.of(ids("a"), ids("b")));
        write(
                request(WriteStrategy.APPEND).listener(witness),
                script().record("a", "id", 1)
                        .record("b", "id", 1)
                        .legacy("{\"c\":1}")
                        .complete("a")
                        .complete("b"));

        assertThat(witness.atStates()).containsExactly(List.of(List.of(1L), List.of(1L)));
    }

    @Test
    void manyInterleavedStreamsAllArrive() {
        List<String> names = IntStream.range(0, 30).mapToObj(n -> "stream_" + n).toList();
        MessageScript messages = script();
        for (int id = 1; id <= 50; id++) {
            for (String name : names) {
                messages.record(name, "id", id);
            }
            String turn = names.get(id % names.size());
            messages.state(turn, "{\"c\":%d}".formatted(id));
        }
        names.forEach(messages::complete);
        ConfiguredCatalog catalog =
                catalog(names.stream().map(InterleavingContract::keyed).toArray(StreamScript[]::new));
        write(WriteRequest.of(catalog).strategy(WriteStrategy.APPEND).throttle(CommitThrottle.NONE), messages);

        assertThat(names).allSatisfy(name -> assertThat(ids(name)).hasSize(50).doesNotHaveDuplicates());
    }

    private WriteRequest.Builder request(WriteStrategy strategy) {
        return WriteRequest.of(BOTH).strategy(strategy).throttle(CommitThrottle.NONE);
    }

    /** Rows and stored cursor of a, then those of b. */
    private List<Object> seen() {
        return List.of(ids("a"), cursor("a"), ids("b"), cursor("b"));
    }

    private List<Object> ids(String stream) {
        return values(stream, "id").stream().sorted().toList();
    }

    private String cursor(String stream) {
        return storedState(stream).map(state -> state.path("c").asText()).orElse("none");
    }

    private static Stream<Integer> cursors(Witness<?> witness, String stream) {
        return witness.messages().stream()
                .map(message -> json(message).at("/state/stream"))
                .filter(state -> state.at("/stream_descriptor/name").asText().equals(stream))
                .map(state -> state.at("/stream_state/c").asInt());
    }

    private static StreamScript keyed(String name) {
        return stream(name).field("id", INTEGER).primaryKey("id");
    }
}
