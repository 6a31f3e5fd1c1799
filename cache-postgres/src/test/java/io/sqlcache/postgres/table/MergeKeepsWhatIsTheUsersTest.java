package io.sqlcache.postgres.table;

import static io.sqlcache.core.backend.LogicalType.INTEGER;
import static io.sqlcache.core.backend.LogicalType.STRING;
import static io.sqlcache.testkit.MessageScript.script;
import static io.sqlcache.testkit.StreamScript.catalog;
import static io.sqlcache.testkit.StreamScript.stream;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sqlcache.api.CacheBase;
import io.sqlcache.api.CacheException;
import io.sqlcache.api.ConfiguredCatalog;
import io.sqlcache.api.WriteRequest;
import io.sqlcache.api.WriteStrategy;
import io.sqlcache.postgres.PostgresCache;
import io.sqlcache.postgres.testing.TestSchema;
import io.sqlcache.testkit.MessageScript;
import java.sql.SQLException;
import java.util.List;
import org.jooq.DSLContext;
import org.jooq.Name;
import org.jooq.impl.DSL;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** An update is an update: what users hang on a row outlives every MERGE of it. */
@Tag("server-version")
@Timeout(60)
class MergeKeepsWhatIsTheUsersTest {

    private static final ConfiguredCatalog USERS =
            catalog(stream("users").field("id", INTEGER).field("v", STRING).primaryKey("id"));

    @RegisterExtension
    private final TestSchema schema = new TestSchema();

    private CacheBase cache;
    private DSLContext sql;

    @BeforeEach
    void open() throws SQLException {
        cache = PostgresCache.open(schema.config());
        sql = TestSchema.sql(schema.connect());
        sql.connection(connection -> connection.setAutoCommit(true));
    }

    @AfterEach
    void close() {
        cache.close();
    }

    @Test
    void rowsThatReferToAnUpdatedRowStay() {
        merge(script().record("users", "id", 1, "v", "a").record("users", "id", 2, "v", "a"));
        schema.execute(sql, "alter table {0} add unique (id)", "users");
        schema.execute(
                sql, "create table {1} (user_id bigint references {0} (id) on delete cascade)", "users", "my_notes");
        schema.execute(sql, "insert into {0} values (1), (2)", "my_notes");
        merge(script().record("users", "id", 1, "v", "b"));

        assertThat(texts("select user_id from {0} order by 1", "my_notes")).containsExactly("1", "2");
        assertThat(users("v")).containsExactly("1|b", "2|a");
    }

    @Test
    void foreignKeyWithoutCascadeDoesNotForbidAnUpdate() {
        merge(script().record("users", "id", 1, "v", "a"));
        schema.execute(sql, "alter table {0} add primary key (id)", "users");
        schema.execute(sql, "create table {1} (user_id bigint references {0} (id))", "users", "my_notes");
        schema.execute(sql, "insert into {0} values (1)", "my_notes");
        merge(script().record("users", "id", 1, "v", "b").record("users", "id", 2, "v", "b"));

        assertThat(users("v")).containsExactly("1|b", "2|b");
    }

    @Test
    void columnThatAUserAddedKeepsItsValues() {
        merge(script().record("users", "id", 1, "v", "a"));
        schema.execute(sql, "alter table {0} add column my_note text default 'none'", "users");
        schema.execute(sql, "update {0} set my_note = 'mine'", "users");
        merge(script().record("users", "id", 1, "v", "b").record("users", "id", 2, "v", "b"));

        assertThat(users("my_note")).containsExactly("1|mine", "2|none");
    }

    @Test
    void columnThatLeftTheSchemaKeepsItsValues() {
        ConfiguredCatalog wide = catalog(stream("users")
                .field("id", INTEGER)
                .field("v", STRING)
                .field("left", STRING)
                .primaryKey("id"));
        write(wide, script().record("users", "id", 1, "v", "a", "left", "kept"));
        merge(script().record("users", "id", 1, "v", "b"));

        assertThat(users("left")).containsExactly("1|kept");
        assertThat(users("v")).containsExactly("1|b");
    }

    @Test
    void columnThatIsInTheSchemaAndNotInTheRecordIsNull() {
        merge(script().record("users", "id", 1, "v", "a"));
        merge(script().record("users", "id", 1));

        assertThat(users("v")).containsExactly("1|null");
    }

    @Test
    void triggersSeeUpdatesAndNoDeletes() {
        merge(script().record("users", "id", 1, "v", "a").record("users", "id", 2, "v", "a"));
        schema.execute(sql, "create table {0} (op text)", "seen");
        schema.execute(
                sql,
                "create function {0}() returns trigger language plpgsql as $body$ begin insert into {1} values (tg_op); return new; end $body$",
                "note",
                "seen");
        schema.execute(
                sql,
                "create trigger t after insert or update or delete on {0} for each row execute function {1}()",
                "users",
                "note");
        merge(script().record("users", "id", 1, "v", "b")
                .record("users", "id", 1, "v", "c")
                .record("users", "id", 3, "v", "a"));

        assertThat(texts("select op from {0} order by op", "seen")).containsExactly("INSERT", "UPDATE");
    }

