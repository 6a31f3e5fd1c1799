package io.sqlcache.core.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.sqlcache.api.CacheException;
import io.sqlcache.core.message.Message.Signal;
import io.sqlcache.core.message.Message.SourceLog;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.nio.channels.Channels;
import java.nio.channels.Pipe;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class WaitingForInputTest {

    private static final Duration SHORT = Duration.ofMillis(50);
    private static final String LOG = "{\"type\":\"LOG\",\"log\":{\"level\":\"INFO\",\"message\":\"hello\"}}";
    private static final SourceLog HELLO = new SourceLog("INFO", "hello");

    @Test
    void silentInputIsIdleAndNothingIsLost() throws IOException, InterruptedException {
        try (PipedOutputStream source = new PipedOutputStream();
                MessageReader reader = reader(new PipedInputStream(source))) {
            assertThat(reader.next(SHORT)).isEqualTo(Signal.IDLE);

            write(source, LOG.substring(0, 20));
            assertThat(reader.next(SHORT)).isEqualTo(Signal.IDLE);
            assertThat(reader.next(Duration.ZERO)).isEqualTo(Signal.IDLE);

            write(source, LOG.substring(20) + "\n" + LOG);
            assertThat(reader.next(Reading.LONG)).isEqualTo(HELLO);
            assertThat(reader.next(SHORT)).isEqualTo(Signal.IDLE);

            source.close();
            assertThat(reader.next(Reading.LONG)).isEqualTo(HELLO);
            assertThat(reader.next(Reading.LONG)).isEqualTo(Signal.END_OF_INPUT);
        }
    }

    @Test
    void waitsAsLongAsItIsToldAndNotLonger() throws InterruptedException {
        try (MessageReader reader = reader(Inputs.thatStallsAfter(new byte[0]))) {
            long start = System.nanoTime();

            assertThat(reader.next(Duration.ofMillis(200))).isEqualTo(Signal.IDLE);

            assertThat(Duration.ofNanos(System.nanoTime() - start))
                    .isBetween(Duration.ofMillis(200), Duration.ofSeconds(20));
        }
    }

    @Test
    void theLongestWaitIsNoOverflow() throws InterruptedException {
        try (MessageReader reader = reader(new ByteArrayInputStream(Inputs.utf8(LOG)))) {
            assertThat(reader.next(Duration.ofSeconds(Long.MAX_VALUE))).isEqualTo(HELLO);
        }
    }

    @Test
    void anInterruptEndsTheWaitAndReadingCanGoOn() throws IOException, InterruptedException {
        Thread reading = Thread.currentThread();
        try (PipedOutputStream source = new PipedOutputStream();
                MessageReader reader = reader(new PipedInputStream(source))) {
            write(source, LOG.substring(0, 10));
            Thread interrupter = new Thread(() -> interruptWhenWaiting(reading));
            interrupter.start();

            assertThatExceptionOfType(InterruptedException.class).isThrownBy(() -> reader.next(Reading.LONG));
            interrupter.join();

            write(source, LOG.substring(10) + "\n");
            assertThat(reader.next(Reading.LONG)).isEqualTo(HELLO);
        }
    }

    @Test
    void anInterruptFromBeforeIsSeenThoughLinesAreThere() throws InterruptedException {
        try (MessageReader reader = reader(new ByteArrayInputStream(Inputs.utf8(LOG + "\n" + LOG)))) {
            assertThat(reader.next(Reading.LONG)).isEqualTo(HELLO);

            Thread.currentThread().interrupt();

            assertThatExceptionOfType(InterruptedException.class).isThrownBy(() -> reader.next(Reading.LONG));
            assertThat(reader.next(Reading.LONG)).isEqualTo(HELLO);
        }
    }

    @Test
    void aFailingInputSaysAfterWhichLineAndTheLinesBeforeAreRead() throws InterruptedException {
        byte[] sent = Inputs.utf8(LOG + "\n" + LOG + "\n" + LOG);
        IOException failure = new IOException("Stream closed");
        try (MessageReader reader = reader(Inputs.thatFailsAfter(sent, () -> {
            throw failure;
        }))) {
            assertThat(reader.next(Reading.LONG)).isEqualTo(HELLO);
            assertThat(reader.next(Reading.LONG)).isEqualTo(HELLO);

            for (int attempt = 0; attempt < 2; attempt++) {
                assertThatExceptionOfType(CacheException.class)
                        .isThrownBy(() -> reader.next(Reading.LONG))
                        .satisfies(e -> assertThat(e.kind()).isEqualTo(CacheException.Kind.DATA))
                        .withMessage("Cannot read the input after line 2: java.io.IOException: Stream closed."
                                + " Run the source again from its last state.")
                        .withCause(failure);
            }
        }
    }

    @Test
    void anErrorOfTheInputReachesTheReadingThreadToo() throws InterruptedException {
        InputStream broken = Inputs.thatFailsAfter(new byte[0], () -> {
            throw new NoClassDefFoundError("Codec");
        });
        try (MessageReader reader = reader(broken)) {
            assertThatExceptionOfType(CacheException.class)
                    .isThrownBy(() -> reader.next(Reading.LONG))
                    .withMessageContaining("NoClassDefFoundError: Codec");
        }
    }

    @Test
    void theInputIsNotClosed() throws InterruptedException {
        AtomicBoolean closed = new AtomicBoolean();
        InputStream input = new ByteArrayInputStream(Inputs.utf8(LOG)) {
            @Override
            public void close() {
                closed.set(true);
            }
        };

        assertThat(Reading.all(input)).containsExactly(HELLO);

        assertThat(closed).isFalse();
    }

    @Test
    void closingTheReaderLeavesAChannelThatIsBeingReadOpen() throws IOException, InterruptedException {
        Pipe pipe = Pipe.open();
        MessageReader reader = reader(Channels.newInputStream(pipe.source()));
        assertThat(reader.next(SHORT)).isEqualTo(Signal.IDLE);

        reader.close();

        assertThat(pipe.source().isOpen()).isTrue();
        pipe.sink().close();
        pipe.source().close();
    }

    @Test
    void theReadingAheadIsBoundedAndItsThreadEndsAfterClose() throws InterruptedException {
        Set<Thread> before = pumps();
        MessageReader reader = reader(Inputs.ofLineFeedsWithoutEnd());
        assertThat(reader.next(Reading.LONG)).isInstanceOf(Message.Ignored.class);
        Set<Thread> started = pumps();
        started.removeAll(before);
        assertThat(started).hasSize(1).allMatch(Thread::isDaemon);

        reader.close();
        reader.close();

        for (Thread pump : started) {
            pump.join();
        }
    }

    private static Set<Thread> pumps() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().equals("sqlcache-input"))
                .collect(Collectors.toSet());
    }

    private static MessageReader reader(InputStream input) {
        return MessageReader.of(input, List.of());
    }

    private static void write(PipedOutputStream source, String text) throws IOException {
        source.write(Inputs.utf8(text));
        source.flush();
    }

    private static void interruptWhenWaiting(Thread reading) {
        while (reading.getState() != Thread.State.TIMED_WAITING) {
            Thread.onSpinWait();
        }
        reading.interrupt();
    }
}
