package io.sqlcache.postgres;

import static io.sqlcache.testkit.MessageScript.script;
import static io.sqlcache.testkit.StreamScript.catalog;
import static io.sqlcache.testkit.StreamScript.stream;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sqlcache.api.CacheBase;
import io.sqlcache.api.CacheException;
import io.sqlcache.api.StreamId;
import io.sqlcache.api.WriteRequest;
import io.sqlcache.api.WriteStrategy;
import io.sqlcache.api.WriteSummary.Outcome;
import io.sqlcache.core.backend.LogicalType;
import io.sqlcache.postgres.testing.TestServer;
import io.sqlcache.testkit.MessageScript;
import io.sqlcache.testkit.StreamScript;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.atomic.AtomicInteger;
import org.jooq.Name;
import org.jooq.impl.DSL;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What a role needs that owns nothing: one that loads into tables that another has prepared by a first write. */
@Tag("server-version")
@Timeout(60)
class RightsTest {

    private static final AtomicInteger NUMBER = new AtomicInteger();

    private final String schema =
            "rights_%d_%d".formatted(ProcessHandle.current().pid(), NUMBER.incrementAndGet());
    private final String loader = schema + " \"loader\"";
    private final Name quotedLoader = DSL.quotedName(loader);
    private PostgresBackend owner = PostgresBackend.connect(TestServer.config(schema));

    @BeforeEach
    void createRole() throws SQLException {
        execute("create role " + quotedLoader + " login password 'loader'");
    }

    @AfterEach
    void dropEverything() throws SQLException {
        execute(
                "drop schema if exists " + schema + " cascade",
                "drop owned by " + quotedLoader,
                "drop role " + quotedLoader);
        owner.close();
    }

