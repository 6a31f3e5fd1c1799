package io.sqlcache.postgres;

import static io.sqlcache.core.backend.LogicalType.INTEGER;
import static io.sqlcache.testkit.MessageScript.script;
import static io.sqlcache.testkit.StreamScript.catalog;
import static io.sqlcache.testkit.StreamScript.stream;
import static org.assertj.core.api.Assertions.assertThat;

import io.sqlcache.api.CacheBase;
import io.sqlcache.api.StreamId;
import io.sqlcache.api.WriteRequest;
import io.sqlcache.api.WriteStrategy;
import io.sqlcache.api.WriteSummary;
import io.sqlcache.api.WriteSummary.StreamOutcome;
import io.sqlcache.postgres.testing.TestSchema;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import org.jooq.impl.DSL;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What has the name of a stream's table and is none: the stream is left out, and told of it; the others land. */
@Timeout(60)
class TakenNamesTest {

    @RegisterExtension
    private final TestSchema schema = new TestSchema();

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "create type taken as enum ('happy')|the schema has a type \"taken\", and a table cannot have the name of a type",
                "create domain taken as text|the schema has a type \"taken\", and a table cannot have the name of a type",
                "create type taken as range (subtype = date)|the schema has a type \"taken\"",
                "create type taken as (a int)|it is a composite type, not a table",
                "create sequence taken|it is a sequence, not a table",
                "create table other (a int); create index taken on other (a)|it is an index, not a table",
                "create view taken as select 1|it is a view, not a table",
                "create materialized view taken as select 1|it is a materialized view, not a table"
            })
    void streamNamedLikeAnotherObjectIsLeftOutNamingIt(String made, String told) throws SQLException {
        try (CacheBase cache = PostgresCache.open(schema.config())) {
            make(made);
            WriteSummary summary = cache.write(
                    script().record("taken", "id", 1)
                            .record("users", "id", 1)
                            .complete("taken")
                            .complete("users")
                            .input(),
                    WriteRequest.of(catalog(
                                    stream("taken").field("id", INTEGER),
                                    stream("users").field("id", INTEGER)))
                            .strategy(WriteStrategy.APPEND)
                            .build());

            assertThat(summary.stream(StreamId.of("taken"))).hasValueSatisfying(stream -> {
                assertThat(stream.outcome()).isEqualTo(StreamOutcome.FAILED);
                assertThat(stream.reason()).contains(told, "set another schema or table prefix");
            });
            assertThat(cache.stream("users").count()).isEqualTo(1);
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {"create table other (a int)|_other", "create type mood as enum ('happy')|_mood"})
    void arrayTypesOfOtherObjectsGiveWay(String made, String name) throws SQLException {
        try (CacheBase cache = PostgresCache.open(schema.config())) {
            make(made);
            cache.write(
                    script().record(name, "id", 1).complete(name).input(),
                    WriteRequest.of(catalog(stream(name).field("id", INTEGER))).build());
            assertThat(cache.stream(name).tableName()).isEqualTo(name);
        }
    }

    private void make(String statements) throws SQLException {
        Connection connection = schema.connect();
        TestSchema.sql(connection)
                .query(
                        "set local search_path = {0}",
                        DSL.quotedName(schema.config().schemaName()))
                .execute();
        try (Statement statement = connection.createStatement()) {
            statement.execute(statements);
        }
        connection.commit();
    }
}
