package io.sqlcache.core.commit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sqlcache.api.CacheException;
import io.sqlcache.api.StreamId;
import io.sqlcache.core.catalog.RefusedStreams;
import io.sqlcache.core.message.Message.State;
import io.sqlcache.core.message.Message.StateKind;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Which streams a state of the source covers, as it is learnt. */
class CoverageTest {

    private static final StreamId USERS = StreamId.of("users");
    private static final StreamId OTHER = StreamId.of("other");

    private final Coverage coverage = coverage(Optional.empty());

    private static Coverage coverage(Optional<StateKind> stored) {
        return new Coverage(stored, new RefusedStreams(List.of()));
    }

    private static State of(StateKind kind, StreamId... covered) {
        StreamId stream = kind == StateKind.STREAM ? covered[0] : null;
        List<StreamId> listed = kind == StateKind.GLOBAL ? List.of(covered) : List.of();
        return new State(kind, stream, listed, "{}", OptionalLong.empty());
    }

    private static List<Boolean> global(Coverage coverage) {
        return Stream.of(USERS, OTHER).map(coverage::isGlobal).toList();
    }

    @Test
    void withoutAnyStateNoStreamIsCovered() {
        assertThat(global(coverage)).containsExactly(false, false);
    }

    @Test
    void storedStateOfTheSourceCoversAllUntilTheFirstOneTellsWhich() {
        Coverage continued = coverage(Optional.of(StateKind.GLOBAL));
        assertThat(global(continued)).containsExactly(true, true);
        assertThat(continued.isKnownGlobal(USERS)).as("seen by this write").isFalse();

        continued.learn(of(StateKind.GLOBAL, USERS), 7);
        assertThat(global(continued)).containsExactly(true, false);
        assertThat(continued.isKnownGlobal(USERS)).isTrue();
    }

    @Test
    void storedStateOfAStreamCoversNoOther() {
        assertThat(global(coverage(Optional.of(StateKind.STREAM)))).containsExactly(false, false);
    }

    @Test
    void streamOnceListedStaysCovered() {
        coverage.learn(of(StateKind.GLOBAL, USERS), 1);
        coverage.learn(of(StateKind.GLOBAL, OTHER), 2);
        assertThat(global(coverage)).containsExactly(true, true);
    }

    @Test
    void stateThatOnceCoveredAllKeepsDoingSo() {
        coverage.learn(of(StateKind.GLOBAL), 1);
        coverage.learn(of(StateKind.GLOBAL, USERS), 2);
        assertThat(global(coverage)).containsExactly(true, true);
    }

    @Test
    void linesThatAreReadAgainTeachAgain() {
        coverage.learn(of(StateKind.GLOBAL, USERS), 3);
        coverage.learn(of(StateKind.GLOBAL, OTHER), 5);

        coverage.rollback(5);
        assertThat(global(coverage)).containsExactly(true, false);
        coverage.rollback(1);
        assertThat(global(coverage)).containsExactly(false, false);
        assertThat(coverage.isKnownGlobal(USERS)).isFalse();
        coverage.learn(of(StateKind.STREAM, USERS), 3);
        assertThat(global(coverage)).containsExactly(false, false);
    }

    @Test
    void whatTheStoredStateTaughtIsNotForgotten() {
        Coverage continued = coverage(Optional.of(StateKind.LEGACY));
        continued.learn(of(StateKind.STREAM, USERS), 1);
        assertThat(global(continued)).containsExactly(false, false);
        continued.rollback(0);
        assertThat(global(continued)).containsExactly(true, true);
    }

    @Test
    void kindsAreNotMixed() {
        coverage.learn(of(StateKind.STREAM, USERS), 1);
        assertThatThrownBy(() -> coverage.learn(of(StateKind.GLOBAL, USERS), 2))
                .isInstanceOfSatisfying(
                        CacheException.class,
                        failure -> assertThat(failure.kind()).isEqualTo(CacheException.Kind.DATA))
                .hasMessage(
                        "The source sent a state of type GLOBAL after one of type STREAM; which rows it covers cannot be told. Report it to the source's authors.");
    }
}
