package io.sqlcache.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import io.sqlcache.benchmarks.data.Keys;
import io.sqlcache.benchmarks.data.UsersStream;
import io.sqlcache.benchmarks.data.Version;
import io.sqlcache.benchmarks.server.BenchmarkServer;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** That a write has not become several times as slow: {@code bin/benchmark} tells more. */
class ThroughputTest {

    private static final int RECORDS = 100_000;
    private static final int FEWER = 20_000;
    private static final int ROUNDS = 3;

    /** It is 0.9 or so. A machine that does much else meanwhile disturbs both sides. */
    private static final double LEAST = 0.4;

    @TempDir
    private static Path folder;

    private static BenchmarkServer server;
    private static UsersStream users;

    @BeforeAll
    static void start() {
        server = BenchmarkServer.start();
        users = new UsersStream(folder);
    }

    @AfterAll
    static void stop() throws SQLException {
        server.close();
    }

    private static PairedAppend append(int records) throws IOException {
        return new PairedAppend(server, users.whole(Keys.ascending(records), Version.FIRST));
    }

    @Test
    void appendIsNotMuchSlowerThanCopyOfReadyMadeText() throws SQLException, IOException {
        double ratio = append(RECORDS).bestRatio(ROUNDS, UnaryOperator.identity());

        System.out.printf("Append of %,d records: %.2f times as fast as COPY (at least %.1f)%n", RECORDS, ratio, LEAST);
        assertThat(ratio)
                .as("An append of %d records, compared with COPY of the same rows as ready-made text", RECORDS)
                .isGreaterThan(LEAST);
    }

    @Test
    void aSinkThatIsSlowIsNoticed() throws SQLException, IOException {
        double ratio = append(FEWER).bestRatio(1, SlowBackend::new);

        System.out.printf("The same with a slow sink: %.2f%n", ratio);
        assertThat(ratio).isLessThan(LEAST);
    }
}
