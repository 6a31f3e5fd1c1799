package io.sqlcache.postgres.torture;

import static io.sqlcache.core.backend.LogicalType.INTEGER;
import static io.sqlcache.core.backend.LogicalType.STRING;

import io.sqlcache.api.CacheBase;
import io.sqlcache.api.CacheException;
import io.sqlcache.api.CommittedState;
import io.sqlcache.api.ConfiguredCatalog;
import io.sqlcache.api.WriteListener;
import io.sqlcache.api.WriteRequest;
import io.sqlcache.api.WriteStrategy;
import io.sqlcache.api.WriteSummary;
import io.sqlcache.postgres.PostgresCache;
import io.sqlcache.testkit.MessageScript;
import io.sqlcache.testkit.StreamScript;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Enumeration;
import java.util.Iterator;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** A process with little memory that writes much; its input is made as it is read. */
final class MemoryWriter {

    static final int STREAMS = 40;
    static final int FIELDS = 60;
    static final int RECORDS_A_STREAM = 1_000;
    static final int LARGE_STATES = 100;
    static final int SMALL_STATES_A_STREAM = 60;
    static final int STATES_OF_A_REPLACE = 2_000;
    static final int LARGE_FIELD = 100 << 20;

    /** What is written, and how. */
    enum Load {
        /** Many wide streams, a record of each in turn. */
        WIDE_STREAMS,
        /** States of 1 MB that cover all streams. */
        LARGE_GLOBAL_STATES,
        /** Many streams, one after the other, each with many states that wait and none after them. */
        MANY_PENDING_STATES,
        /** A stream that is replaced, and that has many states before it is complete. */
        STATES_OF_A_REPLACE,
        /** A small record with its state, then one of 100 MiB, then a small one. */
        LARGE_RECORD,
        /** What is left when the record of 100 MiB was too large. */
        WITHOUT_THE_LARGE_RECORD;

        private Stream<InputStream> input() {
            return switch (this) {
                case WIDE_STREAMS ->
                    IntStream.range(0, RECORDS_A_STREAM)
                            .boxed()
                            .flatMap(row -> IntStream.range(0, STREAMS).mapToObj(stream -> wide(stream, row)))
                            .map(MessageScript::input);
                case LARGE_GLOBAL_STATES ->
                    IntStream.range(0, LARGE_STATES).mapToObj(Load::large).map(MessageScript::input);
                case MANY_PENDING_STATES ->
                    IntStream.range(0, STREAMS)
                            .boxed()
                            .flatMap(stream -> IntStream.range(0, SMALL_STATES_A_STREAM)
                                    .mapToObj(number -> pending(stream, number)))
                            .map(MessageScript::input);
                case STATES_OF_A_REPLACE ->
                    Stream.concat(
                                    IntStream.range(0, MemoryWriter.STATES_OF_A_REPLACE)
                                            .mapToObj(number -> pending(0, number)),
                                    IntStream.range(0, STREAMS)
                                            .mapToObj(stream ->
                                                    MessageScript.script().complete("s" + stream)))
                            .map(MessageScript::input);
                case LARGE_RECORD -> largeRecord();
                case WITHOUT_THE_LARGE_RECORD -> Stream.of(small(3).input());
            };
        }

        private WriteStrategy strategy() {
            return this == STATES_OF_A_REPLACE ? WriteStrategy.REPLACE : WriteStrategy.APPEND;
        }

        private static MessageScript wide(int stream, int row) {
            StringBuilder data = new StringBuilder("{\"f0\":").append(row);
            for (int field = 1; field < FIELDS; field++) {
                data.append(",\"f")
                        .append(field)
                        .append("\":\"value ")
                        .append(row * field)
                        .append('"');
            }
            return MessageScript.script().record("s" + stream, data.append('}').toString());
        }

        private static MessageScript large(int number) {
            String state = "{\"n\":%d,\"large\":\"%s\"}".formatted(number, "x".repeat(1 << 20));
            return MessageScript.script()
                    .record("s0", "f0", number)
                    .record("s1", "f0", number)
                    .global(state, "s0", "{}", "s1", "{}");
        }

        private static MessageScript pending(int stream, int number) {
            return MessageScript.script()
                    .record("s" + stream, "f0", number)
                    .state("s" + stream, "{\"n\":%d,\"large\":\"%s\"}".formatted(number, "x".repeat(100_000)));
        }

        private static MessageScript small(int number) {
            return MessageScript.script().record("s0", "f0", number).state("s0", "{\"n\":%d}".formatted(number));
        }

        private static Stream<InputStream> largeRecord() {
            String[] parts = MessageScript.script()
                    .record("s0", "{\"f0\":2,\"f1\":\"|\"}")
                    .text()
                    .split("\\|");
            return Stream.of(
                    small(1).input(), bytes(parts[0]), new Filler(LARGE_FIELD), bytes(parts[1]), small(3).input());
        }

        private static InputStream bytes(String text) {
            return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
        }
    }

    /** So many bytes that nobody holds. */
    private static final class Filler extends InputStream {
        private int left;

        Filler(int length) {
            this.left = length;
        }

        @Override
        public int read() {
            return left-- > 0 ? 'x' : -1;
        }

        @Override
        public int read(byte[] into, int offset, int length) {
            if (left <= 0) {
                return -1;
            }
            int count = Math.min(left, length);
            Arrays.fill(into, offset, offset + count, (byte) 'x');
            left -= count;
            return count;
        }
    }

    private MemoryWriter() {}

    /**
     * Writes a load.
     *
     * @param arguments the server's port, the schema and the load
     */
    public static void main(String[] arguments) {
        Load load = Load.valueOf(arguments[2]);
        try (CacheBase cache = PostgresCache.open(TortureWriter.config(Integer.parseInt(arguments[0]), arguments[1]))) {
            WriteSummary summary = cache.write(input(load), request(load));
            tell(summary.outcome().name());
        } catch (CacheException e) {
            tell(e.kind() + ": " + e.getMessage());
        }
    }

    private static WriteRequest request(Load load) {
        return WriteRequest.of(catalog())
                .sourceName(TortureWriter.SOURCE)
                .strategy(load.strategy())
                .listener(new WriteListener() {
                    @Override
                    public void stateCommitted(CommittedState state) {
                        tell(TortureWriter.STATE + state.recordCount());
                    }
                })
                .build();
    }

    private static ConfiguredCatalog catalog() {
        return StreamScript.catalog(IntStream.range(0, STREAMS)
                .mapToObj(stream -> {
                    StreamScript script = StreamScript.stream("s" + stream).field("f0", INTEGER);
                    IntStream.range(1, FIELDS).forEach(field -> script.field("f" + field, STRING));
                    return script;
                })
                .toArray(StreamScript[]::new));
    }

    private static InputStream input(Load load) {
        Iterator<InputStream> parts = load.input().iterator();
        return new SequenceInputStream(new Enumeration<InputStream>() {
            @Override
            public boolean hasMoreElements() {
                return parts.hasNext();
            }

            @Override
            public InputStream nextElement() {
                return parts.next();
            }
        });
    }

    private static void tell(String line) {
        System.out.println(line);
        System.out.flush();
    }
}
