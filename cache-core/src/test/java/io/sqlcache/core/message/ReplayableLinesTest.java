package io.sqlcache.core.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sqlcache.api.SourceEnding;
import io.sqlcache.core.message.LineSource.Arrival;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Lines can be had once more, as they were, from memory and from the file. */
@Timeout(60)
class ReplayableLinesTest {

    private static final long PLENTY = 1L << 30;

    @TempDir
    private Path folder;

    @Test
    void linesAreGivenAgainWithTheirNumbersAndThenTheInputGoesOn() throws InterruptedException {
        try (ReplayableLines lines = lines("\uFEFFone\r\ntwo\n\nfour\nfive", PLENTY, PLENTY)) {
            List<String> first = read(lines, 3);
            lines.replayFrom(1);
            List<String> again = read(lines, 3);

            assertThat(first).containsExactly("1@8:one", "2@12:two", "3@13:");
            assertThat(again).isEqualTo(first);
            assertThat(read(lines, 9)).containsExactly("4@18:four", "5@22:five");
        }
    }

    @Test
    void replayBeginsWithTheLineThatIsAskedFor() throws InterruptedException {
        try (ReplayableLines lines = lines("one\ntwo\nthree\n", PLENTY, PLENTY)) {
            List<String> all = read(lines, 9);
            lines.replayFrom(3);
            assertThat(lines.number()).isEqualTo(2);
            assertThat(lines.bytesRead()).isEqualTo(8);
            assertThat(read(lines, 1)).isEqualTo(all.subList(2, 3));
            lines.replayFrom(2);
            assertThat(read(lines, 9)).isEqualTo(all.subList(1, 3));
        }
    }

    @Test
    void linesOfAnySizeComeBackFromMemoryAndFileWhereverTheReplayIsCutShort() throws InterruptedException {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        String input = randomLines(random, 3_000);
        List<String> expected;
        try (ReplayableLines lines = lines(input, PLENTY, PLENTY)) {
            expected = read(lines, Integer.MAX_VALUE);
        }
        try (ReplayableLines lines = lines(input, PLENTY, 2 * KeptLines.CHUNK_BYTES)) {
            AtomicLong needed = new AtomicLong(1);
            lines.kept().neededFrom(needed::get);
            int read = 0;
            while (read < expected.size()) {
                int more = random.nextInt(400);
                assertThat(read(lines, more))
                        .as("seed %d", seed)
                        .isEqualTo(expected.subList(read, Math.min(expected.size(), read + more)));
                read = Math.min(expected.size(), read + more);
                needed.addAndGet(random.nextInt((int) (read + 1 - needed.get()) + 1));
                int from = (int) Math.min(read, needed.get() + random.nextInt(50));
                assertThat(lines.kept().isKept(from)).as("seed %d", seed).isTrue();
                if (from > 0 && random.nextBoolean()) {
                    lines.replayFrom(from);
                    read = from - 1;
                }
            }
        }
    }

    @Test
    void fileIsInvisibleOrGoneWhenTheLinesAreClosed() throws InterruptedException, IOException {
        try (ReplayableLines lines = lines("x".repeat(999).concat("\n").repeat(3_000), PLENTY, 0)) {
            List<String> first = read(lines, 3_000);
            lines.replayFrom(1);
            assertThat(read(lines, 3_000)).isEqualTo(first);
        }
        assertThat(files()).isEmpty();
    }

    @Test
    void smallInputNeedsNoFile() throws InterruptedException {
        Path missing = folder.resolve("missing");
        try (ReplayableLines lines =
                new ReplayableLines(source("a\nb\n"), new KeptLines(PLENTY, KeptLines.CHUNK_BYTES, missing))) {
            read(lines, 2);
            assertThat(lines.kept().isKept(1)).isTrue();
        }
    }

