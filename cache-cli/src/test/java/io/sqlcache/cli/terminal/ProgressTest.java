package io.sqlcache.cli.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import io.sqlcache.api.StreamId;
import io.sqlcache.api.WriteProgress;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ProgressTest {

    private static final StreamId USERS = StreamId.of("users");
    private static final StreamId ORDERS = StreamId.of("orders");

    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    @Test
    void lineTellsRatesSinceTheOneBeforeAndTheStreamsThatMoved() {
        ProgressText text = new ProgressText(Duration.ofSeconds(1));

        assertThat(text.next(progress(999, 900, 0, 0))).isEmpty();
        assertThat(text.next(progress(2_000, 4_000, 0, 3_000_000)))
                .contains("0:02  4,000 records  2,000 rows/s  1.5 MB/s  | users 4,000 (2,000/s, 1.0 MB/s)");
        assertThat(text.next(progress(2_500, 4_000, 10, 3_000_000))).isEmpty();
        assertThat(text.next(progress(62_000, 4_000, 120_000, 63_000_000)))
                .contains("1:02  124,000 records  2,000 rows/s  1.0 MB/s  | orders 120,000 (2,000/s, 0.5 MB/s)");
    }

    @Test
    void ofManyStreamsThoseThatMoveMostAreNamed() {
        Map<StreamId, Long> records = IntStream.rangeClosed(1, 40)
                .boxed()
                .collect(Collectors.toMap(i -> StreamId.of("s" + i), i -> i * 100L));

        assertThat(new ProgressText(Duration.ofSeconds(1))
                        .next(new WriteProgress(records, Map.of(), 0, Duration.ofSeconds(10))))
                .contains(
                        "0:10  82,000 records  8,200 rows/s  0.0 MB/s  | s40 4,000 (400/s, 0.0 MB/s)  | s39 3,900 (390/s, 0.0 MB/s)"
                                + "  | s38 3,800 (380/s, 0.0 MB/s)  | s37 3,700 (370/s, 0.0 MB/s)  | s36 3,600 (360/s, 0.0 MB/s)  | 35 more");
    }

    @Test
    void lineOnATerminalIsCutToItsWidthAndTakenAwayAtTheEnd() {
        StandardStreams streams = streams(Terminal.ofWidth(40));

        try (ProgressDisplay display = ProgressDisplay.on(streams)) {
            display.show(progress(2_000, 4_000, 0, 3_000_000));
        }

        assertThat(text()).isEqualTo("\r\033[K0:02  4,000 records  2,000 rows/s  1.5…\r\033[K");
    }

    @Test
    void logLinesDoNotTearTheLineAtTheBottom() {
        StandardStreams streams = streams(Terminal.ofWidth(80));

        streams.status().draw("half way");
        streams.err().print("WARN careful\n");
        streams.err().print("WARN again\n");
        streams.status().draw("done");

        assertThat(text()).isEqualTo("\r\033[Khalf way\r\033[KWARN careful\nWARN again\n\r\033[Kdone");
    }

    @Test
    void withoutATerminalNothingIsDrawn() {
        try (ProgressDisplay display = ProgressDisplay.on(streams(Terminal.none()))) {
            display.show(progress(2_000, 4_000, 0, 3_000_000));
        }

        assertThat(text()).isEmpty();
    }

    private StandardStreams streams(Terminal terminal) {
        return StandardStreams.of(new ByteArrayInputStream(new byte[0]), new ByteArrayOutputStream(), err, terminal);
    }

    private String text() {
        return err.toString(StandardCharsets.UTF_8);
    }

    private static WriteProgress progress(long millis, long users, long orders, long bytes) {
        return new WriteProgress(
                Map.of(USERS, users, ORDERS, orders),
                Map.of(USERS, users * 500, ORDERS, orders * 250),
                bytes,
                Duration.ofMillis(millis));
    }
}
