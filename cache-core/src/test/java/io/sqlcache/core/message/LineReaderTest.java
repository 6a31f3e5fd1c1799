package io.sqlcache.core.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.sqlcache.api.CacheException;
import io.sqlcache.api.SourceEnding;
import io.sqlcache.core.message.LineSource.Arrival;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LineReaderTest {

    @Test
    void linesEndWithLineFeedOrBothOrTheInput() throws InterruptedException {
        assertThat(lines("a\nb\r\nc")).containsExactly("a", "b", "c");
        assertThat(lines("a\nb\r\n")).containsExactly("a", "b");
        assertThat(lines("last\r")).containsExactly("last");
        assertThat(lines("")).isEmpty();
    }

    @Test
    void aCarriageReturnInsideALineStays() throws InterruptedException {
        assertThat(lines("a\rb\r\r\nc")).containsExactly("a\rb\r", "c");
    }

    @Test
    void emptyLinesAreLines() throws InterruptedException {
        assertThat(lines("\n\r\n\nx\n\n")).containsExactly("", "", "", "x", "");
    }

    @Test
    void aByteOrderMarkIsPassedOverAtTheStartOnly() throws InterruptedException {
        assertThat(lines("\uFEFFa\n\uFEFFb")).containsExactly("a", "\uFEFFb");
        assertThat(lines("\uFEFF")).containsExactly("");
        assertThat(lines("\uFEFF\uFEFFa")).containsExactly("\uFEFFa");
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 5, 7, 8, 9, 64, 1000})
    void whereReadsEndDoesNotMatter(int size) throws InterruptedException {
        String text = "\uFEFFfirst\r\n\nдва お客様 😀\r\n" + "x".repeat(100) + "\nlast";

        List<String> lines = lines(Inputs.inPieces(Inputs.utf8(text), size));

        assertThat(lines).containsExactly("first", "", "два お客様 😀", "x".repeat(100), "last");
    }

    @Test
    void linesOfManyLengthsComeOutAsTheyWentInAcrossManyBlocks() throws InterruptedException {
        List<String> written = new ArrayList<>();
        for (int length = 0; length < 3000; length++) {
            written.add(Integer.toString(length).repeat(length / 4));
        }

        assertThat(lines(String.join("\n", written))).isEqualTo(written);
    }

    @Test
    void aLineMayBeMuchLongerThanABlockAndTheNextOnesAreFineAgain() throws InterruptedException {
        String giant = "g".repeat(20 * 1024 * 1024);

        assertThat(lines("a\n" + giant + "\nb\n" + giant + "\n")).containsExactly("a", giant, "b", giant);
    }

    @Test
    void theBufferOfAGiantLineIsGivenUpAfterIt() throws InterruptedException {
        String giant = "g".repeat(20 * 1024 * 1024);
        try (LineReader reader = reader(giant + "\nshort")) {
            reader.next(Reading.LONG);
            assertThat(reader.bytes()).hasSizeGreaterThanOrEqualTo(giant.length());

            reader.next(Reading.LONG);
            assertThat(reader.bytes()).hasSizeLessThan(1024 * 1024);
        }
    }

    @Test
    void aLineOverTheLimitIsRefusedByNumberAndLimit() throws InterruptedException {
        InputStream input = new ByteArrayInputStream(Inputs.utf8("short\n" + "x".repeat(1_000_000)));
        try (LineReader reader = new LineReader(InputPump.start(input, () -> SourceEnding.UNKNOWN), 500_000)) {
            reader.next(Reading.LONG);

            assertThatExceptionOfType(CacheException.class)
                    .isThrownBy(() -> reader.next(Reading.LONG))
                    .satisfies(e -> assertThat(e.kind()).isEqualTo(CacheException.Kind.DATA))
                    .withMessage("Cannot read line 2 of the input: it is longer than 500000 bytes."
                            + " Is each message on a line of its own?");
        }
    }

    @Test
    void linesAreNumberedAndBytesCountedWithTheirLineEnds() throws InterruptedException {
        try (LineReader reader = reader("\uFEFFab\r\n\nxyz")) {
            assertThat(reader.next(Reading.LONG)).isEqualTo(Arrival.LINE);
            assertThat(reader.number()).isEqualTo(1);
            assertThat(reader.bytesRead()).isEqualTo(7);

            reader.next(Reading.LONG);
            reader.next(Reading.LONG);
            assertThat(reader.number()).isEqualTo(3);
            assertThat(reader.bytesRead()).isEqualTo(11);

            assertThat(reader.next(Reading.LONG)).isEqualTo(Arrival.END);
            assertThat(reader.next(Reading.LONG)).isEqualTo(Arrival.END);
            assertThat(reader.number()).isEqualTo(3);
            assertThat(reader.bytesRead()).isEqualTo(11);
        }
    }

    @Test
    void aLineThatAFailureHasCutIsNone() throws InterruptedException {
        SourceEnding failed = SourceEnding.failed("it ended with exit code 1");
        try (LineReader reader = reader("whole\ncut", () -> failed)) {
            assertThat(reader.next(Reading.LONG)).isEqualTo(Arrival.LINE);
            assertThat(reader.ending()).isEqualTo(SourceEnding.UNKNOWN);

            assertThat(reader.next(Reading.LONG)).isEqualTo(Arrival.END);
            assertThat(reader.next(Reading.LONG)).isEqualTo(Arrival.END);
            assertThat(reader.number()).isEqualTo(1);
            assertThat(reader.bytesRead()).isEqualTo(6);
            assertThat(reader.ending()).isEqualTo(failed);
        }
    }

    @Test
    void theLastLineOfASourceThatEndedWellNeedsNoLineEnd() throws InterruptedException {
        try (LineReader reader = reader("a\nb", () -> SourceEnding.CLEAN)) {
            assertThat(reader.next(Reading.LONG)).isEqualTo(Arrival.LINE);
            assertThat(reader.next(Reading.LONG)).isEqualTo(Arrival.LINE);
            assertThat(reader.next(Reading.LONG)).isEqualTo(Arrival.END);
            assertThat(reader.ending()).isEqualTo(SourceEnding.CLEAN);
        }
    }

    @Test
    void anEndingThatCannotBeFoundOutIsAFailureOfTheInput() throws InterruptedException {
        InterruptedException failure = new InterruptedException("nobody waits");
        try (LineReader reader = reader("a\n", () -> {
            throw failure;
        })) {
            assertThat(reader.next(Reading.LONG)).isEqualTo(Arrival.LINE);
            assertThatExceptionOfType(CacheException.class)
                    .isThrownBy(() -> reader.next(Reading.LONG))
                    .withMessageStartingWith("Cannot read the input after line 1: ")
                    .withCause(failure);
        }
    }

    @Test
    void anInputThatFailedHasNoEndingToAskFor() throws InterruptedException {
        List<String> asked = new ArrayList<>();
        InputStream broken = new InputStream() {
            @Override
            public int read() throws IOException {
                throw new IOException("gone");
            }
        };
        try (LineReader reader = new LineReader(InputPump.start(broken, () -> {
            asked.add("asked");
            return SourceEnding.CLEAN;
        }))) {
            assertThatExceptionOfType(CacheException.class)
                    .isThrownBy(() -> reader.next(Reading.LONG))
                    .withMessageContaining("gone");
        }
        assertThat(asked).isEmpty();
    }

    private static LineReader reader(String text, SourceEnding.Inquiry inquiry) {
        return new LineReader(InputPump.start(new ByteArrayInputStream(Inputs.utf8(text)), inquiry));
    }

    private static LineReader reader(String text) {
        return new LineReader(InputPump.start(new ByteArrayInputStream(Inputs.utf8(text)), () -> SourceEnding.UNKNOWN));
    }

    private static List<String> lines(String text) throws InterruptedException {
        return lines(new ByteArrayInputStream(Inputs.utf8(text)));
    }

    private static List<String> lines(InputStream input) throws InterruptedException {
        List<String> lines = new ArrayList<>();
        try (LineReader reader = new LineReader(InputPump.start(input, () -> SourceEnding.UNKNOWN))) {
            while (reader.next(Reading.LONG) == Arrival.LINE) {
                lines.add(new String(
                        reader.bytes(), reader.start(), reader.end() - reader.start(), StandardCharsets.UTF_8));
            }
        }
        return lines;
    }
}
