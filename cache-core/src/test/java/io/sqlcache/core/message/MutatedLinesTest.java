package io.sqlcache.core.message;

import static org.assertj.core.api.Assertions.assertThat;

import io.sqlcache.api.CacheException;
import io.sqlcache.core.message.Message.Skipped;
import io.sqlcache.core.message.Message.State;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Whatever a line has become on its way, it is a message, is skipped, or is told as broken; and the next one is read. */
class MutatedLinesTest {

    private static final int IN_THE_BUILD = 20_000;
    private static final int LINES_A_READER = 2_000;
    private static final int LONGEST_REASON = 200;
    private static final MessageParser PARSER = new MessageParser(List.of(), StreamMatching.EXACT);

    /** What became of some lines, in their order. */
    private record Outcome(List<Object> messages, int broken) {}

    @Test
    @Timeout(60)
    void everyLineIsAMessageOrSkippedOrToldAsBroken() throws InterruptedException {
        readAndReadAgain(IN_THE_BUILD);
    }

    @Test
    @Tag("torture")
    @Timeout(1800)
    void everyLineOfAMillionIsAMessageOrSkippedOrToldAsBroken() throws InterruptedException {
        readAndReadAgain(Integer.getInteger("torture.inputs", 1_000_000));
    }

    private static void readAndReadAgain(int inputs) throws InterruptedException {
        long start = System.nanoTime();
        int broken = 0;
        int skipped = 0;
        MutatedLines mutated = new MutatedLines(MutatedLines.SEED);
        Random order = new Random(MutatedLines.SEED);
        for (int read = 0; read < inputs; read += LINES_A_READER) {
            List<byte[]> lines = IntStream.range(0, Math.min(LINES_A_READER, inputs - read))
                    .mapToObj(i -> mutated.next())
                    .toList();
            Outcome outcome = read(lines);
            assertSameInAnotherOrder(lines, outcome, order);
            broken += outcome.broken();
            skipped += (int) outcome.messages().stream()
                    .filter(Skipped.class::isInstance)
                    .count();
        }
        System.out.printf(
                "%d mutated lines (torture.seed=%d): %d messages, %d skipped, %d broken, in %d s%n",
                inputs,
                MutatedLines.SEED,
                inputs - broken - skipped,
                skipped,
                broken,
                Duration.ofNanos(System.nanoTime() - start).toSeconds());
        assertThat(broken).isBetween(inputs / 10, inputs * 9 / 10);
    }

    /** What a line means does not depend on the lines that were read before it. */
    private static void assertSameInAnotherOrder(List<byte[]> lines, Outcome outcome, Random random)
            throws InterruptedException {
        List<Integer> order =
                new ArrayList<>(IntStream.range(0, lines.size()).boxed().toList());
        Collections.shuffle(order, random);
        List<Object> again = read(order.stream().map(lines::get).toList()).messages();
        for (int i = 0; i < order.size(); i++) {
            int line = order.get(i);
            if (!hasByteOfNoText(lines.get(line))
                    && !again.get(i).equals(outcome.messages().get(line))) {
                assertThat(again.get(i))
                        .as(() -> where(lines.get(line)))
                        .isEqualTo(outcome.messages().get(line));
            }
        }
    }

    /** Jackson fills names up with it to compare them, so that it takes {@code a name with it} for a {@code "type"} that it has seen. */
    private static boolean hasByteOfNoText(byte[] line) {
        for (byte b : line) {
            if (b == (byte) 0xFF) {
                return true;
            }
        }
        return false;
    }

    private static Outcome read(List<byte[]> lines) throws InterruptedException {
        ByteArrayOutputStream input = new ByteArrayOutputStream();
        for (byte[] line : lines) {
            input.writeBytes(line);
            input.write('\n');
        }
        List<Object> messages = new ArrayList<>();
        int broken = 0;
        try (MessageReader reader =
                MessageReader.of(new ByteArrayInputStream(input.toByteArray()), List.of(MutatedLines.USERS))) {
            for (byte[] line : lines) {
                Object message = one(reader, line);
                broken += message instanceof String ? 1 : 0;
                messages.add(message);
                assertThat(reader.lineNumber()).isEqualTo(messages.size());
            }
            assertThat(reader.next(Reading.LONG)).isEqualTo(Message.Signal.END_OF_INPUT);
        }
        return new Outcome(messages, broken);
    }

    /** The next message, a copy of it if it is a record, or what is said of a line that is broken. */
    private static Object one(MessageReader reader, byte[] line) throws InterruptedException {
        Message message;
        try {
            message = reader.next(Reading.LONG);
        } catch (CacheException e) {
            assertThat(e.kind()).isEqualTo(CacheException.Kind.DATA);
            assertThat(e)
                    .hasMessageStartingWith("Cannot read line " + reader.lineNumber() + " of the input: ")
                    .hasNoCause();
            return String.valueOf(e.getMessage()).replaceFirst("line \\d+", "a line");
        } catch (RuntimeException | Error e) {
            throw new AssertionError(where(line), e);
        }
        assertThat(message).isNotInstanceOf(Message.Signal.class);
        if (message instanceof Skipped skipped) {
            assertThat(skipped.reason()).hasSizeLessThan(LONGEST_REASON).doesNotContain("\n");
        }
        if (message instanceof State state) {
            assertGivenBackAsItCame(state, line);
        }
        return message instanceof RecordMessage record ? Reading.copy(record) : message;
    }

    /** What is given back, and what a source is started with, is read as the state that it came of. */
    private static void assertGivenBackAsItCame(State state, byte[] line) {
        try {
            String stored = "{\"type\":\"STATE\",\"state\":" + StateMessages.stored(state.json()) + "}";
            for (String text : List.of(StateMessages.givenBack(state.json(), 1), stored)) {
                assertThat(text.lines()).hasSize(1);
                byte[] bytes = Inputs.utf8(text);
                assertThat(PARSER.parse(bytes, 0, bytes.length)).isInstanceOfSatisfying(State.class, again -> {
                    assertThat(again.kind()).as(text).isEqualTo(state.kind());
                    assertThat(again.stream()).as(text).isEqualTo(state.stream());
                    assertThat(again.covered()).as(text).isEqualTo(state.covered());
                });
            }
        } catch (IOException | RuntimeException | Error e) {
            throw new AssertionError(where(line), e);
        }
    }

    private static String where(byte[] line) {
        return "torture.seed=" + MutatedLines.SEED + ": " + text(line);
    }

    private static String text(byte[] line) {
        return new String(line, StandardCharsets.ISO_8859_1);
    }
}
