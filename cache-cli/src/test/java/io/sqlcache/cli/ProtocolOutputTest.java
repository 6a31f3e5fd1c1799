package io.sqlcache.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.sqlcache.api.CacheException;
import io.sqlcache.api.CacheException.Kind;
import io.sqlcache.api.StreamId;
import io.sqlcache.api.WriteStrategy;
import io.sqlcache.api.WriteSummary.StreamOutcome;
import io.sqlcache.api.WriteSummary.StreamSummary;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProtocolOutputTest {

    private static final Clock NOON = Clock.fixed(Instant.ofEpochMilli(1_700_000_000_123L), ZoneOffset.UTC);

    private final FlushCounting out = new FlushCounting();
    private final ProtocolOutput protocol = new ProtocolOutput(out, NOON);

    @Test
    void stateIsGivenBackAsItIsAndAtOnce() {
        protocol.state("{\"type\":\"STATE\",\"state\":{\"x\":\"é\"}}");
        protocol.state("{\"type\":\"STATE\"}");

        assertThat(out.text()).isEqualTo("{\"type\":\"STATE\",\"state\":{\"x\":\"é\"}}\n{\"type\":\"STATE\"}\n");
        assertThat(out.flushes).isEqualTo(2);
    }

    @Test
    void messagesAreEscapedIntoOneLine() {
        protocol.log("WARN", "a \"quoted\"\nline \\ with \u0000 and é 😀");

        assertThat(out.text())
                .isEqualTo("{\"type\":\"LOG\",\"log\":{\"level\":\"WARN\","
                        + "\"message\":\"a \\\"quoted\\\"\\nline \\\\ with \\u0000 and é 😀\"}}\n");
    }

    @Test
    void loneSurrogatesDoNotStopAMessage() {
        protocol.log("INFO", "half \ud83d of a pair");

        assertThat(out.text()).contains("\"message\":\"half ? of a pair\"");
    }

    @ParameterizedTest
    @CsvSource({
        "CONFIG, config_error",
        "TRANSIENT, transient_error",
        "DATA, system_error",
        "COMMIT_UNKNOWN, system_error",
        "INTERNAL, system_error"
    })
    void failuresSayWhoCanAct(Kind kind, String failureType) {
        protocol.error(new CacheException(kind, "It is so."));

        assertThat(out.text())
                .isEqualTo("{\"type\":\"TRACE\",\"trace\":{\"type\":\"ERROR\",\"emitted_at\":1700000000123,"
                        + "\"error\":{\"message\":\"It is so.\",\"failure_type\":\"%s\"}}}\n".formatted(failureType));
    }

    @Test
    void failuresThatAreNotOursTellOnlyTheirType() {
        protocol.error(new IllegalStateException("password=hunter2"));

        assertThat(out.text())
                .contains("\"failure_type\":\"system_error\"", "java.lang.IllegalStateException")
                .doesNotContain("hunter2");
    }

    @Test
    void lackOfMemoryIsForWhoeverStartsJava() {
        protocol.error(new OutOfMemoryError("heap"));

        assertThat(out.text()).contains("JAVA_OPTS=-Xmx", "\"failure_type\":\"config_error\"");
    }

    @Test
    void streamsThatDidNotCompleteAreDescribed() {
        protocol.incomplete(summary(new StreamId("shop", "us\"ers"), StreamOutcome.INCOMPLETE), "no COMPLETE");
        protocol.incomplete(summary(StreamId.of("users"), StreamOutcome.FAILED), "no column");

        assertThat(out.text())
                .contains(
                        "\"failure_type\":\"system_error\",\"stream_descriptor\":{\"name\":\"us\\\"ers\",\"namespace\":\"shop\"}}}}\n",
                        "\"failure_type\":\"config_error\",\"stream_descriptor\":{\"name\":\"users\"}}}}\n",
                        "\"stream_status\":{\"stream_descriptor\":{\"name\":\"users\"},\"status\":\"INCOMPLETE\"}}}\n");
    }

    private static StreamSummary summary(StreamId stream, StreamOutcome outcome) {
        return new StreamSummary(stream, WriteStrategy.APPEND, "t", outcome, 1, 0, "so");
    }

    @Test
    void stateThatNobodyTakesFailsTheWrite() {
        ProtocolOutput broken = new ProtocolOutput(new Broken(), NOON);

        assertThatExceptionOfType(CacheException.class)
                .isThrownBy(() -> broken.state("{}"))
                .withMessage("Cannot give back a state on standard output: Broken pipe."
                        + " The rows that it covers are stored, and so is the state.")
                .extracting(CacheException::kind)
                .isEqualTo(Kind.TRANSIENT);
    }

    @Test
    void logsThatNobodyTakesAreNoFailure() {
        ProtocolOutput broken = new ProtocolOutput(new Broken(), NOON);

        broken.log("INFO", "hello");
        broken.error(new CacheException(Kind.DATA, "bad line"));
    }

    private static final class FlushCounting extends ByteArrayOutputStream {
        private int flushes;

        @Override
        public void flush() {
            flushes++;
        }

        private String text() {
            return toString(StandardCharsets.UTF_8);
        }
    }

    private static final class Broken extends OutputStream {
        @Override
        public void write(int octet) throws IOException {
            throw new IOException("Broken pipe");
        }
    }
}
