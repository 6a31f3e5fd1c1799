package io.sqlcache.benchmarks.micro;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.sqlcache.core.load.RecordEncoder;
import io.sqlcache.core.message.Message;
import io.sqlcache.core.message.MessageReader;
import io.sqlcache.core.message.RecordMessage;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** One record an operation: by the reader of lines, the parser, the encoder, and all of them. JMH calls it. */
@State(Scope.Thread)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
public class RecordPathBenchmark {

    /** Few, since each keeps its reader's block. */
    private static final int DISTINCT = 64;

    private final RecordEncoder encoder = SampleRecords.encoder(new CopyingSink());
    private final List<RecordMessage> parsed = parsedRecords();
    private final MessageReader records = reader(SampleRecords.lines());
    private final MessageReader lines = reader(noMessages());
    private long rank;

    /** For JMH. */
    public RecordPathBenchmark() {}

    private static List<RecordMessage> parsedRecords() {
        try {
            return SampleRecords.parsed(DISTINCT);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while records were read", e);
        }
    }

    private static MessageReader reader(byte[] input) {
        return MessageReader.of(new EndlessInput(input), List.of(SampleRecords.layout()));
    }

    /** Lines as long as those of records, at whose first byte the reader sees that they are none. */
    private static byte[] noMessages() {
        return new String(SampleRecords.lines(), UTF_8)
                .replace("{\"type\":\"RECORD\"", "#\"type\":\"RECORD\"")
                .getBytes(UTF_8);
    }

    /** The reader of lines alone. */
    @Benchmark
    public Message line() throws InterruptedException {
        return lines.next(SampleRecords.PATIENCE);
    }

    /** The reader of lines, and the parser. */
    @Benchmark
    public Message parse() throws InterruptedException {
        return records.next(SampleRecords.PATIENCE);
    }

    /** The encoder alone. */
    @Benchmark
    public void encode() throws SQLException {
        encoder.encode(parsed.get((int) (rank % DISTINCT)), rank++);
    }

    /** The reader, the parser and the encoder. */
    @Benchmark
    public void parseAndEncode() throws InterruptedException, SQLException {
        encoder.encode((RecordMessage) records.next(SampleRecords.PATIENCE), rank++);
    }

    /** Ends the readers. */
    @TearDown
    public void close() {
        records.close();
        lines.close();
    }
}
