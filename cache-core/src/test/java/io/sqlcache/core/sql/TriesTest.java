package io.sqlcache.core.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sqlcache.api.CacheException;
import io.sqlcache.api.CacheException.Kind;
import io.sqlcache.api.RetryPolicy;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What is tried again, for how long, and what is told in the end. */
class TriesTest {

    private final FakePauses pauses = new FakePauses(3);
    private final Tries tries = new Tries(pauses, failure -> failure.kind() == Kind.TRANSIENT, TriesTest::firstAndLast);
    private int number; // of failures so far

    /** So many pauses, none of which lasts. */
    private static final class FakePauses implements Pauses {

        private final int most;
        private int taken;
        private int successes;

        FakePauses(int most) {
            this.most = most;
        }

        @Override
        public boolean pause() throws InterruptedException {
            if (Thread.interrupted()) {
                throw new InterruptedException();
            }
            return taken++ < most;
        }

        @Override
        public void succeeded() {
            successes++;
        }

        @Override
        public Duration longest() {
            return Duration.ZERO;
        }
    }

    private static CacheException firstAndLast(CacheException first, CacheException last) {
        return new CacheException(
                Kind.TRANSIENT, "gave up: first " + first.getMessage() + ", last " + last.getMessage());
    }

    private CacheException lost() {
        return new CacheException(Kind.TRANSIENT, "lost " + ++number);
    }

    /** Fails so often, then it is well. */
    private String failing(int times) {
        if (number < times) {
            throw lost();
        }
        return "well";
    }

    @Test
    void whatSucceedsIsDoneOnceWithoutAPause() {
        assertThat(tries.of(() -> failing(0))).isEqualTo("well");
        assertThat(pauses.taken).isZero();
        assertThat(pauses.successes).isEqualTo(1);
    }

    @Test
    void eachFurtherTryComesAfterAPause() {
        assertThat(tries.of(() -> failing(3))).isEqualTo("well");
        assertThat(pauses.taken).isEqualTo(3);
        assertThat(pauses.successes).isEqualTo(1);
    }

    @Test
    void whoGivesUpTellsOfTheFirstFailureAndTheLast() {
        assertThatThrownBy(() -> tries.of(() -> failing(4))).hasMessage("gave up: first lost 1, last lost 4");
        assertThat(pauses.successes).isZero();
    }

    @Test
    void withoutWordsOfItsOwnTheLastFailureIsTold() {
        Tries plain = new Tries(pauses, failure -> true);
        assertThatThrownBy(() -> plain.run(() -> failing(9))).hasMessage("lost 4");
    }

    @Test
    void whatAnotherTryCannotHelpIsTheFailureAtOnce() {
        CacheException wrong = new CacheException(Kind.CONFIG, "no such right");
        assertThatThrownBy(() -> tries.run(() -> {
                    throw wrong;
                }))
                .isSameAs(wrong);
        assertThat(pauses.taken).isZero();
    }

    @Test
    void whatIsDoneAfterAFailureBeginsWithAPauseAndIsNotASuccessYet() {
        List<Integer> pausesBefore = new ArrayList<>();
        tries.after(lost(), () -> pausesBefore.add(pauses.taken));
        assertThat(pausesBefore).containsExactly(1);
        assertThat(pauses.successes).isZero();
    }

    @Test
    void failureBeforeIsTheFirstOneToTellOf() {
        CacheException before = lost();
        assertThatThrownBy(() -> tries.after(before, () -> failing(9)))
                .hasMessage("gave up: first lost 1, last lost 4");
    }

    @Test
    void whoGivesUpQuietlyIsToldWhy() {
        List<String> told = new ArrayList<>();
        assertThat(tries.orGiveUp(() -> failing(2), failure -> told.add(failure.getMessage())))
                .isTrue();
        assertThat(told).isEmpty();
        assertThat(tries.orGiveUp(() -> failing(9), failure -> told.add(failure.getMessage())))
                .isFalse();
        assertThat(told).containsExactly("gave up: first lost 3, last lost 4");
    }

    @Test
    void interruptDuringAPauseIsTheLastFailureWithTheFlagSet() {
        CacheException before = lost();
        Thread.currentThread().interrupt();
        assertThatThrownBy(() -> tries.after(before, () -> failing(9)))
                .isSameAs(before)
                .satisfies(failure -> assertThat(failure.getSuppressed())
                        .hasOnlyElementsOfType(InterruptedException.class)
                        .hasSize(1));
        assertThat(Thread.interrupted()).as("the flag").isTrue();
    }

    @Test
    void triesWithoutPausesAreSoManyAtMost() {
        Tries few = new Tries(Pauses.none(3, Duration.ofMinutes(1)), failure -> true);
        assertThat(few.of(() -> failing(2))).isEqualTo("well");
        assertThatThrownBy(() -> few.run(() -> failing(99)))
                .as("the next work has as many")
                .hasMessage("lost 5");
    }

    @Test
    void triesWithoutPausesEndWhenTheyTookTooLong() {
        Tries brief = new Tries(Pauses.none(3, Duration.ZERO), failure -> true);
        assertThatThrownBy(() -> brief.run(() -> failing(9))).hasMessage("lost 1");
    }

    @Test
    void beforeTheFirstLineOnlyTheDatabaseIsTriedAgain() {
        RetryPolicy policy = new RetryPolicy(
                Duration.ofSeconds(20), Duration.ZERO, Duration.ZERO, 0, RetryPolicy.DEFAULT.cacheDir());
        List<CacheException> failures = Stream.of(new SQLException("lost"), new IllegalStateException("not ours"))
                .map(cause -> new CacheException(Kind.TRANSIENT, "because of " + cause.getMessage(), cause))
                .toList();
        assertThatThrownBy(() -> Tries.beforeReading(policy).run(() -> {
                    throw failures.get(number++);
                }))
                .isSameAs(failures.get(1));
    }

    @Test
    void whoWantsNoRetriesIsToldTheFailureAsItIs() {
        CacheException lost = new CacheException(Kind.TRANSIENT, "lost", new SQLException("lost"));
        assertThatThrownBy(() -> Tries.beforeReading(RetryPolicy.NONE).run(() -> {
                    throw lost;
                }))
                .isSameAs(lost);
    }
}
