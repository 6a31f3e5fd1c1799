package io.sqlcache.postgres;

import static io.sqlcache.core.backend.LogicalType.INTEGER;
import static io.sqlcache.testkit.MessageScript.script;
import static io.sqlcache.testkit.StreamScript.catalog;
import static io.sqlcache.testkit.StreamScript.stream;
import static org.assertj.core.api.Assertions.assertThat;

import io.sqlcache.api.CacheBase;
import io.sqlcache.api.WriteRequest;
import io.sqlcache.api.WriteSummary;
import io.sqlcache.postgres.testing.TestSchema;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Writers that begin together on an empty schema make its internal tables once. PyAirbyte's die of each other there. */
@Tag("server-version")
@Timeout(60)
class FirstWritesAtOnceTest {

    private static final int WRITERS = 4;

    @RegisterExtension
    private final TestSchema schema = new TestSchema();

    @RepeatedTest(3)
    void writersThatBeginTogetherOnAnEmptySchemaAllSucceed() throws Exception {
        CyclicBarrier start = new CyclicBarrier(WRITERS);
        ExecutorService pool = Executors.newFixedThreadPool(WRITERS);
        try {
            List<Callable<WriteSummary>> writers = new ArrayList<>();
            for (int i = 0; i < WRITERS; i++) {
                String name = "stream " + i;
                writers.add(() -> write(name, start));
            }
            for (Future<WriteSummary> written : pool.invokeAll(writers)) {
                assertThat(written.get().outcome()).isEqualTo(WriteSummary.Outcome.SUCCEEDED);
            }
        } finally {
            pool.shutdownNow();
        }

        try (CacheBase cache = PostgresCache.open(schema.config())) {
            assertThat(cache.streams())
                    .hasSize(WRITERS)
                    .allSatisfy(id -> assertThat(cache.stream(id).count())
                            .as("rows of %s", id)
                            .isEqualTo(1));
        }
    }

    private WriteSummary write(String name, CyclicBarrier start) throws Exception {
        try (CacheBase cache = PostgresCache.open(schema.config())) {
            start.await();
            return cache.write(
                    script().record(name, "id", 1)
                            .state(name, "{}")
                            .complete(name)
                            .input(),
                    WriteRequest.of(catalog(stream(name).field("id", INTEGER).primaryKey("id")))
                            .sourceName(name)
                            .build());
        }
    }
}