    @Test
    void fileThatCannotBeMadeCostsTheLinesSoFarAndNothingElse() throws InterruptedException {
        Path missing = folder.resolve("missing");
        String input = "x".repeat(999).concat("\n").repeat(600);
        try (ReplayableLines lines =
                new ReplayableLines(source(input), new KeptLines(PLENTY, KeptLines.CHUNK_BYTES, missing))) {
            List<String> first = read(lines, 600);
            assertThat(first).hasSize(600);
            assertThat(lines.kept().isKept(1)).isFalse();
            assertThat(lines.kept().isKept(600)).isTrue();
            lines.replayFrom(600);
            assertThat(read(lines, 9)).isEqualTo(first.subList(599, 600));
        }
    }

    @Test
    void beyondTheLimitKeepingBeginsAnewWithTheLineThatWasTooMuch() throws InterruptedException {
        int limit = 3 * (KeptLines.HEADER_BYTES + 1);
        try (ReplayableLines lines = lines("a\nb\nc\nd\ne\n", limit, PLENTY)) {
            read(lines, 3);
            assertThat(lines.kept().isKept(1)).isTrue();
            read(lines, 1);
            assertThat(lines.kept().isKept(3)).isFalse();
            assertThat(lines.kept().isKept(4)).isTrue();
            lines.replayFrom(4);
            assertThat(read(lines, 9)).containsExactly("4@8:d", "5@10:e");
        }
    }

    @Test
    void lineLongerThanTheLimitIsNotKept() throws InterruptedException {
        try (ReplayableLines lines = lines("a\n" + "b".repeat(100) + "\nc\n", 50, PLENTY)) {
            read(lines, 2);
            assertThat(lines.kept().isKept(2)).isFalse();
            read(lines, 1);
            assertThat(lines.kept().isKept(3)).isTrue();
        }
    }

    @Test
    void roomOfLinesThatAreNotNeededIsUsedAgain() throws InterruptedException {
        AtomicLong needed = new AtomicLong(1);
        int limit = 4 * KeptLines.CHUNK_BYTES;
        try (ReplayableLines lines = lines("x".repeat(999).concat("\n").repeat(10_000), limit, 0)) {
            lines.kept().neededFrom(needed::get);
            for (int i = 0; i < 100; i++) {
                read(lines, 100);
                needed.set(lines.number() - 50);
            }
            assertThat(lines.number()).isEqualTo(10_000);
            assertThat(lines.kept().isKept(9_951)).isTrue();
        }
    }

    @Test
    void interruptEndsAReplayAndLosesNothing() throws InterruptedException {
        try (ReplayableLines lines = lines("a\nb\n", PLENTY, PLENTY)) {
            read(lines, 2);
            lines.replayFrom(1);
            Thread.currentThread().interrupt();
            assertThatThrownBy(() -> lines.next(Reading.LONG)).isInstanceOf(InterruptedException.class);
            assertThat(read(lines, 2)).containsExactly("1@2:a", "2@4:b");
        }
    }

    private static String randomLines(Random random, int count) {
        StringBuilder input = new StringBuilder();
        for (int i = 0; i < count; i++) {
            int length = random.nextInt(500) == 0 ? random.nextInt(900_000) : random.nextInt(3_000);
            input.append((char) ('a' + random.nextInt(26)))
                    .append("y".repeat(length))
                    .append(i);
            input.append(random.nextBoolean() ? "\n" : "\r\n");
        }
        return input.toString();
    }

    private ReplayableLines lines(String input, long limit, long memory) {
        return new ReplayableLines(source(input), new KeptLines(limit, memory, folder));
    }

    private static LineReader source(String input) {
        return new LineReader(InputPump.start(
                new ByteArrayInputStream(input.getBytes(StandardCharsets.UTF_8)), () -> SourceEnding.UNKNOWN));
    }

    private static List<String> read(ReplayableLines lines, int most) throws InterruptedException {
        List<String> read = new ArrayList<>();
        while (read.size() < most && lines.next(Reading.LONG) == Arrival.LINE) {
            String text = new String(lines.bytes(), lines.start(), lines.end() - lines.start(), StandardCharsets.UTF_8);
            read.add(lines.number() + "@" + lines.bytesRead() + ":" + text);
        }
        return read;
    }

    private List<Path> files() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.toList();
        }
    }
}
