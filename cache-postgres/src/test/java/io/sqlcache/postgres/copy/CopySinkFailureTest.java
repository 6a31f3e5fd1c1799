package io.sqlcache.postgres.copy;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.sqlcache.core.backend.LogicalType;
import io.sqlcache.core.backend.RowSink;
import io.sqlcache.core.backend.SqlBackend;
import io.sqlcache.core.backend.TableDefinition;
import io.sqlcache.postgres.Backends;
import io.sqlcache.postgres.testing.TestSchema;
import io.sqlcache.postgres.testing.TestServer;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import org.jooq.DSLContext;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What a sink does when something goes wrong. */
@Tag("server-version")
@Timeout(60)
class CopySinkFailureTest {

    @RegisterExtension
    private final TestSchema schema = new TestSchema();

    private Connection connection;
    private DSLContext sql;

    @BeforeEach
    void connect() throws SQLException {
        connection = schema.connect();
        sql = TestSchema.sql(connection);
    }

    @Test
    void aClosedSinkLeavesNoRowBehindEvenIfTheCallerCommits() throws SQLException {
        TableDefinition table = schema.create(sql, "t", schema.column("x", LogicalType.STRING));
        connection.commit();
        RowSink sink = schema.sink(connection, table);
        byte[] filler = "x".repeat(1_000).getBytes(UTF_8);
        for (int i = 0; i < 5_000; i++) {
            sink.writeText(filler, 0, filler.length);
            sink.endRow();
        }
        sink.close();
        sink.close();
        connection.commit();
        assertThat(schema.rows(sql, table)).isEmpty();
    }

    @Test
    void rowsOfADroppedSinkDoNotStayThoughItsCopyEnded() throws SQLException {
        TableDefinition one = schema.create(sql, "one", schema.column("x", LogicalType.STRING));
        TableDefinition two = schema.create(sql, "two", schema.column("x", LogicalType.STRING));
        connection.commit();
        RowSink dropped = schema.sink(connection, one);
        RowSink kept = schema.sink(connection, two);
        byte[] filler = "x".repeat(2 << 20).getBytes(UTF_8);
        for (RowSink sink : List.of(dropped, kept)) {
            sink.writeText(filler, 0, filler.length);
            sink.endRow();
        }
        kept.flush();
        dropped.close();
        assertThatThrownBy(kept::flush)
                .isInstanceOf(SQLException.class)
                .hasMessageContaining("Rows for " + one.name() + " were dropped before they were flushed");
        kept.close();
        connection.commit();
        assertThat(schema.rows(sql, one)).isEmpty();
        assertThat(schema.rows(sql, two)).isEmpty();
    }

    @Test
    void whatTheServerRefusesComesOutOfALaterCall() throws SQLException {
        TableDefinition table = schema.declare(sql, "t", "m varchar(3)");
        connection.commit();
        RowSink sink = schema.sink(connection, table);
        text(sink, "four");
        sink.endRow();
        assertThatThrownBy(sink::flush)
                .isInstanceOfSatisfying(
                        SQLException.class, e -> assertThat(e.getSQLState()).isEqualTo("22001"))
                .hasMessageContaining("value too long for type character varying(3)");
        assertThatThrownBy(sink::flush).hasMessageContaining("value too long");
        sink.close();
        connection.rollback();
        assertThat(schema.rows(sql, table)).isEmpty();
    }

    @Test
    void aTriggerThatDropsRowsIsAnError() throws SQLException {
        TableDefinition table = schema.create(sql, "t", schema.column("i", LogicalType.INTEGER));
        schema.execute(
                sql,
                "create function {1}() returns trigger language plpgsql as 'begin return null; end'; create trigger x"
                        + " before insert on {0} for each row execute function {1}()",
                "t",
                "f");
        connection.commit();
        RowSink sink = schema.sink(connection, table);
        sink.writeLong(1);
        sink.endRow();
        assertThatThrownBy(sink::flush)
                .hasMessageContaining("The server took 0 of 1 rows for " + table.name()
                        + ": does a trigger or a rule drop rows there?");
        sink.close();
    }

