package io.sqlcache.postgres.table;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sqlcache.core.backend.MergePlan;
import io.sqlcache.core.backend.TableDefinition;
import io.sqlcache.postgres.testing.TestSchema;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import org.jooq.DSLContext;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

@Tag("server-version")
@Timeout(60)
class MergeTest {

    private static final String MERGE_COLUMNS = ", \"_sqlcache_sequence\" bigint";

    @RegisterExtension
    private final TestSchema schema = new TestSchema();

    private DSLContext sql;

    @BeforeEach
    void connect() throws SQLException {
        Connection connection = schema.connect();
        sql = TestSchema.sql(connection);
    }

    @Test
    void theHighestCursorOfAKeyWins() {
        tables("id int8, c int8, v text");
        stage("(1, 5, 'low', 1), (1, 9, 'high', 2), (1, 7, 'middle', 3), (2, 1, 'other', 4)");
        assertThat(merged("c")).containsExactly("1|9|high", "2|1|other");
    }

    @Test
    void ofEqualCursorsTheLaterRecordWins() {
        tables("id int8, c int8, v text");
        target("(1, 5, 'old')");
        stage("(1, 5, 'first', 1), (1, 5, 'second', 2)");
        assertThat(merged("c")).containsExactly("1|5|second");
    }

    @Test
    void withoutACursorTheLaterRecordWins() {
        tables("id int8, c int8, v text");
        target("(1, 9, 'old'), (2, 9, 'kept')");
        stage("(1, 8, 'first', 1), (1, 3, 'second', 2)");
        assertThat(merged(null)).containsExactly("1|3|second", "2|9|kept");
    }

    @Test
    void aRecordWithoutACursorIsNeverStale() {
        tables("id int8, c int8, v text");
        target("(1, null, 'old'), (2, null, 'old'), (3, 1, 'old'), (4, 9, 'old'), (5, 9, 'old')");
        stage(
                "(1, 1, 'x', 1), (1, null, 'y', 2), (2, null, 'later', 3), (3, null, 'fresh', 4), (4, 5, 'low', 5), (4, null, 'none', 6), (4, 3, 'after', 7), (4, 2, 'stale', 8), (5, null, 'none', 9), (5, 1, 'after', 10)");
        assertThat(merged("c")).containsExactly("1|null|y", "2|null|later", "3|null|fresh", "4|3|after", "5|1|after");
    }

    @Test
    void aRowWithoutACursorGivesWayToAnyRecord() {
        tables("id int8, c int8, v text");
        target("(1, null, 'old')");
        stage("(1, -5, 'new', 1)");
        assertThat(merged("c")).containsExactly("1|-5|new");
    }

    @Test
    void aStaleRecordNeverOverwritesANewerRow() {
        tables("id int8, c int8, v text");
        target("(1, 10, 'newer'), (2, 10, 'newer')");
        stage("(1, 8, 'stale', 1), (1, 9, 'stale', 2), (2, 9, 'stale', 3), (2, 11, 'fresh', 4)");
        assertThat(merged("c")).containsExactly("1|10|newer", "2|11|fresh");
    }

    @Test
    void textCursorsCompareByCodePointWhateverTheCollation() {
        tables("id int8, c text collate \"en-x-icu\", v text");
        target("(1, 'b', 'kept'), (2, 'b', 'old'), (3, 'Z', 'old')");
        stage("(1, 'B', 'stale', 1), (2, 'ä', 'fresh', 2), (3, 'Z', 'low', 3), (3, 'a', 'high', 4)");
        assertThat(merged("c")).containsExactly("1|b|kept", "2|ä|fresh", "3|a|high");
    }

    @Test
    void jsonCursorsCompareNumbersByValueAndStringsByCodePoint() {
        tables("id int8, c jsonb, v text");
        target("(1, '10', 'kept'), (2, '\"b\"', 'kept'), (3, '10.0', 'old'), (4, null, 'old')");
        stage(
                "(1, '9', 'stale', 1), (2, '\"Z\"', 'stale', 2), (3, '10', 'same', 3), (4, '{\"a\":1}', 'fresh', 4), (5, null, 'null', 5), (5, '9', 'low', 6), (5, '10', 'high', 7)");
        assertThat(merged("c"))
                .containsExactly("1|10|kept", "2|\"b\"|kept", "3|10|same", "4|{\"a\": 1}|fresh", "5|10|high");
    }

    @Test
    void aNullInTheKeyEqualsAnotherNull() {
        tables("a int8, b text, c int8, v text");
        target(
                "(1, null, 5, 'old'), (null, 'x', 5, 'old'), (null, null, 5, 'old'), (1, 'x', 5, 'kept'), (null, null, 4, 'twin')");
        stage(
                "(1, null, 6, 'new', 1), (null, 'x', 4, 'stale', 2), (null, null, 6, 'low', 3), (null, null, 7, 'new', 4), (2, null, 1, 'added', 5)");
        assertThat(merged("c", "a", "b"))
                .containsExactly("1|null|6|new", "1|x|5|kept", "2|null|1|added", "null|null|7|new", "null|x|5|old");
    }

    @Test
    void staleRowsWithNothingOfTheKeyKnownAreDroppedToo() {
        tables("id int8, c int8, v text");
        target("(null, 9, 'kept'), (null, null, 'twin')");
        stage("(null, 8, 'stale', 1), (null, 7, 'stale', 2)");
        assertThat(merged("c")).containsExactly("null|9|kept");
    }

