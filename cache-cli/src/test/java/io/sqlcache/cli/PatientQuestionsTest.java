package io.sqlcache.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sqlcache.api.CacheException;
import io.sqlcache.api.CacheException.Kind;
import io.sqlcache.api.RetryPolicy;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.junit.jupiter.api.Test;

class PatientQuestionsTest {

    private static final RetryPolicy LITTLE =
            new RetryPolicy(Duration.ofMillis(500), Duration.ofMillis(1), Duration.ofMillis(2), 0, Path.of(""));

    private final Deque<Kind> failures = new ArrayDeque<>();

    private String answer() {
        Kind next = failures.poll();
        if (next != null) {
            throw new CacheException(next, "The database is down.");
        }
        return "yes";
    }

    @Test
    void databaseThatComesBackIsWaitedFor() throws InterruptedException {
        failures.addAll(List.of(Kind.TRANSIENT, Kind.TRANSIENT, Kind.TRANSIENT));

        assertThat(new PatientQuestions(LITTLE).of(this::answer)).isEqualTo("yes");
    }

    @Test
    void whatAnotherTryCannotHelpIsToldAtOnce() {
        failures.add(Kind.CONFIG);

        assertThatThrownBy(() -> new PatientQuestions(LITTLE).of(this::answer)).hasMessage("The database is down.");
    }

    @Test
    void withoutPatienceTheFirstFailureCounts() {
        failures.add(Kind.TRANSIENT);

        assertThatThrownBy(() -> new PatientQuestions(RetryPolicy.NONE).of(this::answer))
                .hasMessage("The database is down.");
    }
}
