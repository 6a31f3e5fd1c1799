package io.sqlcache.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectMethod;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectNestedClass;

import io.sqlcache.api.SqlConfig;
import io.sqlcache.core.backend.SqlBackend;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.junit.platform.engine.DiscoverySelector;
import org.junit.platform.testkit.engine.EngineTestKit;
import org.junit.platform.testkit.engine.Events;

class KnownGapTest {

    @Test
    void failingGapIsSkippedAndPassingGapFails() {
        Events tests = run(selectNestedClass(List.of(Suite.class), Suite.Sample.class));

        tests.assertStatistics(statistics -> statistics.succeeded(2).aborted(2).failed(2));
        assertThat(messages(tests.aborted())).allMatch(message -> message.contains("issue 7: "));
        assertThat(messages(tests.failed()))
                .anyMatch(
                        message -> message.contains("Sample.passesByNow (issue 8)") && message.contains("knownGaps()"))
                .anyMatch(message -> message.contains("unlisted"));
    }

    @Test
    void gapThatNamesNoTestFails() {
        Events tests = run(selectMethod(Suite.class, "everyKnownGapNamesATestOfTheContract"));

        assertThat(messages(tests.failed()))
                .singleElement()
                .satisfies(message -> assertThat(message).contains("Sample"));
        run(selectMethod(GaplessSuite.class, "everyKnownGapNamesATestOfTheContract"))
                .assertStatistics(statistics -> statistics.succeeded(1));
    }

    private static Events run(DiscoverySelector selector) {
        return EngineTestKit.engine("junit-jupiter")
                .selectors(selector)
                .execute()
                .testEvents();
    }

    private static List<String> messages(Events events) {
        return events.stream()
                .map(event -> String.valueOf(event.getPayload(org.junit.platform.engine.TestExecutionResult.class)
                        .flatMap(org.junit.platform.engine.TestExecutionResult::getThrowable)
                        .map(Throwable::getMessage)
                        .orElse("")))
                .toList();
    }

    abstract static class NoDatabase extends CacheConformanceTest {
        @Override
        public SqlConfig config(String schema) {
            throw new AssertionError("not needed");
        }

        @Override
        public SqlBackend connect(SqlConfig config) {
            throw new AssertionError("not needed");
        }
    }

    static class GaplessSuite extends NoDatabase {
        @Override
        public Set<KnownGap> knownGaps() {
            return Set.of(new KnownGap("Merge", "laterRecordReplacesEarlierOneWithSameKey", "issue 7"));
        }
    }

    static class Suite extends NoDatabase {

        @Override
        public Set<KnownGap> knownGaps() {
            return Set.of(
                    new KnownGap("Sample", "fails", "issue 7"),
                    new KnownGap("Sample", "failsForAll", "issue 7"),
                    new KnownGap("Sample", "passesByNow", "issue 8"));
        }

        @Nested
        class Sample {
            @Test
            void fails() {
                throw new IllegalStateException("not yet");
            }

            @ParameterizedTest
            @ValueSource(ints = 1)
            void failsForAll(int value) {
                assertThat(value).isZero();
            }

            @Test
            void passesByNow() {}

            @Test
            void isNoGap() {}

            @ParameterizedTest
            @ValueSource(ints = 1)
            void isNoGapEither(int value) {
                assertThat(value).isOne();
            }

            @Test
            void failsWithoutBeingListed() {
                throw new IllegalStateException("unlisted");
            }
        }
    }
}
