package io.sqlcache.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.sqlcache.api.CacheException;
import io.sqlcache.api.CacheException.Kind;
import io.sqlcache.api.WriteSummary.Outcome;
import io.sqlcache.cli.terminal.ReaderGoneException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FailureReportTest {

    private final ByteArrayOutputStream err = new ByteArrayOutputStream();
    private final FailureReport report = new FailureReport(new PrintStream(err, true, StandardCharsets.UTF_8), false);

    @ParameterizedTest
    @CsvSource({"CONFIG, 2", "DATA, 1", "TRANSIENT, 1", "COMMIT_UNKNOWN, 1", "INTERNAL, 1"})
    void kindOfFailureDecidesTheExitCode(Kind kind, int exitCode) {
        assertThat(report.failed(new CacheException(kind, "So it is."))).isEqualTo(exitCode);
        assertThat(text()).isEqualTo("sqlcache: So it is.\n");
    }

    @ParameterizedTest
    @CsvSource({"SUCCEEDED, 0", "FAILED, 1", "CANCELLED, 1"})
    void outcomeOfAWriteDecidesTheExitCode(Outcome outcome, int exitCode) {
        assertThat(ExitCode.of(outcome)).isEqualTo(exitCode);
    }

    @Test
    void bugIsCalledABugWithoutItsTextThatMayHoldAnything() {
        assertThat(report.failed(new IllegalStateException("hunter2"))).isEqualTo(1);
        assertThat(text())
                .isEqualTo("sqlcache: Internal error (java.lang.IllegalStateException): this is a bug."
                        + " Run the command again with --debug and report what it prints.\n");
    }

    @Test
    void outOfMemorySaysWhatToDo() {
        assertThat(report.failed(new OutOfMemoryError("heap"))).isEqualTo(2);
        assertThat(text()).contains("JAVA_OPTS=-Xmx");
    }

    @Test
    void readerThatWentAwayIsNothingToComplainAbout() {
        assertThat(report.failed(new ReaderGoneException(new IOException("Datenübergabe unterbrochen"))))
                .isEqualTo(141);
        assertThat(text()).isEmpty();
    }

    @Test
    void fullDiskIsAFailure() {
        assertThat(report.failed(new IOException("No space left on device"))).isEqualTo(1);
        assertThat(text()).isEqualTo("sqlcache: Cannot write to standard output: No space left on device.\n");
    }

    private String text() {
        return err.toString(StandardCharsets.UTF_8);
    }
}
