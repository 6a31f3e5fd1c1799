package io.sqlcache.postgres.torture;

import static io.sqlcache.postgres.torture.MemoryWriter.FIELDS;
import static io.sqlcache.postgres.torture.MemoryWriter.LARGE_FIELD;
import static io.sqlcache.postgres.torture.MemoryWriter.LARGE_STATES;
import static io.sqlcache.postgres.torture.MemoryWriter.RECORDS_A_STREAM;
import static io.sqlcache.postgres.torture.MemoryWriter.SMALL_STATES_A_STREAM;
import static io.sqlcache.postgres.torture.MemoryWriter.STATES_OF_A_REPLACE;
import static io.sqlcache.postgres.torture.MemoryWriter.STREAMS;
import static org.assertj.core.api.Assertions.assertThat;

import io.sqlcache.postgres.torture.MemoryWriter.Load;
import java.nio.file.Path;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** How much memory a write takes depends on its settings and on its longest record, not on how much it reads. */
@Tag("slow")
@Timeout(300)
class MemoryTest {

    private static final int SMALL_HEAP = 64;
    private static final int HEAP_FOR_A_LARGE_RECORD = 400;

    private static TortureServer server;

    @TempDir
    private Path folder;

    @BeforeAll
    static void start() {
        server = new TortureServer();
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @Test
    void fortyWideStreamsInTurnFit() throws Exception {
        assertThat(written(Load.WIDE_STREAMS, "wide", SMALL_HEAP)).containsExactly("SUCCEEDED");
        for (int stream = 0; stream < STREAMS; stream++) {
            assertThat(server.rows("select count(*) || ' ' || sum(f0) || ' ' || max(f%d) from wide.s%d"
                            .formatted(FIELDS - 1, stream)))
                    .containsExactly("%d %d value %d"
                            .formatted(RECORDS_A_STREAM, RECORDS_A_STREAM * (RECORDS_A_STREAM - 1) / 2, largest()));
        }
    }

    /** Of the texts, not of the numbers. */
    private static int largest() {
        return Collections.max(
                IntStream.range(0, RECORDS_A_STREAM)
                        .mapToObj(row -> row * (FIELDS - 1))
                        .toList(),
                Comparator.comparing(String::valueOf));
    }

    @Test
    void largeStatesOfAllStreamsFit() throws Exception {
        List<String> said = written(Load.LARGE_GLOBAL_STATES, "states", SMALL_HEAP);
        assertThat(said).hasSize(LARGE_STATES + 1).endsWith("SUCCEEDED");
        assertThat(server.rows("select count(*) from states.s0")).containsExactly(String.valueOf(LARGE_STATES));
        assertThat(server.rows("select count(*) from states.s1")).containsExactly(String.valueOf(LARGE_STATES));
    }

    @Test
    void manyStatesOfManyStreamsThatWaitFit() throws Exception {
        List<String> said = written(Load.MANY_PENDING_STATES, "pending", SMALL_HEAP);
        assertThat(said).hasSize(STREAMS * SMALL_STATES_A_STREAM + 1).endsWith("SUCCEEDED");
        for (int stream = 0; stream < STREAMS; stream++) {
            assertThat(server.rows("select count(*) from pending.s" + stream))
                    .containsExactly(String.valueOf(SMALL_STATES_A_STREAM));
        }
    }

    @Test
    void largeStatesOfAReplacedStreamFit() throws Exception {
        List<String> said = written(Load.STATES_OF_A_REPLACE, "replaced", SMALL_HEAP);
        assertThat(said).hasSize(STATES_OF_A_REPLACE + 1).endsWith("SUCCEEDED");
        assertThat(said.subList(0, STATES_OF_A_REPLACE)).containsOnly(TortureWriter.STATE + 1);
        assertThat(server.rows("select count(*) || ' ' || max(f0) from replaced.s0"))
                .containsExactly("%d %d".formatted(STATES_OF_A_REPLACE, STATES_OF_A_REPLACE - 1));
    }

    @Test
    void recordThatDoesNotFitIsToldAndNothingIsLost() throws Exception {
        List<String> said = written(Load.LARGE_RECORD, "large", SMALL_HEAP);
        assertThat(said).hasSize(2);
        assertThat(said.get(0)).isEqualTo(TortureWriter.STATE + 1);
        assertThat(said.get(1))
                .startsWith("CONFIG: Cannot read line 3 of the input: it is longer than ")
                .endsWith(" bytes, more than fits into memory. Give the JVM a larger heap (-Xmx).");
        assertThat(server.rows("select f0 from large.s0 order by f0")).containsExactly("1");

        assertThat(written(Load.WITHOUT_THE_LARGE_RECORD, "large", SMALL_HEAP)).containsExactly("state 1", "SUCCEEDED");
        assertThat(server.rows("select f0 from large.s0 order by f0")).containsExactly("1", "3");
    }

    @Test
    void largeRecordLandsInALargerHeap() throws Exception {
        assertThat(written(Load.LARGE_RECORD, "larger", HEAP_FOR_A_LARGE_RECORD))
                .containsExactly("state 1", "state 2", "SUCCEEDED");
        assertThat(server.rows("select length(f1) from larger.s0 where f0 = 2"))
                .containsExactly(String.valueOf(LARGE_FIELD));
    }

    private List<String> written(Load load, String schema, int heap) throws Exception {
        WriterProcess writer = WriterProcess.start(
                MemoryWriter.class, heap, folder, String.valueOf(server.port()), schema, load.name());
        int exitCode = writer.awaitEnd();
        assertThat(exitCode).as(writer::errors).isZero();
        return writer.lines();
    }
}
