package io.sqlcache.core.message;

import io.sqlcache.api.StreamId;
import java.io.IOException;
import java.io.InputStream;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * Measures how fast records are read with all their fields located: by the clock, and by the CPU time of the reading thread,
 * which other work on the machine disturbs less. Not a test: {@code java ... ReadingSpeed FILE STREAM
 * ROUNDS FIELD,FIELD,...}.
 */
final class ReadingSpeed {

    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

    private ReadingSpeed() {}

    public static void main(String[] args) throws IOException, InterruptedException {
        Path file = Path.of(args[0]);
        RecordLayout layout = new RecordLayout(StreamId.of(args[1]), List.of(args[3].split(",")));
        double best = Double.MAX_VALUE;
        for (int round = 0; round < Integer.parseInt(args[2]); round++) {
            long start = System.nanoTime();
            long startOfWork = THREADS.getCurrentThreadCpuTime();
            Count count = read(file, layout);
            double work = (THREADS.getCurrentThreadCpuTime() - startOfWork) / 1e9;
            double seconds = (System.nanoTime() - start) / 1e9;
            best = Math.min(best, work);
            System.out.printf(
                    "%d records, %d values: %.0f records/s, %.0f a CPU second, best %.0f%n",
                    count.records, count.values, count.records / seconds, count.records / work, count.records / best);
        }
    }

    private static Count read(Path file, RecordLayout layout) throws IOException, InterruptedException {
        Count count = new Count();
        try (InputStream input = Files.newInputStream(file);
                MessageReader reader = MessageReader.of(input, List.of(layout))) {
            Message message = reader.next(Duration.ofMinutes(1));
            while (message != Message.Signal.END_OF_INPUT) {
                if (message instanceof RecordMessage row) {
                    count.add(row);
                }
                message = reader.next(Duration.ofMinutes(1));
            }
        }
        return count;
    }

    private static final class Count {
        private long records;
        private long values;

        void add(RecordMessage row) {
            records++;
            for (int i = 0; i < row.layout().fields().size(); i++) {
                if (row.token(i) != RecordMessage.Token.ABSENT) {
                    values++;
                }
            }
        }
    }
}
