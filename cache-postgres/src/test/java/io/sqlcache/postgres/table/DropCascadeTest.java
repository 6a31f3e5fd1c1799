package io.sqlcache.postgres.table;

import static io.sqlcache.testkit.MessageScript.script;
import static io.sqlcache.testkit.StreamScript.catalog;
import static io.sqlcache.testkit.StreamScript.stream;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.sqlcache.api.CacheBase;
import io.sqlcache.api.StreamId;
import io.sqlcache.api.WriteRequest;
import io.sqlcache.core.backend.LogicalType;
import io.sqlcache.postgres.PostgresCache;
import io.sqlcache.postgres.config.PostgresConfig;
import io.sqlcache.postgres.testing.TestSchema;
import io.sqlcache.postgres.testing.TestServer;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import org.jooq.DSLContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.slf4j.LoggerFactory;

/** With {@code drop_cascade}, what depends on a column is no reason not to alter it. */
@Tag("server-version")
@Timeout(60)
class DropCascadeTest {

    @RegisterExtension
    private final TestSchema schema = new TestSchema();

    private final Logger logger = (Logger) LoggerFactory.getLogger(ColumnDependents.class);
    private final ListAppender<ILoggingEvent> logged = new ListAppender<>();
    private DSLContext sql;

    @BeforeEach
    void listen() throws SQLException {
        sql = TestSchema.sql(schema.connect());
        logged.start();
        logger.addAppender(logged);
    }

    @AfterEach
    void stopListening() {
        logger.detachAppender(logged);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "create view {1} as select a from {0}; view \"%s.u\"",
                "create materialized view {1} as select a from {0}; materialized view \"%s.u\"",
                "create rule r as on insert to {0} where new.a = 1 do nothing; rule r on table",
                "create policy p on {0} using (a > 1); policy p on table",
                "create trigger g after update of a on {0} for each row execute function suppress_redundant_updates_trigger(); trigger g on table",
                "create function {1}() returns bigint return (select max(a) from {0}); function",
                "alter table {0} add column c bigint generated always as (a + 1) stored; column c of table"
            })
    void whatDependsOnTheColumnIsDroppedAndNamedInAWarning(String statement, String what) {
        assertDropped(statement, what);
    }

    @Test
    void publicationsOfTheColumnLoseTheTable() {
        boolean lists = (int) sql.fetchSingle("select current_setting('server_version_num')::int")
                        .get(0)
                >= 150_000;
        assumeTrue(lists, "column lists came with PostgreSQL 15");
        assertDropped("create publication \"cascade test\" for table {0} (a)", "publication of table");
        assertThat(sql.fetchValue("select count(*)::int from pg_publication where pubname = 'cascade test'"))
                .isEqualTo(1);
    }

    private void assertDropped(String statement, String what) {
        schema.declare(sql, "t", "a bigint, b bigint");
        schema.execute(sql, statement, "t", "u");
        alter("a");
        assertThat(schema.find(sql, "t").columns().get(0).type()).hasToString("text");
        assertThat(logged.list).singleElement().satisfies(event -> {
            assertThat(event.getLevel()).isEqualTo(Level.WARN);
            assertThat(event.getFormattedMessage())
                    .startsWith("Column \"a\" of table \"" + schema.name("t")
                            + "\" needs type text, and drop_cascade is on: dropping what depends on it: ")
                    .contains(what.formatted(schema.name("t").schema()));
        });
    }

    @Test
    void viewsOnViewsGoTooAndAreNamed() {
        schema.declare(sql, "t", "a bigint, b bigint");
        schema.execute(sql, "create view {1} as select a from {0}", "t", "v1");
        schema.execute(sql, "create view {1} as select a from {0}", "v1", "v2");
        schema.execute(sql, "create materialized view {2} as select v.a from {0} v, {1}", "v2", "t", "v3");
        schema.execute(sql, "create view {1} as select b from {0}", "t", "other");
        alter("a");
        assertThat(logged.list.get(0).getFormattedMessage())
                .contains("view \"%1$s.v1\", materialized view \"%1$s.v3\", view \"%1$s.v2\""
                        .formatted(schema.name("t").schema()));
        assertThat(sql.fetch(
                                "select relname from pg_class where relkind in ('v', 'm') and relnamespace = (select oid from pg_namespace where nspname = ?)",
                                schema.name("t").schema())
                        .map(row -> row.get(0, String.class)))
                .containsExactly("other");
    }

    @Test
    void nothingIsSaidOrDroppedWhereNothingStandsInTheWay() {
        schema.declare(sql, "t", "a bigint, b bigint");
        schema.execute(sql, "create view {1} as select b from {0}", "t", "other");
        alter("a");
        assertThat(logged.list).isEmpty();
        schema.execute(sql, "select from {0}", "other");
    }

    private void alter(String column) {
        new PostgresTables(Duration.ofSeconds(5), ColumnDependents.Fate.DROPPED)
                .alter(sql, schema.name("t"), List.of(), List.of(schema.column(column, LogicalType.STRING)));
    }

    @Test
    void aWriteIsRefusedWithoutItAndGoesThroughWithIt() throws SQLException {
        PostgresConfig careful = TestServer.settings()
                .schemaName(schema.name("x").schema())
                .lockTimeout(Duration.ofSeconds(2))
                .build();
        try (CacheBase cache = PostgresCache.open(careful)) {
            write(cache, LogicalType.INTEGER, "1");
            schema.execute(sql, "create view {1} as select v from {0}", "users", "report");
            sql.connection(connection -> connection.commit());
            assertThatThrownBy(() -> write(cache, LogicalType.STRING, "\"two\""))
                    .hasMessageContaining("view \"%s.report\" depends on it"
                            .formatted(schema.name("x").schema()));
        }
        try (CacheBase cache =
                PostgresCache.open(careful.toBuilder().dropCascade().build())) {
            write(cache, LogicalType.STRING, "\"two\"");
            assertThat(cache.stream(StreamId.of("users")).count()).isEqualTo(2);
        }
        assertThat(schema.find(sql, "users").columns().get(0).type()).hasToString("text");
        assertThat(schema.backend().tables().find(sql, schema.name("report"))).isEmpty();
    }

    private static void write(CacheBase cache, LogicalType type, String value) {
        cache.write(
                script().record("users", "{\"v\":" + value + "}")
                        .complete("users")
                        .input(),
                WriteRequest.of(catalog(stream("users").field("v", type).incremental()))
                        .build());
    }
}
