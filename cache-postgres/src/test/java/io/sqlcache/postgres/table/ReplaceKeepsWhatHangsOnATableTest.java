package io.sqlcache.postgres.table;

import static io.sqlcache.core.backend.LogicalType.INTEGER;
import static io.sqlcache.testkit.MessageScript.script;
import static io.sqlcache.testkit.StreamScript.catalog;
import static io.sqlcache.testkit.StreamScript.stream;
import static org.assertj.core.api.Assertions.assertThat;

import io.sqlcache.api.CacheBase;
import io.sqlcache.api.WriteRequest;
import io.sqlcache.api.WriteStrategy;
import io.sqlcache.postgres.PostgresCache;
import io.sqlcache.postgres.testing.TestSchema;
import io.sqlcache.testkit.MessageScript;
import java.sql.SQLException;
import org.jooq.DSLContext;
import org.jooq.Name;
import org.jooq.impl.DSL;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What users gave a table outlives every REPLACE of its stream. */
@Tag("server-version")
@Timeout(60)
class ReplaceKeepsWhatHangsOnATableTest {

    private static final String STREAM = "users";

    @RegisterExtension
    private final TestSchema schema = new TestSchema();

    private CacheBase cache;
    private DSLContext sql;

    @BeforeEach
    void replaceOnce() throws SQLException {
        cache = PostgresCache.open(schema.config());
        replaceWith(1);
        sql = TestSchema.sql(schema.connect());
        sql.connection(connection -> connection.setAutoCommit(true));
    }

    @AfterEach
    void close() {
        cache.close();
    }

    @Test
    void grantsSurvive() {
        schema.execute(sql, "grant select on {0} to public", STREAM);
        schema.execute(sql, "grant update (id) on {0} to public", STREAM);
        String before =
                text("select relacl::text || attacl::text from pg_class c join pg_attribute a on attrelid = c.oid"
                        + " and attname = 'id' where c.oid = {0}::regclass");
        replaceWith(2);
        replaceWith(3);

        assertThat(before).contains("=r/").contains("=w/");
        assertThat(text("select relacl::text || attacl::text from pg_class c join pg_attribute a on attrelid = c.oid"
                        + " and attname = 'id' where c.oid = {0}::regclass"))
                .isEqualTo(before);
        assertThat(text("select max(id) from {1}")).isEqualTo("3");
    }

    @Test
    void settingsOfColumnsSurvive() {
        schema.execute(sql, "alter table {0} alter _airbyte_raw_id set compression pglz", STREAM);
        schema.execute(sql, "alter table {0} alter _airbyte_raw_id set statistics 77", STREAM);
        replaceWith(2);
        replaceWith(3);

        assertThat(text("select attcompression::text || attstattarget from pg_attribute where attrelid = {0}::regclass"
                        + " and attname = '_airbyte_raw_id'"))
                .isEqualTo("p77");
    }

    @Test
    void commentsSurvive() {
        schema.execute(sql, "comment on table {0} is 'people'", STREAM);
        schema.execute(sql, "comment on column {0}.id is 'number'", STREAM);
        replaceWith(2);
        replaceWith(3);

        assertThat(text("select obj_description({0}::regclass) || col_description({0}::regclass, 1)"))
                .isEqualTo("peoplenumber");
        assertThat(text("select max(id) from {1}")).isEqualTo("3");
    }

    @Test
    void dependentViewsAndTheViewsOnThemSurvive() {
        schema.execute(sql, "create view {1} as select id from {0}", STREAM, "people");
        schema.execute(sql, "create view {1} as select max(id) as id from {0}", "people", "last");
        schema.execute(sql, "create materialized view {1} as select count(*) from {0}", STREAM, "counted");
        replaceWith(2, 3);

        assertThat(sql.fetchValue("select id from {0}", schema.name("last").qualified()))
                .hasToString("3");
        schema.execute(sql, "refresh materialized view {0}", "counted");
        assertThat(sql.fetchValue("select * from {0}", schema.name("counted").qualified()))
                .hasToString("2");
    }

    @Test
    void indexesAndConstraintsSurvive() {
        schema.execute(sql, "create unique index on {0} (id)", STREAM);
        schema.execute(sql, "alter table {0} add constraint positive check (id > 0)", STREAM);
        replaceWith(2);
        replaceWith(3);

        assertThat(text("select count(*) from pg_index where indrelid = {0}::regclass and indisunique"))
                .isEqualTo("1");
        assertThat(text("select count(*) from pg_constraint where conrelid = {0}::regclass and conname = 'positive'"))
                .isEqualTo("1");
        assertThat(text("select max(id) from {1}")).isEqualTo("3");
    }

    /** In the query {0} is the table's name as a text, {1} the table. */
    private String text(String query) {
        Name table = schema.name(STREAM).qualified();
        return String.valueOf(sql.fetchValue(query, DSL.inline(sql.render(table)), table));
    }

    private void replaceWith(int... ids) {
        MessageScript messages = script();
        for (int id : ids) {
            messages.record(STREAM, "id", id);
        }
        cache.write(
                messages.complete(STREAM).input(),
                WriteRequest.of(catalog(stream(STREAM).field("id", INTEGER)))
                        .strategy(WriteStrategy.REPLACE)
                        .build());
    }
}