    private void execute(String... statements) throws SQLException {
        try (Connection connection = owner.dataSource().getConnection();
                Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
    }

    private void grant(String rights) throws SQLException {
        execute("grant %s to %s".formatted(rights, quotedLoader));
    }

    /** Does what an error advises: the statement behind the last colon. */
    private void follow(String advice) throws SQLException {
        execute(advice.substring(advice.lastIndexOf(": ") + 2, advice.length() - 1));
    }

    private CacheBase asLoader() {
        return PostgresCache.open(TestServer.settings()
                .schemaName(schema)
                .username(loader)
                .password("loader")
                .build());
    }

    private static StreamScript users() {
        return stream("users").field("id", LogicalType.INTEGER).primaryKey("id");
    }

    private static WriteRequest request(WriteStrategy strategy, StreamScript... streams) {
        return WriteRequest.of(catalog(streams)).strategy(strategy).build();
    }

    private static MessageScript row(int id) {
        return script().record("users", "id", id)
                .state("users", "{\"cursor\":%d}".formatted(id))
                .complete("users");
    }

    private void prepare(WriteStrategy strategy) {
        try (CacheBase cache = PostgresCache.open(TestServer.config(schema))) {
            assertThat(cache.write(row(1).input(), request(strategy, users())).outcome())
                    .isEqualTo(Outcome.SUCCEEDED);
        }
    }

    private void grantDataRights() throws SQLException {
        grant("usage on schema " + schema);
        grant("select, insert, update, delete on all tables in schema " + schema);
    }

    private void writeAsLoader(WriteStrategy strategy, int id) {
        try (CacheBase cache = asLoader()) {
            assertThat(cache.write(row(id).input(), request(strategy, users())).outcome())
                    .isEqualTo(Outcome.SUCCEEDED);
        }
    }

    private String refusal(WriteStrategy strategy, int id) {
        CacheException[] refusal = new CacheException[1];
        assertThatThrownBy(() -> writeAsLoader(strategy, id)).isInstanceOfSatisfying(CacheException.class, failure -> {
            assertThat(failure.kind()).as(failure.getMessage()).isEqualTo(CacheException.Kind.CONFIG);
            refusal[0] = failure;
        });
        return String.valueOf(refusal[0].getMessage());
    }

    private long count() {
        try (CacheBase cache = PostgresCache.open(TestServer.config(schema))) {
            return cache.stream(StreamId.of("users")).count();
        }
    }

    @Test
    void schemaThatExistsNeedsNoRightToCreateOnes() throws SQLException {
        execute("create schema " + schema);
        grant("usage, create on schema " + schema);
        writeAsLoader(WriteStrategy.REPLACE, 1);
        writeAsLoader(WriteStrategy.MERGE, 2);
        assertThat(count()).isEqualTo(2);
    }

    @Test
    void appendNeedsOnlyRightsOnTheDataOfPreparedTables() throws SQLException {
        prepare(WriteStrategy.APPEND);
        grantDataRights();
        writeAsLoader(WriteStrategy.APPEND, 2);
        assertThat(count()).isEqualTo(2);
        try (CacheBase cache = asLoader()) {
            assertThat(cache.stream(StreamId.of("users")).count()).isEqualTo(2);
            assertThat(cache.state("source"))
                    .hasValueSatisfying(state -> assertThat(state).contains("{\"cursor\":2}"));
        }
    }

    @Test
    void mergeAndReplaceNeedTheRightToCreateTablesAndSayHowToGiveIt() throws SQLException {
        prepare(WriteStrategy.MERGE);
        grantDataRights();
        String message = refusal(WriteStrategy.MERGE, 2);
        assertThat(message)
                .startsWith("Cannot ")
                .endsWith(
                        "permission denied for schema %s (SQLSTATE 42501). Give it the right: grant create on schema %s to %s."
                                .formatted(schema, schema, quotedLoader));
        assertThat(refusal(WriteStrategy.REPLACE, 2)).endsWith(message.substring(message.indexOf("permission")));
        assertThat(count()).isOne();

        follow(message);
        writeAsLoader(WriteStrategy.MERGE, 2);
        assertThat(count()).isEqualTo(2);
        writeAsLoader(WriteStrategy.REPLACE, 3);
        assertThat(count()).isOne();
    }

    /** Records of one stream between those of another, uncovered, wait in memory as long as there is room. */
    @Test
    void interleavedStreamsAppendWithoutTheRightToCreateTables() throws SQLException {
        StreamScript[] both = {users(), stream("orders").field("id", LogicalType.INTEGER)};
        MessageScript interleaved = script().record("users", "id", 2)
                .record("orders", "id", 2)
                .record("users", "id", 3)
                .complete("users")
                .complete("orders");
        try (CacheBase cache = PostgresCache.open(TestServer.config(schema))) {
            cache.write(interleaved.input(), request(WriteStrategy.APPEND, both));
        }
        grantDataRights();
        try (CacheBase cache = asLoader()) {
            cache.write(interleaved.input(), request(WriteStrategy.APPEND, both));
            assertThat(cache.stream("orders").count()).isEqualTo(2);
        }
        assertThat(count()).isEqualTo(4);
    }

    @Test
    void everyMissingRightIsNamedUntilNoneIsMissing() throws SQLException {
        prepare(WriteStrategy.APPEND);
        String schemaRefused = refusal(WriteStrategy.APPEND, 2);
        assertThat(schemaRefused)
                .contains("permission denied for schema " + schema)
                .endsWith("Give it the right: grant usage, create on schema %s to %s.".formatted(schema, quotedLoader));
        follow(schemaRefused);

        int steps = 0;
        for (String last = ""; count() == 1; steps++) {
            try {
                writeAsLoader(WriteStrategy.APPEND, 2);
            } catch (CacheException e) {
                assertThat(e.kind()).isEqualTo(CacheException.Kind.CONFIG);
                assertThat(e)
                        .hasMessageContaining(
                                "Give it the right: grant select, insert, update, delete on %s.".formatted(schema));
                assertThat(e.getMessage()).isNotEqualTo(last);
                last = String.valueOf(e.getMessage());
                follow(last);
            }
        }
        assertThat(steps).isBetween(2, 10);
    }

    @Test
    void checkNamesTheRightToCreateTables() throws SQLException {
        execute("create schema " + schema);
        grant("usage on schema " + schema);
        String message = refusedCheck();
        assertThat(message)
                .startsWith("Cannot write into the schema \"%s\": ".formatted(schema))
                .endsWith("Give it the right: grant create on schema %s to %s.".formatted(schema, quotedLoader));

        follow(message);
        try (CacheBase cache = asLoader()) {
            cache.check();
        }
    }

    @Test
    void checkOfAMissingSchemaNamesTheRightToCreateOne() throws SQLException {
        Name database = DSL.quotedName(TestServer.config(schema).databaseName());
        assertThat(refusedCheck())
                .contains("may not create it: grant create on database %s to %s".formatted(database, quotedLoader));
    }

    private String refusedCheck() {
        try (CacheBase cache = asLoader()) {
            cache.check();
        } catch (CacheException e) {
            assertThat(e.kind()).as(e.getMessage()).isEqualTo(CacheException.Kind.CONFIG);
            return String.valueOf(e.getMessage());
        }
        throw new AssertionError("the check passed");
    }

    @Test
    void onlyTheRightThatIsMissingIsNamed() throws SQLException {
        prepare(WriteStrategy.APPEND);
        grantDataRights();
        execute("revoke insert on %s.users from %s".formatted(schema, quotedLoader));
        assertThat(refusal(WriteStrategy.APPEND, 2))
                .contains("permission denied for table users")
                .endsWith("Give it the right: grant insert on %s.users to %s.".formatted(schema, quotedLoader));
        assertThat(count()).isOne();
    }

    @Test
    void readerThatMayNotReadIsToldSo() throws SQLException {
        prepare(WriteStrategy.APPEND);
        grantDataRights();
        execute("revoke all on %s.users from %s".formatted(schema, quotedLoader));
        try (CacheBase cache = asLoader()) {
            assertThatThrownBy(() -> cache.stream(StreamId.of("users")).count())
                    .isInstanceOfSatisfying(
                            CacheException.class,
                            failure -> assertThat(failure.kind()).isEqualTo(CacheException.Kind.CONFIG))
                    .hasMessageEndingWith("Give it the right: grant select, insert, update, delete on %s.users to %s."
                            .formatted(schema, quotedLoader));
        }
    }

    @Test
    void tableOfAnotherOwnerIsNotAlteredButTheOwnerIsToldHow() throws SQLException {
        prepare(WriteStrategy.APPEND);
        grantDataRights();
        String role = TestServer.config(schema).username();
        StreamScript wider = users().field("Na\"me", LogicalType.STRING);
        try (CacheBase cache = asLoader()) {
            assertThatThrownBy(() -> cache.write(row(2).input(), request(WriteStrategy.APPEND, wider)))
                    .isInstanceOfSatisfying(
                            CacheException.class,
                            failure -> assertThat(failure.kind()).isEqualTo(CacheException.Kind.CONFIG))
                    .hasMessageContaining(
                            "Cannot alter table \"%s.users\": it belongs to \"%s\", and only its owner may. Let the owner do it: alter table \"%s\".\"users\" add column if not exists \"na_me\" text; or give user \"%s\" the owner's rights: grant \"%s\" to %s."
                                    .formatted(schema, role, schema, loader, role, quotedLoader));
        }
        execute("alter table %s.users add column if not exists \"na_me\" text".formatted(schema));
        try (CacheBase cache = asLoader()) {
            cache.write(row(2).input(), request(WriteStrategy.APPEND, wider));
        }
        assertThat(count()).isEqualTo(2);
    }
}
