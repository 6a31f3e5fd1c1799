package io.sqlcache.postgres.table;

import static io.sqlcache.testkit.MessageScript.script;
import static io.sqlcache.testkit.StreamScript.catalog;
import static io.sqlcache.testkit.StreamScript.stream;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sqlcache.api.CacheBase;
import io.sqlcache.api.CacheException;
import io.sqlcache.api.StreamId;
import io.sqlcache.api.WriteRequest;
import io.sqlcache.core.backend.LogicalType;
import io.sqlcache.postgres.PostgresCache;
import io.sqlcache.postgres.testing.TestSchema;
import io.sqlcache.postgres.testing.TestServer;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import org.jooq.DSLContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What PostgreSQL refuses when a column has to be wider, as whoever started the write reads it. */
@Tag("server-version")
@Timeout(60)
class EvolutionRefusedTest {

    @RegisterExtension
    private final TestSchema schema = new TestSchema();

    private CacheBase cache;

    @BeforeEach
    void landANumber() {
        cache = PostgresCache.open(TestServer.settings()
                .schemaName(schema.name("x").schema())
                .lockTimeout(Duration.ofMillis(300))
                .build());
        write(LogicalType.INTEGER, "1");
    }

    @AfterEach
    void close() {
        cache.close();
    }

    @Test
    void whatNobodyForesawNamesTableColumnTypesAndReason() throws SQLException {
        execute("alter table {0} add constraint positive check (v > 0)");
        assertThatThrownBy(() -> write(LogicalType.STRING, "\"two\""))
                .isInstanceOfSatisfying(
                        CacheException.class, e -> assertThat(e.kind()).isEqualTo(CacheException.Kind.CONFIG))
                .hasMessageStartingWith(
                        "Cannot write stream \"users\": its fields need column \"v\" from bigint to text in table \""
                                + schema.name("users") + "\", which the database refuses: ")
                .hasMessageContaining("operator does not exist: text > integer");
        assertThat(cache.stream(StreamId.of("users")).count()).isEqualTo(1);
    }

    @Test
    void tableInUseIsWaitedForAndThenTheErrorNamesWhoHasIt() throws SQLException {
        Connection holder = schema.connect();
        schema.execute(TestSchema.sql(holder), "lock table {0} in access share mode", "users");
        assertThatThrownBy(() -> write(LogicalType.STRING, "\"two\""))
                .isInstanceOfSatisfying(
                        CacheException.class, e -> assertThat(e.kind()).isEqualTo(CacheException.Kind.TRANSIENT))
                .hasMessageStartingWith(
                        "Cannot alter table \"" + schema.name("users") + "\": it is in use by process ");
        holder.rollback();
        write(LogicalType.STRING, "\"two\"");
        assertThat(cache.stream(StreamId.of("users")).count()).isEqualTo(2);
    }

    @Test
    void limitsAndKindsOfOurTypesAndOfPyAirbytesAreNoReasonToAlter() throws SQLException {
        execute("drop table {0}");
        execute("create table {0} (v varchar(3), n numeric(38,9), d double precision, j json, t timestamp(3))");
        cache.write(
                script().record("users", "v", "abc", "n", 15, "d", 7, "j", "text", "t", "2024-02-29")
                        .complete("users")
                        .input(),
                WriteRequest.of(catalog(stream("users")
                                .field("v", LogicalType.STRING)
                                .field("n", LogicalType.BIG_INTEGER)
                                .field("d", LogicalType.INTEGER)
                                .field("j", LogicalType.STRING)
                                .field("t", LogicalType.DATE)
                                .incremental()))
                        .build());
        DSLContext sql = TestSchema.sql(schema.connect());
        assertThat(schema.find(sql, "users").columns().subList(0, 5))
                .extracting(column -> column.type().sql())
                .containsExactly(
                        "character varying(3)",
                        "numeric(38,9)",
                        "double precision",
                        "json",
                        "timestamp(3) without time zone");
    }

    private void write(LogicalType type, String value) {
        cache.write(
                script().record("users", "{\"v\":" + value + "}")
                        .complete("users")
                        .input(),
                WriteRequest.of(catalog(stream("users").field("v", type).incremental()))
                        .build());
    }

    private void execute(String statement) throws SQLException {
        Connection connection = schema.connect();
        schema.execute(TestSchema.sql(connection), statement, "users");
        connection.commit();
    }
}
