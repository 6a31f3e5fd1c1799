package io.sqlcache.testkit;

import static io.sqlcache.core.backend.LogicalType.INTEGER;
import static io.sqlcache.testkit.MessageScript.script;
import static io.sqlcache.testkit.StreamScript.catalog;
import static io.sqlcache.testkit.StreamScript.stream;
import static org.assertj.core.api.Assertions.assertThat;

import io.sqlcache.api.CachedColumn;
import io.sqlcache.api.Row;
import io.sqlcache.api.StreamId;
import io.sqlcache.api.WriteStrategy;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Names of columns: whatever the source calls a field, it has a column of its own that never moves. */
abstract class NamesContract extends CacheContract {

    private static final StreamId STREAM = StreamId.of("things");
    private static final String HASH = "_[0-9a-f]{8}";

    NamesContract(CacheConformanceTest suite) {
        super(suite);
    }

    @Test
    void namesFollowThePlainRuleWhereItWorks() {
        assertThat(columnsOf("Hello, World!", "camelCase", "1st", "+1", "user.id", "naïve", "a__b", "_private", "x\ty"))
                .containsExactly(
                        "hello__world_", "camelcase", "_1st", "_1", "user_id", "na_ve", "a__b", "_private", "x_y");
    }

    @Test
    void reservedWordsAreColumns() {
        String[] words = {
            "select",
            "from",
            "where",
            "order",
            "group",
            "by",
            "user",
            "table",
            "column",
            "primary",
            "key",
            "default",
            "end",
            "desc",
            "limit",
            "offset",
            "all",
            "and",
            "or",
            "not",
            "null",
            "true",
            "false",
            "case",
            "date",
            "time",
            "value",
            "values",
            "row",
            "rows",
            "window",
            "current_user",
            "interval",
            "check",
            "references",
            "excluded"
        };

        assertThat(columnsOf(words)).containsExactly(words);
    }

    @Test
    void namesOfWhichNothingIsLeftAreToldApartByTheirHash() {
        List<String> columns = columnsOf("", "_", "世界", "界世", "😀", "!!", "__", "שלום");

        assertThat(columns)
                .doesNotHaveDuplicates()
                .allSatisfy(column -> assertThat(column).matches(HASH));
    }

    @Test
    void charactersThatMeanSomethingInSqlAreHarmless() {
        List<String> columns = columnsOf(
                "a\"b",
                "a'b;c",
                "a`b~c",
                "a\\bc",
                "a?b=c",
                "a:b.c,",
                "{0} x",
                "$1 y",
                "%s z",
                "a/*b*/",
                "a--bcd",
                "a\u0000b c",
                "a]b[");

        assertThat(columns)
                .doesNotHaveDuplicates()
                .allSatisfy(column -> assertThat(column).matches("[a-z0-9_]+"));
    }

    @Test
    void longNamesThatBeginAlikeHaveColumnsOfTheirOwn() {
        for (int length : new int[] {63, 64, 70, 127, 300}) {
            String beginning = "x".repeat(length - 1);

            assertThat(columnsOf(beginning + "a", beginning + "b", "é".repeat(length) + "a", "é".repeat(length) + "b"))
                    .as("names of %d characters", length)
                    .doesNotHaveDuplicates();
        }
    }

    @Test
    void namesThatFallTogetherHaveColumnsOfTheirOwn() {
        List<String> columns = columnsOf("a b", "a-b", "A B", "a_b");

        assertThat(columns.get(0)).isEqualTo("a_b");
        assertThat(columns.subList(1, 4))
                .doesNotHaveDuplicates()
                .allSatisfy(column -> assertThat(column).matches("a_b" + HASH));
    }

    @Test
    void fieldsNamedLikeOurColumnsHaveColumnsOfTheirOwn() {
        List<String> columns =
                columnsOf("_airbyte_raw_id", "_airbyte_meta", "_Airbyte_Extracted_At", "_airbyte_generation_id");

        assertThat(columns).allSatisfy(column -> assertThat(column).matches("_airbyte_[a-z_]+" + HASH));
        Row row = allColumns(STREAM).get(0);
        assertThat(String.valueOf(row.value("_airbyte_raw_id"))).hasSize(36);
        assertThat(json(String.valueOf(row.value("_airbyte_meta"))).path("changes"))
                .isEmpty();
        assertThat(row.value("_airbyte_extracted_at")).isNotNull();
    }

