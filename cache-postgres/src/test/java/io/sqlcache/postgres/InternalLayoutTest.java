package io.sqlcache.postgres;

import static io.sqlcache.testkit.MessageScript.script;
import static io.sqlcache.testkit.StreamScript.catalog;
import static io.sqlcache.testkit.StreamScript.stream;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sqlcache.api.CacheBase;
import io.sqlcache.api.CacheException;
import io.sqlcache.api.QueryResult;
import io.sqlcache.api.WriteRequest;
import io.sqlcache.api.WriteStrategy;
import io.sqlcache.core.backend.LogicalType;
import io.sqlcache.postgres.testing.TestServer;
import io.sqlcache.testkit.MessageScript;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The internal tables: PyAirbyte's as it makes them, and our own of other versions. */
@Tag("server-version")
@Timeout(60)
class InternalLayoutTest {

    private static final String SCHEMA = "internal_layout";

    private final CacheBase cache = PostgresCache.open(TestServer.config(SCHEMA));

    @AfterEach
    void dropSchema() {
        cache.execute("drop schema if exists " + SCHEMA + " cascade");
        cache.close();
    }

    @Test
    void pyAirbytesTablesHaveItsColumnsTypesAndKeys() {
        write(script().complete("users"));

        assertThat(columns("_airbyte_streams"))
                .containsExactly(
                        "stream_name character varying",
                        "source_name character varying",
                        "table_name character varying not null",
                        "catalog_metadata character varying");
        assertThat(columns("_airbyte_state"))
                .containsExactly(
                        "source_name character varying",
                        "stream_name character varying",
                        "table_name character varying not null",
                        "state_json character varying",
                        "last_updated timestamp with time zone");
        assertThat(columns("_airbyte_destination_state"))
                .containsExactly(
                        "destination_name character varying not null",
                        "source_name character varying not null",
                        "stream_name character varying not null",
                        "state_json character varying",
                        "last_updated timestamp with time zone");
        assertThat(ask("""
                        select conname || ' ' || pg_get_constraintdef(oid) from pg_constraint
                        where connamespace = '%s'::regnamespace and conname like '\\_airbyte%%' and contype = 'p'
                        order by conname""".formatted(SCHEMA)))
                .containsExactly(
                        "_airbyte_destination_state_pkey PRIMARY KEY (destination_name, source_name, stream_name)",
                        "_airbyte_state_pkey PRIMARY KEY (table_name)",
                        "_airbyte_streams_pkey PRIMARY KEY (table_name)");
    }

    @Test
    void statesOfLayoutOneBelongToTheTablesOfTheirSource() {
        write(script().record("users", "id", 1).state("users", "{\"at\":1}").complete("users"));
        cache.execute(
                "alter table internal_layout._sqlcache_state drop column table_prefix, drop column shared_json",
                "alter table internal_layout._sqlcache_state add primary key (source_name, kind, namespace, stream_name)",
                "alter table internal_layout._sqlcache_streams drop column hidden_generation",
                "drop table internal_layout._airbyte_streams, internal_layout._airbyte_state",
                "alter table internal_layout._sqlcache_syncs drop column leased_until",
                "drop table internal_layout._sqlcache_leases",
                "update internal_layout._sqlcache_version set version = 1");

        assertThat(cache.state("source").orElseThrow()).contains("{\"at\":1}");
        write(script().record("users", "id", 2).state("users", "{\"at\":2}").complete("users"));
        assertThat(cache.state("source").orElseThrow()).contains("{\"at\":2}").doesNotContain("{\"at\":1}");
        assertThat(cache.stream("users").count()).isEqualTo(2);
        assertThat(ask("select version::text from internal_layout._sqlcache_version"))
                .containsExactly("3");
    }

    @Test
    void writesOfLayoutTwoThatNeverEndedAreNotWaitedFor() {
        write(script().record("users", "id", 1).complete("users"));
        cache.execute(
                "update internal_layout._sqlcache_syncs set ended_at = null, outcome = null",
                "alter table internal_layout._sqlcache_syncs drop column leased_until",
                "drop table internal_layout._sqlcache_leases",
                "update internal_layout._sqlcache_version set version = 2");

        write(script().record("users", "id", 2).complete("users"));
        assertThat(cache.stream("users").count()).isEqualTo(2);
    }

    @Test
    void newerLayoutIsRefusedNamingBoth() {
        write(script().complete("users"));
        cache.execute("update internal_layout._sqlcache_version set version = 4");

        assertThatThrownBy(() -> write(script().complete("users")))
                .isInstanceOfSatisfying(
                        CacheException.class,
                        failure -> assertThat(failure.kind()).isEqualTo(CacheException.Kind.CONFIG))
                .hasMessage(
                        "The schema \"internal_layout\" was written by a newer sqlcache (layout 4, this one knows 3);"
                                + " use that version or another schema.");
        assertThatThrownBy(cache::streams).hasMessageContaining("layout 4");
    }

    private void write(MessageScript messages) {
        cache.write(
                messages.input(),
                WriteRequest.of(catalog(stream("users").field("id", LogicalType.INTEGER)))
                        .strategy(WriteStrategy.APPEND)
                        .build());
    }

    private List<String> columns(String table) {
        return ask("""
                select column_name || ' ' || data_type || case is_nullable when 'NO' then ' not null' else '' end
                from information_schema.columns where table_schema = '%s' and table_name = '%s'
                order by ordinal_position""".formatted(SCHEMA, table));
    }

    private List<String> ask(String sql) {
        try (QueryResult result = cache.query(sql)) {
            return result.rows().map(row -> String.valueOf(row.values().get(0))).toList();
        }
    }
}
