package io.sqlcache.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.opentest4j.TestAbortedException;

class TestDatabaseTest {

    private final String name = "db-" + UUID.randomUUID();
    private final AtomicInteger starts = new AtomicInteger();

    @Test
    void givenDatabaseGoesBeforeAnEmbeddedOne() {
        TestDatabase database = embedded(Map.of("TEST_URL", "jdbc:given"));

        assertThat(database.url()).isEqualTo("jdbc:given");
        assertThat(starts).hasValue(0);
    }

    @Test
    void embeddedDatabaseIsStartedOnceForItsName() {
        assertThat(embedded(Map.of()).url()).isEqualTo("jdbc:1");
        assertThat(embedded(Map.of("TEST_URL", " ")).url()).isEqualTo("jdbc:1");
        assertThat(starts).hasValue(1);
    }

    @Test
    void withoutADatabaseTestsAreSkippedAtHome() {
        assertThatExceptionOfType(TestAbortedException.class)
                .isThrownBy(() -> missing(Map.of()).url())
                .withMessageContaining(name)
                .withMessageContaining("TEST_URL");
    }

    @Test
    void withoutADatabaseTestsFailOnCi() {
        assertThatExceptionOfType(AssertionError.class)
                .isThrownBy(() -> missing(Map.of("CI", "true")).url())
                .withMessageContaining("TEST_URL");
    }

    @Test
    void databaseThatDoesNotStartIsMissingAndNotTriedAgain() {
        TestDatabase broken = TestDatabase.named(name, environment(Map.of("CI", "1")))
                .fromEnvironment("TEST_URL")
                .orEmbedded(
                        () -> {
                            starts.incrementAndGet();
                            throw new IllegalStateException("no such binary");
                        },
                        server -> "never")
                .build();

        for (int i = 0; i < 2; i++) {
            assertThatExceptionOfType(AssertionError.class)
                    .isThrownBy(broken::url)
                    .withMessageContaining("no such binary")
                    .withCauseInstanceOf(IllegalStateException.class);
        }
        assertThat(starts).hasValue(1);
    }

    private TestDatabase embedded(Map<String, String> environment) {
        return TestDatabase.named(name, environment(environment))
                .fromEnvironment("TEST_URL")
                .orEmbedded(() -> new Server(starts.incrementAndGet()), server -> "jdbc:" + server.number())
                .build();
    }

    private TestDatabase missing(Map<String, String> environment) {
        return TestDatabase.named(name, environment(environment))
                .fromEnvironment("TEST_URL")
                .build();
    }

    private static UnaryOperator<@Nullable String> environment(Map<String, String> variables) {
        return variable -> variable == null ? null : variables.get(variable);
    }

    private record Server(int number) implements AutoCloseable {
        @Override
        public void close() {}
    }
}