    @Test
    void misuseIsRefusedBeforeItCanStoreGarbage() throws SQLException {
        TableDefinition table = schema.create(
                sql, "t", schema.column("i", LogicalType.INTEGER), schema.column("s", LogicalType.STRING));
        try (RowSink sink = schema.sink(connection, table)) {
            assertThatThrownBy(() -> sink.writeTimestamp(1))
                    .hasMessageEndingWith("is BIGINT, it cannot take a TIMESTAMP");
            sink.writeLong(1);
            assertThatThrownBy(sink::endRow).hasMessageEndingWith("has 1 of 2 columns");
            assertThatThrownBy(sink::flush).hasMessageEndingWith("ends after 1 of 2 columns");
            sink.writeNull();
            assertThatThrownBy(sink::writeNull).hasMessageEndingWith("has only 2 columns");
        }
        connection.setAutoCommit(true);
        assertThatThrownBy(() -> schema.sink(connection, table)).hasMessageContaining("auto-commit");
    }

    @Test
    void aConnectionKilledAmidACopyIsACleanErrorAndLeavesNoThread() throws SQLException {
        TableDefinition table = schema.create(sql, "t", schema.column("x", LogicalType.STRING));
        connection.commit();
        int pid = sql.fetchOne("select pg_backend_pid()").get(0, Integer.class);
        connection.commit();
        RowSink sink = schema.sink(connection, table);
        byte[] filler = "x".repeat(100_000).getBytes(UTF_8);
        DSLContext killer = TestSchema.sql(schema.connect());
        assertThatThrownBy(() -> {
                    for (int i = 0; i < 10_000; i++) {
                        if (i == 100) {
                            killer.fetch("select pg_terminate_backend(?)", pid);
                        }
                        sink.writeText(filler, 0, filler.length);
                        sink.endRow();
                    }
                })
                .isInstanceOfSatisfying(
                        SQLException.class,
                        e -> assertThat(schema.backend().classify(e).kind()).hasToString("TRANSIENT"))
                .hasMessageStartingWith("Cannot send rows to table \"");
        sink.close();
        await().untilAsserted(() -> assertThat(copyThreads()).isEmpty());
    }

    @Test
    void anInterruptNeitherBreaksAFlushNorIsLost() throws SQLException {
        TableDefinition table = schema.create(sql, "t", schema.column("x", LogicalType.STRING));
        try (RowSink sink = schema.sink(connection, table)) {
            byte[] filler = "x".repeat(1_000_000).getBytes(UTF_8);
            Thread.currentThread().interrupt();
            for (int i = 0; i < 20; i++) {
                sink.writeText(filler, 0, filler.length);
                sink.endRow();
            }
            assertThat(sink.flush()).isEqualTo(20);
            assertThat(Thread.interrupted()).isTrue();
        } finally {
            Thread.interrupted();
        }
        assertThat(sql.fetchCount(table.table())).isEqualTo(20);
        await().untilAsserted(() -> assertThat(copyThreads()).isEmpty());
    }

    @Test
    void aTableThatOthersLockIsWaitedForNoLongerThanConfigured() throws SQLException {
        TableDefinition table = schema.create(sql, "t", schema.column("i", LogicalType.INTEGER));
        connection.commit();
        TestSchema.sql(schema.connect()).execute("lock table {0}", table.name().qualified());
        try (SqlBackend impatient = Backends.connect(TestServer.settings()
                        .lockTimeout(Duration.ofMillis(200))
                        .build());
                Connection waiting = impatient.dataSource().getConnection()) {
            waiting.setAutoCommit(false);
            RowSink sink = impatient.open(waiting, table);
            sink.writeLong(1);
            sink.endRow();
            assertThatThrownBy(sink::flush).hasMessageContaining("lock timeout");
            sink.close();
            waiting.rollback();
        }
    }

    private static List<String> copyThreads() {
        return Thread.getAllStackTraces().keySet().stream()
                .map(Thread::getName)
                .filter(name -> name.equals("sqlcache-copy"))
                .toList();
    }

    private static void text(RowSink sink, String value) {
        byte[] utf8 = value.getBytes(UTF_8);
        sink.writeText(utf8, 0, utf8.length);
    }
}
