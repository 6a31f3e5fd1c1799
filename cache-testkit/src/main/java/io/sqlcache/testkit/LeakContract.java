package io.sqlcache.testkit;

import static io.sqlcache.core.backend.LogicalType.INTEGER;
import static io.sqlcache.testkit.MessageScript.script;
import static io.sqlcache.testkit.StreamScript.catalog;
import static io.sqlcache.testkit.StreamScript.stream;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.sqlcache.api.CacheBase;
import io.sqlcache.api.CacheException;
import io.sqlcache.api.CommitThrottle;
import io.sqlcache.api.QueryResult;
import io.sqlcache.api.Row;
import io.sqlcache.api.WriteRequest;
import io.sqlcache.api.WriteStrategy;
import io.sqlcache.core.backend.SqlBackend;
import java.io.IOException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What is left after a cache was closed: nothing. Threads of ours have {@code sqlcache} in their names. */
abstract class LeakContract extends CacheContract {

    private static final Duration PATIENCE = Duration.ofSeconds(15);

    LeakContract(CacheConformanceTest suite) {
        super(suite);
    }

    @Test
    void closedCacheLeavesNothingBehind() {
        assertNothingIsLeftOf(cache -> {
            write(cache, interleaved().complete("a").complete("b"));
            assertThat(cache.streams()).hasSize(2);
        });
    }

    @Test
    void failedWriteLeavesNothingBehind() {
        assertNothingIsLeftOf(cache -> assertThatThrownBy(
                        () -> cache.write(interleaved().inputThatBreaks(new IOException("pipe closed")), request()))
                .isInstanceOf(CacheException.class));
    }

    @Test
    void writesLeaveNoTablesButThoseOfTheirStreams() {
        write(cache(), interleaved().complete("a").complete("b"));
        Set<String> before = tables();

        for (WriteStrategy strategy : List.of(WriteStrategy.APPEND, WriteStrategy.REPLACE, WriteStrategy.MERGE)) {
            WriteRequest request = WriteRequest.of(catalog(
                            stream("a").field("id", INTEGER).primaryKey("id"),
                            stream("b").field("id", INTEGER).primaryKey("id")))
                    .strategy(strategy)
                    .build();
            cache().write(interleaved().complete("a").complete("b").input(), request);
            cache().write(interleaved().complete("a").incomplete("b").input(), request);
            assertThatThrownBy(() -> cache().write(interleaved().inputThatBreaks(new IOException("closed")), request))
                    .isInstanceOf(CacheException.class);
        }
        workspace.closeCaches();

        assertThat(tables()).isEqualTo(before);
    }

    @Test
    void readsThatWereNeverClosedEndWithTheirCache() {
        assertNothingIsLeftOf(cache -> {
            write(cache, interleaved().complete("a").complete("b"));
            Stream<Row> records = cache.stream("a").records();
            QueryResult result = cache.query("select 1");
            assertThat(records.iterator().hasNext()).isTrue();
            assertThat(result.columns()).hasSize(1);
        });
    }

    @Test
    void finishedWriteLeavesNoThreadsBehindWhileTheCacheIsOpen() {
        CacheBase cache = cache();
        write(cache, interleaved().complete("a").complete("b"));
        Set<Thread> before = ourThreads();
        write(cache, interleaved().complete("a").complete("b"));

        await().atMost(PATIENCE).untilAsserted(() -> assertThat(ourThreads()).hasSizeLessThanOrEqualTo(before.size()));
    }

    private Set<String> tables() {
        try (QueryResult result = cache().query(
                        "select table_name as name from information_schema.tables where table_schema = ?",
                        workspace.config().schemaName())) {
            return result.rows()
                    .map(row -> String.valueOf(row.value(row.columns().get(0))))
                    .collect(Collectors.toSet());
        }
    }

    private void assertNothingIsLeftOf(Consumer<CacheBase> use) {
        Set<Thread> threads = ourThreads();
        try (SqlBackend observer = suite.connect(workspace.config())) {
            long connections = settledConnections(observer);
            use.accept(cache());
            workspace.closeCaches();

            await().atMost(PATIENCE)
                    .untilAsserted(() ->
                            assertThat(connections(observer)).as("connections").isLessThanOrEqualTo(connections));
        }
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(ourThreads()).as("threads").isSubsetOf(threads));
    }

    /** The connections without the cache, once the observer's own pool has come to rest. */
    private long settledConnections(SqlBackend observer) {
        long[] last = {-1};
        await().atMost(PATIENCE).pollInterval(Duration.ofMillis(300)).until(() -> {
            long before = last[0];
            last[0] = connections(observer);
            return last[0] == before;
        });
        return last[0];
    }

    private long connections(SqlBackend observer) {
        return suite.connectionCount().map(query -> number(observer, query)).orElse(0L);
    }

    private static long number(SqlBackend observer, String query) {
        try (Connection connection = observer.dataSource().getConnection();
                Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery(query)) {
            result.next();
            return result.getLong(1);
        } catch (SQLException e) {
            throw new AssertionError("Cannot count the connections by: " + query, e);
        }
    }

    private static Set<Thread> ourThreads() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.isAlive() && thread.getName().contains("sqlcache"))
                .collect(Collectors.toSet());
    }

    private static void write(CacheBase cache, MessageScript messages) {
        cache.write(messages.input(), request());
    }

    private static WriteRequest request() {
        return WriteRequest.of(
                        catalog(stream("a").field("id", INTEGER), stream("b").field("id", INTEGER)))
                .strategy(WriteStrategy.APPEND)
                .throttle(CommitThrottle.NONE)
                .build();
    }

    private static MessageScript interleaved() {
        MessageScript messages = script();
        for (String stream : List.of("a", "b", "a", "b")) {
            messages.record(stream, "id", 1).state(stream, "{\"c\":1}").record(stream, "id", 2);
        }
        return messages;
    }
}
