package io.sqlcache.postgres.torture;

import static org.assertj.core.api.Assertions.assertThat;

import io.sqlcache.postgres.torture.TortureSource.States;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Writers and servers die at random moments; every row is there once, as often as one looks. */
class ProcessTortureTest {

    /** So many in each of the two ways to cut states, and half of it with the state kept outside. */
    private static final int KILLS = Integer.getInteger("torture.kills", 200);

    private static final int KILLS_IN_THE_GATE = 5;

    @TempDir
    private Path folder;

    private TortureServer server;

    @BeforeEach
    void start() {
        server = new TortureServer();
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    @Tag("slow")
    @Timeout(300)
    void rowsAndStoredStateAgreeWhateverDies() throws Exception {
        rowsAndStoredStateAgree(States.OF_EACH_STREAM, KILLS_IN_THE_GATE);
        rowsAndStoredStateAgree(States.OF_ALL_STREAMS, KILLS_IN_THE_GATE);
    }

    @Test
    @Tag("torture")
    @Timeout(3600)
    void rowsAndStoredStateAgreeWhateverDiesHundredsOfTimes() throws Exception {
        rowsAndStoredStateAgree(States.OF_EACH_STREAM, KILLS - KILLS / 3);
        rowsAndStoredStateAgree(States.OF_ALL_STREAMS, KILLS / 3);
    }

    private void rowsAndStoredStateAgree(States states, int kills) throws Exception {
        long start = System.nanoTime();
        Torture torture = new Torture(server, states, Torture.StateKept.IN_THE_CACHE, folder);
        torture.killUntil(kills);
        torture.finish();
        assertNothingIsLeft(torture);
        report(torture, start);
        assertThat(torture.duplicates()).isZero();
    }

    @Test
    @Tag("slow")
    @Timeout(300)
    void onlyRowsWithoutAKeyComeTwiceIfTheStateIsKeptOutside() throws Exception {
        stateIsKeptOutside(States.OF_EACH_STREAM, KILLS_IN_THE_GATE);
    }

    @Test
    @Tag("torture")
    @Timeout(3600)
    void onlyRowsWithoutAKeyComeTwiceIfTheStateIsKeptOutsideWhateverDiesHundredsOfTimes() throws Exception {
        stateIsKeptOutside(States.OF_EACH_STREAM, KILLS / 2);
        stateIsKeptOutside(States.OF_ALL_STREAMS, KILLS / 4);
    }

    private void stateIsKeptOutside(States states, int kills) throws Exception {
        long start = System.nanoTime();
        Torture torture = new Torture(server, states, Torture.StateKept.OUTSIDE, folder);
        torture.killUntil(kills);
        torture.finish();
        assertNothingIsLeft(torture);
        report(torture, start);
        assertThat(torture.streamsWithDuplicates()).isSubsetOf(TortureStream.APPENDED, TortureStream.REFRESHED);
    }

    private static void report(Torture torture, long start) {
        System.out.printf(
                "%s, in %d s%n",
                torture, Duration.ofNanos(System.nanoTime() - start).toSeconds());
    }

    /** No table but those that a write that nobody disturbs leaves, no connection, no file. */
    private void assertNothingIsLeft(Torture torture) throws Exception {
        server.awaitQuiet();
        assertThat(torture.tables().names()).isEqualTo(torture.tablesOfAnUndisturbedRound());
        assertThat(files()).isEmpty();
    }

    private List<Path> files() throws IOException {
        try (Stream<Path> files = Files.list(folder.resolve("temporary"))) {
            return files.toList();
        }
    }
}
