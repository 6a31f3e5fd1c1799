package io.sqlcache.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.sqlcache.api.CacheException;
import io.sqlcache.api.WriteRequest;
import io.sqlcache.api.WriteSummary;
import io.sqlcache.api.WriteSummary.Outcome;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;

/** Lets writes end before their streams are complete. */
abstract class EarlyEnds extends CacheContract {

    EarlyEnds(CacheConformanceTest suite) {
        super(suite);
    }

    /** What ends it. */
    enum End {
        INTERRUPT,
        BROKEN_LINE,
        BROKEN_INPUT,
        STREAMS_INCOMPLETE,
        SOURCE_FAILED
    }

    /** Writes until this happens; the summary if there is one. Nothing is committed before. */
    final Optional<WriteSummary> ended(
            End end, WriteRequest.Builder request, Witness<Boolean> witness, MessageScript messages) {
        request.throttle(NEVER);
        return switch (end) {
            case INTERRUPT -> Optional.of(interrupted(request.build(), witness, messages));
            case BROKEN_LINE -> {
                refused(CacheException.Kind.DATA, () -> write(request, messages.line("{\"type\":")))
                        .hasMessageStartingWith("Cannot read line ");
                yield Optional.empty();
            }
            case BROKEN_INPUT -> {
                refused(
                                CacheException.Kind.DATA,
                                () -> cache().write(
                                                messages.inputThatBreaks(new IOException("pipe closed")),
                                                request.build()))
                        .hasMessageContaining("pipe closed");
                yield Optional.empty();
            }
            case STREAMS_INCOMPLETE ->
                Optional.of(failed(
                        request,
                        messages.incomplete("users")
                                .incomplete("orders")
                                .incomplete("prices")
                                .incomplete("items")));
            case SOURCE_FAILED -> Optional.of(failed(request, messages.error("The disk is full")));
        };
    }

    private WriteSummary failed(WriteRequest.Builder request, MessageScript messages) {
        WriteSummary summary = write(request, messages);
        assertThat(summary.outcome()).isEqualTo(Outcome.FAILED);
        return summary;
    }

    private WriteSummary interrupted(WriteRequest request, Witness<Boolean> witness, MessageScript messages) {
        cache();
        try (BackgroundWrite write = BackgroundWrite.start(cache(), request)) {
            write.send(messages.mark("read"));
            await().atMost(Duration.ofSeconds(20)).until(() -> witness.passed("read"));
            write.interrupt();
            BackgroundWrite.Ending ending = write.await();
            assertThat(ending.interrupted()).isTrue();
            assertThat(ending.summary().outcome()).isEqualTo(Outcome.CANCELLED);
            assertThat(ending.summary().inputBytes()).isEqualTo(messages.text().length());
            return ending.summary();
        }
    }
}