    @Test
    void manyRowsWithoutAKeyAreMergedInNoTime() {
        tables("id int8, c int8, v text");
        schema.execute(sql, "insert into {0} select null, i, 'old' from generate_series(1, 30000) i", "target");
        schema.execute(sql, "insert into {0} select null, i, 'new', i from generate_series(1, 30000) i", "staging");
        assertThat(merged("c")).containsExactly("null|30000|new");
    }

    @Test
    void aRowWhoseKeyCouldNotBeReadIsKeptAsItIs() {
        tables("id int8, c int8, v text");
        target("(null, 9, 'keyed null'), (1, 1, 'old')");
        stage("(null, 1, 'unreadable', ~1), (null, 1, 'unreadable', ~2), (null, 10, 'null', 3), (1, 2, 'new', 4)");
        assertThat(merged("c")).containsExactly("1|2|new", "null|10|null", "null|1|unreadable", "null|1|unreadable");
    }

    @Test
    void aDeletionThatWinsDeletes() {
        tables("id int8, c int8, d text");
        target("(1, 1, null), (2, 5, null), (3, 1, null), (4, 1, null)");
        stage("(1, 2, 'gone', 1), (2, 4, 'stale', 2), (3, 2, 'gone', 3), (3, 3, null, 4)");
        stage("(5, 1, 'never there', 5), (null, 1, 'unreadable', ~6)");
        merge(new MergePlan(
                staging(), target(), TestSchema.key("id"), List.of("id"), TestSchema.cursor("c"), Optional.of("d")));
        assertThat(rows()).containsExactly("2|5|null", "3|3|null", "4|1|null", "null|1|unreadable");
    }

    @Test
    void duplicatesInTheTargetHeal() {
        tables("id int8, c int8, v text");
        target("(1, 1, 'old'), (1, 2, 'old'), (1, 2, 'old'), (2, 1, 'untouched'), (2, 1, 'untouched')");
        stage("(1, 3, 'new', 1)");
        assertThat(merged("c")).containsExactly("1|3|new", "2|1|untouched", "2|1|untouched");
    }

    @Test
    void keysOfAnyTypeAreCompared() {
        for (String type : List.of(
                "text",
                "json",
                "jsonb",
                "numeric",
                "boolean",
                "timestamptz",
                "timetz",
                "date",
                "float8",
                "varchar(20)")) {
            String value = switch (type) {
                case "json", "jsonb" -> "{\"a\": 1}";
                case "numeric", "float8" -> "1.5";
                case "boolean" -> "true";
                case "timestamptz", "date" -> "2020-01-01";
                case "timetz" -> "10:00+02";
                default -> "x%_'".replace("'", "''");
            };
            tables("id " + type + ", c int8, v text");
            schema.execute(sql, "insert into {0} values ('" + value + "', 1, 'old')", "target");
            schema.execute(sql, "insert into {0} values ('" + value + "', 2, 'new', 1)", "staging");
            assertThat(merged("c")).as(type).hasSize(1).first().asString().endsWith("|2|new");
            schema.execute(sql, "drop table {0}, {1}", "target", "staging");
        }
    }

    @Test
    void columnsThatStagingDoesNotHaveTakeTheirDefaults() {
        tables("id int8, c int8, v text");
        schema.execute(sql, "alter table {0} add extra int default 7", "target");
        stage("(1, 1, 'new', 1)");
        assertThat(merged("c")).containsExactly("1|1|new|7");
    }

    @Test
    void anUnknownKeyColumnIsNamed() {
        tables("id int8, c int8, v text");
        assertThatThrownBy(() -> merged("c", "nope")).hasMessageContaining("nope");
    }

    @Test
    void aKeyTooLongForAnIndexIsMergedWithoutOne() {
        tables("id text, c int8, v text");
        schema.backend().tables().indexKey(sql, schema.name("target"), TestSchema.key("id"));
        assertThat(KeyIndex.findOurs(sql, schema.name("target"))).hasSize(1);
        String random = "(select string_agg(md5(i::text), '') from generate_series(1, 1000) i)";
        for (int round = 1; round <= 2; round++) {
            schema.execute(
                    sql,
                    "insert into {0} select " + random + ", " + round
                            + ", 'long', 1 union all select 'short', 1, 'x', 2",
                    "staging");
            merge(plan("c", "id"));
            assertThat(rows()).hasSize(2).first().asString().endsWith("|" + round + "|long");
        }
        assertThat(KeyIndex.findOurs(sql, schema.name("target"))).isEmpty();
    }

    private void tables(String columns) {
        schema.declare(sql, "target", columns);
        schema.declare(sql, "staging", columns + MERGE_COLUMNS);
    }

    private TableDefinition staging() {
        return schema.find(sql, "staging");
    }

    private TableDefinition target() {
        return schema.find(sql, "target");
    }

    private void target(String values) {
        schema.execute(sql, "insert into {0} values " + values, "target");
    }

    private void stage(String values) {
        schema.execute(sql, "insert into {0} values " + values, "staging");
    }

    private List<String> merged(@Nullable String cursor, String... key) {
        merge(plan(cursor, key.length == 0 ? new String[] {"id"} : key));
        return rows();
    }

    private MergePlan plan(@Nullable String cursor, String... key) {
        return new MergePlan(
                staging(), target(), TestSchema.key(key), List.of(key), TestSchema.cursor(cursor), Optional.empty());
    }

    private void merge(MergePlan plan) {
        schema.backend().tables().merge(sql, plan);
        assertThat(sql.fetchCount(staging().table())).as("staged rows left").isZero();
    }

    private List<String> rows() {
        return schema.rows(sql, target());
    }
}
