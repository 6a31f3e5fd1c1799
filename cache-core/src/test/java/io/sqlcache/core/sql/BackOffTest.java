package io.sqlcache.core.sql;

import static org.assertj.core.api.Assertions.assertThat;

import io.sqlcache.api.RetryPolicy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Pauses grow, are bounded, and end. */
class BackOffTest {

    private static final RetryPolicy POLICY = new RetryPolicy(
            Duration.ofSeconds(60), Duration.ofMillis(100), Duration.ofSeconds(8), 0, RetryPolicy.DEFAULT.cacheDir());

    private final FakeClock clock = new FakeClock();
    private final BackOff backOff = new BackOff(POLICY, clock);

    @Test
    void pausesDoubleUpToTheLongestAndAreShortenedByAHalfAtMost() throws InterruptedException {
        pauseToTheEnd();
        for (int i = 0; i < clock.pauses.size() - 1; i++) {
            long full = Math.min(100L << i, 8_000);
            assertThat(clock.pauses.get(i).toMillis()).as("pause %d", i).isBetween(full / 2, full);
        }
        assertThat(clock.pauses).hasSizeGreaterThan(10);
    }

    @Test
    void pausesEndWhenItWasTriedForLongEnough() throws InterruptedException {
        pauseToTheEnd();

        assertThat(clock.now).isEqualTo(Duration.ofSeconds(60));
        assertThat(backOff.trying()).isEqualTo(Duration.ofSeconds(60));
        assertThat(backOff.tries()).isEqualTo(clock.pauses.size());
        assertThat(backOff.pause()).isFalse();
    }

    @Test
    void timeThatTriesTakeCounts() throws InterruptedException {
        assertThat(backOff.pause()).isTrue();
        clock.now = clock.now.plus(POLICY.retryFor());
        assertThat(backOff.pause()).isFalse();
    }

    @Test
    void successBeginsAnew() throws InterruptedException {
        pauseToTheEnd();
        clock.pauses.clear();
        backOff.succeeded();

        assertThat(backOff.pause()).isTrue();
        assertThat(clock.pauses)
                .singleElement()
                .satisfies(pause -> assertThat(pause).isBetween(Duration.ofMillis(50), Duration.ofMillis(100)));
    }

    @Test
    void policyOfNoRetriesNeverPauses() throws InterruptedException {
        assertThat(new BackOff(RetryPolicy.NONE, clock).pause()).isFalse();
        assertThat(clock.pauses).isEmpty();
    }

    private void pauseToTheEnd() throws InterruptedException {
        boolean goesOn = true;
        while (goesOn) {
            goesOn = backOff.pause();
        }
    }

    private static final class FakeClock implements BackOff.Clock {
        private final List<Duration> pauses = new ArrayList<>();
        private Duration now = Duration.ZERO;

        @Override
        public Duration now() {
            return now;
        }

        @Override
        public void sleep(Duration pause) {
            pauses.add(pause);
            now = now.plus(pause);
        }
    }
}
