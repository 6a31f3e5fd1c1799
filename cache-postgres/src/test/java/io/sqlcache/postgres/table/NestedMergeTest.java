package io.sqlcache.postgres.table;

import static org.assertj.core.api.Assertions.assertThat;

import io.sqlcache.core.backend.ColumnPath;
import io.sqlcache.core.backend.LogicalType;
import io.sqlcache.core.backend.MergePlan;
import io.sqlcache.core.backend.TableDefinition;
import io.sqlcache.postgres.testing.TestSchema;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.impl.DSL;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Keys and cursors inside of JSON columns, and the index by which their rows are found. */
@Tag("server-version")
@Timeout(60)
class NestedMergeTest {

    private static final String RANDOM = "(select string_agg(md5(i::text), '') from generate_series(1, 1000) i)";

    @RegisterExtension
    private final TestSchema schema = new TestSchema();

    private DSLContext sql;

    @BeforeEach
    void connect() throws SQLException {
        sql = TestSchema.sql(schema.connect());
    }

    @ParameterizedTest
    @ValueSource(strings = {"jsonb", "json"})
    void aMergeFindsTheRowsOfANestedKeyByTheIndex(String type) {
        ColumnPath part = new ColumnPath("o", List.of("a.b", "it's \"{x,y}\" ?", "back\\slash", "кл😀:n"));
        List<ColumnPath> key = List.of(part, ColumnPath.of("id"));
        tables("id int8, v text, o " + type);
        schema.backend().tables().indexKey(sql, schema.name("target"), key);
        fill("target", "1, 20000", "", part);
        schema.execute(sql, "analyze {0}", "target");
        fill("staging", "5, 7", ", i", part);
        long scansBefore = indexScans();

        merge(plan(Optional.empty(), key));
        assertThat(sql.fetchCount(schema.find(sql, "target").table())).isEqualTo(20000);
        assertThat(indexScans()).isGreaterThan(scansBefore);
    }

    @Test
    void aNestedKeyTooLongForAnIndexIsMergedWithoutOne() {
        List<ColumnPath> key = List.of(new ColumnPath("o", List.of("id")));
        tables("v text, o jsonb");
        schema.backend().tables().indexKey(sql, schema.name("target"), key);
        assertThat(KeyIndex.findOurs(sql, schema.name("target"))).hasSize(1);
        for (int round = 1; round <= 2; round++) {
            schema.execute(
                    sql,
                    "insert into {0} select '%d', jsonb_build_object('id', %s), 1".formatted(round, RANDOM),
                    "staging");
            merge(plan(Optional.empty(), key));
            assertThat(values()).containsExactly(Integer.toString(round));
        }
        assertThat(KeyIndex.findOurs(sql, schema.name("target"))).isEmpty();
    }

    @Test
    void nulsInJsonThatOthersWroteDoNotFailAMerge() {
        List<ColumnPath> key = List.of(new ColumnPath("o", List.of("id")));
        tables("v text, o json");
        schema.execute(
                sql,
                "insert into {0} values ('kept', '{\"id\": \"a\\u0000\"}'), ('old', '{\"id\": \"a\", \"at\": 1, \"x\": \"\\u0000\"}')",
                "target");
        schema.backend().tables().indexKey(sql, schema.name("target"), key);
        schema.execute(sql, "insert into {0} values ('new', '{\"at\": 1.0, \"id\": \"a\"}', 1)", "staging");
        merge(plan(Optional.of(new MergePlan.Cursor(new ColumnPath("o", List.of("at")), LogicalType.ANY)), key));
        assertThat(values()).containsExactly("kept", "new");
    }

    @Test
    void textCursorsInsideCompareByCodePoint() {
        tables("id int8, v text, o jsonb");
        schema.execute(
                sql, "insert into {0} values (1, 'kept', '{\"at\": \"b\"}'), (2, 'old', '{\"at\": \"b\"}')", "target");
        schema.execute(
                sql,
                "insert into {0} values (1, 'stale', '{\"at\": \"B\"}', 1), (2, 'none', '{}', 2), (2, 'fresh', '{\"at\": \"ä\"}', 3)",
                "staging");
        merge(plan(
                Optional.of(new MergePlan.Cursor(new ColumnPath("o", List.of("at")), LogicalType.STRING)),
                TestSchema.key("id")));
        assertThat(values()).containsExactly("fresh", "kept");
    }

    @Test
    void whatIsNoNumberIsAsGoodAsNullAmongNumbers() {
        String odd = List.of("\"1e3\"", "\"NaN\"", "\"\"", "\" 7\"", "\"0x1\"", "true", "[9]", "{}", "null").stream()
                .map("(1, 'odd', '{\"at\": %s}', 0)"::formatted)
                .reduce((one, other) -> one + ", " + other)
                .orElseThrow();
        tables("id int8, v text, o jsonb");
        schema.execute(sql, "insert into {0} values " + odd + ", (1, 'low', '{\"at\": -5}', 1)", "staging");
        schema.execute(sql, "insert into {0} values (1, 'high', '{\"at\": \"-4.5\"}', 2)", "staging");
        merge(plan(
                Optional.of(new MergePlan.Cursor(new ColumnPath("o", List.of("at")), LogicalType.NUMBER)),
                TestSchema.key("id")));
        assertThat(values()).containsExactly("high");
    }

    private void tables(String columns) {
        schema.declare(sql, "target", columns);
        schema.declare(sql, "staging", columns + ", _sqlcache_sequence bigint");
    }

    /** Rows with a number each at the path. */
    private void fill(String table, String numbers, String more, ColumnPath part) {
        Field<?> object = DSL.field(DSL.raw("i"));
        for (int depth = part.path().size() - 1; depth >= 0; depth--) {
            object = DSL.field(
                    "jsonb_build_object({0}, {1})", DSL.inline(part.path().get(depth)), object);
        }
        TableDefinition filled = schema.find(sql, table);
        sql.query(
                        "insert into {0} select i, 'x', cast({1} as {2}){3} from generate_series({4}) i",
                        filled.table(),
                        object,
                        DSL.raw(filled.column("o").orElseThrow().type().sql()),
                        DSL.raw(more),
                        DSL.raw(numbers))
                .execute();
    }

    private MergePlan plan(Optional<MergePlan.Cursor> cursor, List<ColumnPath> key) {
        return new MergePlan(
                schema.find(sql, "staging"),
                schema.find(sql, "target"),
                key,
                key.stream().map(ColumnPath::column).toList(),
                cursor,
                Optional.empty());
    }

    private void merge(MergePlan plan) {
        schema.backend().tables().merge(sql, plan);
    }

    private List<String> values() {
        return sql
                .select(DSL.field(DSL.quotedName("v"), String.class))
                .from(schema.find(sql, "target").table())
                .fetch(0, String.class)
                .stream()
                .sorted()
                .toList();
    }

    /** How often this transaction has looked into the key's index so far. */
    private long indexScans() {
        String index = KeyIndex.findOurs(sql, schema.name("target")).get(0).name();
        return sql.fetchOne(
                        "select pg_stat_get_xact_numscans(c.oid) from pg_class c join pg_namespace n on n.oid = c.relnamespace where n.nspname = ? and c.relname = ?",
                        schema.name("target").schema(),
                        index)
                .get(0, Long.class);
    }
}
