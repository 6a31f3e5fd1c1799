package io.sqlcache.core.write;

import static org.assertj.core.api.Assertions.assertThat;

import io.sqlcache.api.WriteStrategy;
import io.sqlcache.api.WriteSummary;
import io.sqlcache.api.WriteTimes;
import io.sqlcache.core.testing.Lines;
import io.sqlcache.core.testing.SmallCache;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Where the time of a write went. */
class WriteTimesTest {

    private static final int PAUSE_MILLIS = 50;

    private final SmallCache cache = new SmallCache();

    @AfterEach
    void close() {
        cache.close();
    }

    private static Stream<Duration> partsOfElapsed(WriteTimes times) {
        return Stream.of(times.input(), times.parse(), times.encode(), times.send(), times.merge(), times.commit());
    }

    @Test
    void partsAreNotLongerThanTheWhole() {
        String[] lines = Stream.concat(
                        IntStream.range(0, 300).mapToObj(id -> "record users " + id),
                        Stream.of("state users 1", "complete users"))
                .toArray(String[]::new);
        WriteSummary summary = cache.write(cache.request(WriteStrategy.MERGE, "users key"), lines);
        WriteTimes times = summary.times();
        assertThat(partsOfElapsed(times)).allMatch(part -> !part.isNegative());
        assertThat(partsOfElapsed(times).reduce(Duration.ZERO, Duration::plus)).isLessThanOrEqualTo(summary.elapsed());
        assertThat(Stream.of(
                        times.prepare(), times.parse(), times.encode(), times.send(), times.merge(), times.commit()))
                .as("each of them happened")
                .allMatch(part -> part.toNanos() > 0);
    }

    @Test
    void aSlowSourceIsWaitedFor() {
        InputStream slow = new FilterInputStream(Lines.input("record users 1", "state users 1", "complete users")) {
            @Override
            public int read(byte[] bytes, int offset, int length) throws IOException {
                try {
                    Thread.sleep(PAUSE_MILLIS);
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
                return super.read(bytes, offset, length);
            }
        };
        WriteSummary summary = cache.cache().write(slow, cache.append("users").build());
        assertThat(summary.times().input()).isGreaterThanOrEqualTo(Duration.ofMillis(PAUSE_MILLIS / 2));
    }

    @Test
    void ofWhatIsNoMessageNothingIsEncoded() {
        WriteSummary summary = cache.write(cache.append("users"), "complete users");
        assertThat(summary.times().encode()).isZero();
        assertThat(summary.times().send()).isZero();
    }
}
