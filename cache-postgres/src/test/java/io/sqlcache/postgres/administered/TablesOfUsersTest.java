package io.sqlcache.postgres.administered;

import static io.sqlcache.testkit.MessageScript.script;
import static io.sqlcache.testkit.StreamScript.catalog;
import static io.sqlcache.testkit.StreamScript.stream;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sqlcache.api.CacheBase;
import io.sqlcache.api.CacheException;
import io.sqlcache.api.RetryPolicy;
import io.sqlcache.api.WriteRequest;
import io.sqlcache.api.WriteStrategy;
import io.sqlcache.core.backend.LogicalType;
import io.sqlcache.postgres.PostgresCache;
import io.sqlcache.postgres.testing.TestSchema;
import io.sqlcache.testkit.MessageScript;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import org.jooq.DSLContext;
import org.jooq.impl.DSL;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Tables that a database administrator has made or changed: rows land, or it is told why they cannot. */
@Timeout(60)
class TablesOfUsersTest {

    @RegisterExtension
    private final TestSchema schema = new TestSchema();

    @BeforeEach
    void searchPath() throws SQLException {
        execute("create table users (id bigint, v text, _airbyte_raw_id text, _airbyte_extracted_at timestamptz,"
                + " _airbyte_meta jsonb, _airbyte_generation_id bigint)");
    }

    private void execute(String... statements) throws SQLException {
        Connection connection = schema.connect();
        DSLContext sql = TestSchema.sql(connection);
        sql.query("set local search_path = {0}", DSL.quotedName(schema.config().schemaName()))
                .execute();
        for (String statement : statements) {
            sql.execute(statement);
        }
        connection.commit();
    }

    private void write(WriteStrategy strategy, int... ids) {
        MessageScript rows = script();
        for (int id : ids) {
            rows.record("users", "id", id, "v", strategy + " " + id);
        }
        try (CacheBase cache = PostgresCache.open(schema.config())) {
            cache.write(
                    rows.complete("users").input(),
                    WriteRequest.of(catalog(stream("users")
                                    .field("id", LogicalType.INTEGER)
                                    .field("v", LogicalType.STRING)
                                    .primaryKey("id")))
                            .strategy(strategy)
                            .retry(RetryPolicy.NONE)
                            .build());
        }
    }

    private List<String> rows() throws SQLException {
        Connection connection = schema.connect();
        List<String> rows = TestSchema.sql(connection)
                .fetch(
                        "select v from {0} order by id, v",
                        DSL.quotedName(schema.config().schemaName(), "users"))
                .getValues(0, String.class);
        connection.rollback();
        return rows;
    }

    @ParameterizedTest
    @EnumSource(
            value = WriteStrategy.class,
            names = {"APPEND", "MERGE", "REPLACE"})
    void aRuleThatDoesSomethingElseInsteadIsRefusedByName(WriteStrategy strategy) throws SQLException {
        execute("create rule nowhere as on insert to users do instead nothing");
        assertThatThrownBy(() -> write(strategy, 1))
                .isInstanceOfSatisfying(
                        CacheException.class,
                        refused -> assertThat(refused.kind()).isEqualTo(CacheException.Kind.CONFIG))
                .hasMessageContaining("its rule \"nowhere\" has the server do something else instead")
                .hasMessageContaining("Drop the rule");
    }

    @Test
    void aCollationByWhichDifferentKeysAreEqualIsRefusedByName() throws SQLException {
        execute(
                "create collation ci (provider = icu, locale = 'und-u-ks-level2', deterministic = false)",
                "alter table users add column name text collate ci");
        assertThatThrownBy(() -> {
                    try (CacheBase cache = PostgresCache.open(schema.config())) {
                        cache.write(
                                script().record("users", "name", "a")
                                        .record("users", "name", "A")
                                        .complete("users")
                                        .input(),
                                WriteRequest.of(catalog(stream("users")
                                                .field("name", LogicalType.STRING)
                                                .primaryKey("name")))
                                        .strategy(WriteStrategy.MERGE)
                                        .build());
                    }
                })
                .isInstanceOf(CacheException.class)
                .hasMessageContaining("by the collation of its column \"name\" different keys are equal")
                .hasMessageContaining("collate \"C\"");
        assertThat(rows()).isEmpty();
    }

    @Test
    void partitionsTakeTheirRowsByEveryStrategy() throws SQLException {
        execute(
                "alter table users rename to one",
                "create table users (like one) partition by range (id)",
                "create table users_few partition of users for values from (0) to (3)",
                "create table users_many partition of users default");
        write(WriteStrategy.MERGE, 1, 2);
        write(WriteStrategy.MERGE, 2, 3);
        write(WriteStrategy.APPEND, 3);
        assertThat(rows()).containsExactly("MERGE 1", "MERGE 2", "APPEND 3", "MERGE 3");
        write(WriteStrategy.REPLACE, 3, 4);
        assertThat(rows()).containsExactly("REPLACE 3", "REPLACE 4");
    }

    @Test
    void aPartitionStaysOne() throws SQLException {
        execute("create table whole (like users) partition by list (_airbyte_generation_id)");
        execute("alter table whole attach partition users default");
        write(WriteStrategy.MERGE, 1, 2);
        write(WriteStrategy.REPLACE, 2, 3);
        execute(
                "do $$ begin if (select string_agg(v, ' ' order by v) from whole) <> 'REPLACE 2 REPLACE 3' then raise exception 'not there'; end if; end $$");
    }

    @Test
    void aDeferrableKeyIsMergedAndReplaced() throws SQLException {
        execute("alter table users add primary key (id) deferrable initially deferred");
        write(WriteStrategy.MERGE, 1, 2);
        write(WriteStrategy.MERGE, 2, 3);
        assertThat(rows()).containsExactly("MERGE 1", "MERGE 2", "MERGE 3");
        write(WriteStrategy.REPLACE, 3, 4);
        assertThat(rows()).containsExactly("REPLACE 3", "REPLACE 4");
    }

    @Test
    void aColumnThatIsComputedFollows() throws SQLException {
        execute("alter table users add column up text generated always as (upper(v)) stored");
        write(WriteStrategy.MERGE, 1);
        write(WriteStrategy.REPLACE, 1);
        execute(
                "do $$ begin if (select up from users) <> 'REPLACE 1' then raise exception 'not there'; end if; end $$");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "alter table users add primary key (id)|APPEND|Merge the stream by these fields, or drop the index.",
                "alter table users add column mine int not null|MERGE|drop not null",
                "alter table users add column mine int not null|APPEND|drop not null",
                "alter table users add check (id > 1)|REPLACE|drop constraint",
            })
    void aConstraintThatDoesNotTakeARowIsToldWithTheRemedy(String change, WriteStrategy strategy, String remedy)
            throws SQLException {
        execute(change);
        assertThatThrownBy(() -> write(strategy, 1, 1))
                .isInstanceOf(CacheException.class)
                .hasMessageContaining("violates")
                .hasMessageContaining(remedy);
        assertThat(rows()).isEmpty();
    }
}
