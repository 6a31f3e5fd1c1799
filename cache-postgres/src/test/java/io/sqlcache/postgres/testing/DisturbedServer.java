package io.sqlcache.postgres.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.sqlcache.api.CacheBase;
import io.sqlcache.api.CommittedState;
import io.sqlcache.api.RetryPolicy;
import io.sqlcache.api.WriteListener;
import io.sqlcache.api.WriteRequest;
import io.sqlcache.api.WriteSummary;
import io.sqlcache.embedded.EmbeddedServer;
import io.sqlcache.postgres.PostgresCache;
import io.sqlcache.postgres.config.PostgresConfig;
import io.sqlcache.testkit.MessageScript;
import java.io.InputStream;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.jooq.DSLContext;
import org.jooq.Record;
import org.jooq.SQLDialect;
import org.jooq.impl.DSL;

/** A server of a test's own that loses connections at marks of the input, and what a write leaves on it. */
public final class DisturbedServer implements AutoCloseable {

    /** A LOG message with this text is where something happens. */
    public static final String MARK = "now";

    /** Sub-second pauses. */
    public static final RetryPolicy QUICK = new RetryPolicy(
            Duration.ofSeconds(60),
            Duration.ofMillis(1),
            Duration.ofMillis(50),
            1L << 30,
            Path.of(System.getProperty("java.io.tmpdir")));

    /** A pause that only an interrupt ends. */
    public static final RetryPolicy PATIENT =
            new RetryPolicy(Duration.ofHours(1), Duration.ofHours(1), Duration.ofHours(1), 1 << 20, QUICK.cacheDir());

    private final EmbeddedServer server = EmbeddedServer.start();
    private final AtomicInteger schemas = new AtomicInteger();

    /**
     * What is there after a write.
     *
     * @param tables the rows of every table in the schema, without ids and times that differ from write to write
     * @param given the states that were given back, in order
     * @param streams what the summary says about each stream
     */
    public record Outcome(
            Map<String, List<String>> tables,
            String storedState,
            List<String> given,
            List<WriteSummary.StreamSummary> streams) {

        public void assertSameAs(Outcome undisturbed, String what) {
            assertThat(given).as("%s: states given back", what).isEqualTo(undisturbed.given);
            assertThat(streams).as("%s: summary", what).isEqualTo(undisturbed.streams);
            assertThat(storedState).as("%s: stored state", what).isEqualTo(undisturbed.storedState);
            assertThat(tables.keySet()).as("%s: tables", what).isEqualTo(undisturbed.tables.keySet());
            tables.forEach((table, rows) ->
                    assertThat(rows).as("%s: %s", what, table).isEqualTo(undisturbed.tables.get(table)));
        }
    }

    public EmbeddedServer server() {
        return server;
    }

    /** A schema that no other test has. */
    public PostgresConfig fresh() {
        return fresh(Duration.ofSeconds(2));
    }

    /** The same for tests that wait until the server is known to be gone. */
    public PostgresConfig fresh(Duration connectTimeout) {
        return PostgresConfig.builder()
                .host(server.host())
                .port(server.port())
                .database(server.database())
                .username(server.username())
                .schemaName("replay_" + schemas.incrementAndGet())
                .connectTimeout(connectTimeout)
                .lockTimeout(Duration.ofSeconds(5))
                .build();
    }

    /** Ends every connection but the one that does it, and those that only look on. The server's own wait looks ten times a second only. */
    public void terminateAll() {
        try (Connection connection = DriverManager.getConnection(server.jdbcUrl())) {
            DSLContext sql = DSL.using(connection, SQLDialect.POSTGRES);
            List<Integer> ended = sql.fetch("select pid, pg_terminate_backend(pid) from pg_stat_activity"
                            + " where backend_type = 'client backend' and pid <> pg_backend_pid()"
                            + " and application_name <> 'observer'")
                    .getValues("pid", Integer.class);
            await().pollInSameThread()
                    .pollDelay(Duration.ZERO)
                    .pollInterval(Duration.ofMillis(2))
                    .until(() -> Collections.disjoint(
                            sql.fetch("select pid from pg_stat_activity").getValues("pid", Integer.class), ended));
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Writes into a fresh schema; at the mark the action is run, on the writing thread. */
    public Outcome write(WriteRequest.Builder request, InputStream messages, Runnable atTheMark) {
        return write(request, QUICK, messages, atTheMark);
    }

    /** The same with another policy. */
    public Outcome write(WriteRequest.Builder request, RetryPolicy policy, InputStream messages, Runnable atTheMark) {
        PostgresConfig config = fresh();
        List<String> given = new ArrayList<>();
        WriteSummary summary;
        String state;
        try (CacheBase cache = PostgresCache.open(config)) {
            summary = cache.write(
                    messages,
                    request.retry(policy)
                            .sourceName("shop")
                            .listener(listener(given, atTheMark))
                            .build());
        }
        try (CacheBase cache = PostgresCache.open(config)) {
            state = cache.state("shop").orElse("");
        }
        return new Outcome(tables(config.schemaName()), state, given, summary.streams());
    }

    public static WriteListener listener(List<String> given, Runnable atTheMark) {
        return new WriteListener() {
            @Override
            public void stateCommitted(CommittedState state) {
                given.add(state.message());
            }

            @Override
            public void sourceLogged(String level, String message) {
                if (message.equals(MARK)) {
                    atTheMark.run();
                }
            }
        };
    }

    /** The lines with a mark before the line of this index. */
    public static InputStream marked(List<String> lines, int index) {
        MessageScript script = MessageScript.script();
        for (int i = 0; i <= lines.size(); i++) {
            if (i == index) {
                script.mark(MARK);
            }
            if (i < lines.size()) {
                script.line(lines.get(i));
            }
        }
        return script.input();
    }

    public Map<String, List<String>> tables(String schema) {
        Map<String, List<String>> tables = new TreeMap<>();
        for (Record table :
                query("select table_name from information_schema.tables where table_schema = '" + schema + "'")) {
            String name = table.get(0, String.class);
            if (name.startsWith("_sqlcache_s") && !name.startsWith("_sqlcache_staging")) {
                continue; // states, streams and syncs have times; the state is asked for
            }
            tables.put(name, rows("\"" + schema + "\".\"" + name + "\""));
        }
        return tables;
    }

    private List<String> rows(String table) {
        return query("select (to_jsonb(t) - '_airbyte_raw_id' - '_airbyte_meta' - 'last_updated'"
                        + " || jsonb_build_object('changes', to_jsonb(t)->'_airbyte_meta'->'changes'))::text from "
                        + table + " t order by 1")
                .stream()
                .map(row -> row.get(0, String.class))
                .toList();
    }

    public List<Record> query(String sql) {
        try (Connection connection = DriverManager.getConnection(server.jdbcUrl())) {
            return List.copyOf(DSL.using(connection, SQLDialect.POSTGRES).fetch(sql));
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Runs a statement that is in no transaction. */
    public void execute(String sql) {
        try (Connection connection = DriverManager.getConnection(server.jdbcUrl());
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        server.close();
    }
}
