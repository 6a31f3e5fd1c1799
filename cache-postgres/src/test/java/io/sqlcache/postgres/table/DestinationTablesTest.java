package io.sqlcache.postgres.table;

import static io.sqlcache.testkit.MessageScript.script;
import static io.sqlcache.testkit.StreamScript.catalog;
import static io.sqlcache.testkit.StreamScript.stream;
import static org.assertj.core.api.Assertions.assertThat;

import io.sqlcache.api.CacheBase;
import io.sqlcache.api.WriteRequest;
import io.sqlcache.api.WriteStrategy;
import io.sqlcache.api.WriteSummary.Outcome;
import io.sqlcache.core.backend.LogicalType;
import io.sqlcache.postgres.PostgresCache;
import io.sqlcache.postgres.testing.TestSchema;
import java.sql.SQLException;
import org.jooq.DSLContext;
import org.jooq.impl.DSL;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Tables that destination-postgres 3 has made are gone on with: its columns take no null, and keep the case of their fields. */
@Timeout(60)
class DestinationTablesTest {

    @RegisterExtension
    private final TestSchema schema = new TestSchema();

    @ParameterizedTest
    @EnumSource(WriteStrategy.class)
    void itsColumnsAreFoundAndFilled(WriteStrategy strategy) throws SQLException {
        DSLContext sql = TestSchema.sql(schema.connect());
        sql.connection(connection -> connection.setAutoCommit(true));
        schema.execute(sql, """
                create table {0} (
                  _airbyte_raw_id varchar not null,
                  _airbyte_extracted_at timestamp with time zone not null,
                  _airbyte_meta jsonb not null,
                  _airbyte_generation_id bigint not null,
                  id bigint,
                  "userName" varchar)""", "users");
        schema.execute(sql, "insert into {0} values ('a', now(), 'null'::jsonb, 7, 1, 'as it was')", "users");
        try (CacheBase cache = PostgresCache.open(schema.config())) {
            Outcome outcome = cache.write(
                            script().record("users", "id", 2, "userName", "new", "username", "other")
                                    .complete("users")
                                    .input(),
                            WriteRequest.of(catalog(stream("users")
                                            .field("id", LogicalType.INTEGER)
                                            .field("userName", LogicalType.STRING)
                                            .field("username", LogicalType.STRING)
                                            .primaryKey("id")))
                                    .strategy(strategy)
                                    .build())
                    .outcome();
            assertThat(outcome).isEqualTo(Outcome.SUCCEEDED);
        }
        String rows = String.valueOf(sql.fetchValue(
                "select string_agg(concat_ws(' ', id, \"userName\", username, _airbyte_generation_id), ', ' order by id) from {0}",
                DSL.name(schema.config().schemaName(), "users")));
        assertThat(rows)
                .isEqualTo(strategy == WriteStrategy.REPLACE ? "2 new other 0" : "1 as it was 7, 2 new other 0");
    }
}