    @Test
    void publishedTableIsMergedInto() {
        merge(script().record("users", "id", 1, "v", "a"));
        String publication = "p" + schema.name("users").schema().hashCode();
        schema.execute(sql, "create publication \"" + publication + "\" for table {0}", "users");
        try {
            merge(script().record("users", "id", 1, "v", "b").record("users", "id", 1, "v", "c"));
        } finally {
            schema.execute(sql, "drop publication \"" + publication + "\"");
        }

        assertThat(users("v")).containsExactly("1|c");
    }

    @Test
    void tableOfOthersThatIsPublishedWithoutAnIdentityIsRefusedWithTheRemedy() {
        schema.execute(sql, "create table {0} (id bigint, v text)", "users");
        schema.execute(sql, "insert into {0} values (1, 'a')", "users");
        String publication = "q" + schema.name("users").schema().hashCode();
        schema.execute(sql, "create publication \"" + publication + "\" for table {0}", "users");
        try {
            assertThatThrownBy(() -> merge(script().record("users", "id", 1, "v", "b")))
                    .isInstanceOfSatisfying(
                            CacheException.class, e -> assertThat(e.kind()).isEqualTo(CacheException.Kind.CONFIG))
                    .hasMessageContaining("\"users\"")
                    .hasMessageContaining("REPLICA IDENTITY");
        } finally {
            schema.execute(sql, "drop publication \"" + publication + "\"");
        }
        assertThat(users("v")).containsExactly("1|a");
    }

    @Test
    void identityColumnThatTakesNoValuesIsToldWithTheRemedy() {
        schema.execute(sql, "create table {0} (id bigint generated always as identity primary key, v text)", "users");
        schema.execute(sql, "insert into {0} (v) values ('theirs')", "users");
        assertThatThrownBy(() -> merge(script().record("users", "id", 7, "v", "a")))
                .isInstanceOfSatisfying(
                        CacheException.class, e -> assertThat(e.kind()).isEqualTo(CacheException.Kind.CONFIG))
                .hasMessageContaining("\"id\"")
                .hasMessageContaining("set generated by default");

        schema.execute(sql, "alter table {0} alter column id set generated by default", "users");
        merge(script().record("users", "id", 7, "v", "a").record("users", "id", 1, "v", "ours"));
        assertThat(users("v")).containsExactly("1|ours", "7|a");
    }

    @Test
    void duplicatesOfOthersAreHealedAndTheNewestOfThemIsUpdated() {
        schema.execute(sql, "create table {0} (id bigint, v text, mine text)", "users");
        schema.execute(
                sql,
                "insert into {0} values (1, 'a', 'first'), (1, 'b', 'last'), (2, 'a', 'x'), (2, 'a', 'y')",
                "users");
        merge(script().record("users", "id", 1, "v", "c"));

        assertThat(users("mine")).containsExactly("1|last", "2|x", "2|y");
        assertThat(users("v")).containsExactly("1|c", "2|a", "2|a");
    }

    @Test
    void indexThatAUserMadeOnTheKeyIsUsed() {
        schema.execute(sql, "create table {0} (id bigint unique, v text)", "users");
        schema.execute(sql, "insert into {0} values (1, 'a')", "users");
        merge(script().record("users", "id", 1, "v", "b").record("users", "id", 2, "v", "b"));

        assertThat(users("v")).containsExactly("1|b", "2|b");
        assertThat(KeyIndex.findOurs(sql, schema.name("users"))).isEmpty();
        assertThat(KeyIndex.isRefused(sql, schema.find(sql, "users"), TestSchema.key("id")))
                .isTrue();
    }

    @Test
    void deferredAndPartialIndexesOfAUserAreNotTakenForOne() {
        schema.execute(sql, "create table {0} (id bigint unique deferrable, v text)", "users");
        schema.execute(sql, "create unique index on {0} (id) where v is not null", "users");
        schema.execute(sql, "insert into {0} values (1, 'a')", "users");
        merge(script().record("users", "id", 1, "v", "b").record("users", "id", 2, "v", "b"));

        assertThat(users("v")).containsExactly("1|b", "2|b");
    }

    private void merge(MessageScript messages) {
        write(USERS, messages);
    }

    private void write(ConfiguredCatalog catalog, MessageScript messages) {
        cache.write(
                messages.complete("users").input(),
                WriteRequest.of(catalog).strategy(WriteStrategy.MERGE).build());
    }

    /** Of each row its id and this column. */
    private List<String> users(String column) {
        return texts(
                "select id || '|' || coalesce(" + DSL.quotedName(column) + "::text, 'null') from {0} order by 1",
                "users");
    }

    private List<String> texts(String query, String table) {
        Name name = schema.name(table).qualified();
        return sql.fetch(query, name).getValues(0, String.class);
    }
}