    @Test
    void fieldsNamedLikeColumnsOfStagingHaveColumnsOfTheirOwn() {
        write(
                catalog(stream("things")
                        .field("id", INTEGER)
                        .field("_sqlcache_sequence", INTEGER)
                        .field("_sqlcache_unkeyed", INTEGER)
                        .primaryKey("id")),
                script().record("things", "id", 1, "_sqlcache_sequence", 5, "_sqlcache_unkeyed", 6)
                        .complete("things"));

        assertThat(byField().get(0)).containsEntry("_sqlcache_sequence", 5L).containsEntry("_sqlcache_unkeyed", 6L);
    }

    @Test
    void mappingStaysWhenTheOrderOfTheSchemaFlips() {
        List<String> before = columnsOf("a b", "a-b");
        workspace.closeCaches();

        assertThat(columnsOf("a-b", "a b")).containsExactly(before.get(1), before.get(0));
    }

    @Test
    void laterColliderDoesNotMoveTheFirst() {
        assertThat(columnsOf("a-b")).containsExactly("a_b");
        workspace.closeCaches();
        List<String> columns = columnsOf("a b", "a_b", "a-b");

        assertThat(columns.get(2)).isEqualTo("a_b");
        assertThat(columns).doesNotHaveDuplicates();
    }

    @Test
    void fieldThatLeftKeepsItsNameUntilItComesBack() {
        assertThat(columnsOf("a b", "a-b").get(0)).isEqualTo("a_b");
        assertThat(columnsOf("a-b", "a+b")).doesNotContain("a_b");

        assertThat(columnsOf("a b")).containsExactly("a_b");
    }

    @Test
    void keyAndCursorMayHaveAnyName() {
        String key = "Schlüssel ".repeat(12) + "1";
        String other = "Schlüssel ".repeat(12) + "2";
        write(
                catalog(stream("things")
                        .field("n", INTEGER)
                        .field(other, INTEGER)
                        .field(key, INTEGER)
                        .field("更新日", INTEGER)
                        .primaryKey(key, other)
                        .cursor("更新日")),
                script().record("things", key, 1, other, 2, "n", 1, "更新日", 2)
                        .record("things", key, 1, other, 2, "n", 2, "更新日", 1)
                        .record("things", key, 2, other, 1, "n", 3, "更新日", 1)
                        .complete("things"));

        assertThat(byField())
                .extracting(row -> row.get("n") + " " + row.get(key) + " " + row.get(other))
                .containsExactlyInAnyOrder("1 1 2", "3 2 1");
    }

    /** Lands one record with these fields, each with a value of its own, and expects to find each where the columns say. */
    private List<String> columnsOf(String... fields) {
        StreamScript stream = stream("things");
        Map<String, Object> data = new LinkedHashMap<>();
        for (String field : fields) {
            stream.field(field, INTEGER);
            data.put(field, (long) data.size());
        }
        if (cache().streams().contains(STREAM)) {
            cache().execute("delete from " + table("things"));
        }
        write(
                catalog(stream),
                WriteStrategy.APPEND,
                script().record("things", Json.text(data)).complete("things"));

        assertThat(byField()).hasSize(1);
        assertThat(byField().get(0)).containsAllEntriesOf(data);
        Map<String, String> names = cache().stream(STREAM).columns().stream()
                .collect(Collectors.toMap(CachedColumn::field, CachedColumn::name, (one, another) -> one));
        return Arrays.stream(fields).map(names::get).toList();
    }

    private List<Map<String, Object>> byField() {
        List<CachedColumn> columns = cache().stream(STREAM).columns();
        List<Map<String, Object>> rows = new ArrayList<>();
        for (Row row : allColumns(STREAM)) {
            Map<String, Object> values = new LinkedHashMap<>();
            columns.forEach(column -> values.putIfAbsent(column.field(), row.value(column.name())));
            rows.add(values);
        }
        return rows;
    }
}
