package io.sqlcache.postgres.table;

import static org.assertj.core.api.Assertions.assertThat;

import io.sqlcache.core.backend.ColumnPath;
import io.sqlcache.core.backend.Comparisons;
import io.sqlcache.core.backend.JooqTableOperations;
import io.sqlcache.core.backend.LogicalType;
import io.sqlcache.core.backend.MergePlan;
import io.sqlcache.core.backend.TableDefinition;
import io.sqlcache.core.backend.TableOperations;
import io.sqlcache.postgres.testing.TestSchema;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.jooq.DSLContext;
import org.jooq.JSONB;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Random batches, one after the other, against the rule in plain Java. */
@Tag("server-version")
@Timeout(60)
class MergeRandomTest {

    @RegisterExtension
    private final TestSchema schema = new TestSchema();

    private final Random random = new Random(7);
    private final Map<List<@Nullable Integer>, Staged> expected = new HashMap<>();
    private final Map<List<@Nullable Integer>, Staged> pending = new HashMap<>();
    private final Set<List<@Nullable Integer>> withoutCursor = new HashSet<>();
    private final Set<Integer> unkeyed = new HashSet<>();
    private int sequence;

    /** A staged row. */
    private record Staged(
            List<@Nullable Integer> key, @Nullable String cursor, int sequence, boolean unkeyed, boolean deleted) {

        /** Without a cursor nothing is stale; code points decide. */
        boolean isOlderThan(Staged other) {
            return cursor != null && other.cursor != null && cursor.compareTo(other.cursor) < 0;
        }

        String meta() {
            return unkeyed ? "{\"changes\": [{\"field\": \"a\", \"change\": \"NULLED\"}]}" : "{}";
        }
    }

    @ParameterizedTest
    @CsvSource({"postgres, false", "portable, false", "postgres, true"})
    void manyBatchesLeaveTheBestRowOfEachKey(String operations, boolean nested) throws SQLException {
        DSLContext sql = TestSchema.sql(schema.connect());
        String columns = "a %1$s, b %1$s, c %2$s, s int8, d text, _airbyte_meta jsonb"
                .formatted(nested ? "jsonb" : "int8", nested ? "jsonb" : "text collate \"C\"");
        TableDefinition target = schema.declare(sql, "target", columns);
        TableDefinition staging = schema.declare(sql, "staging", columns + ", _sqlcache_sequence int8");
        List<ColumnPath> key = nested
                ? List.of(new ColumnPath("a", List.of("x")), new ColumnPath("b", List.of("y", "z")))
                : TestSchema.key("a", "b");
        ColumnPath cursor = nested ? new ColumnPath("c", List.of("at")) : ColumnPath.of("c");
        MergePlan anything = new MergePlan(
                staging,
                target,
                key,
                List.of("a", "b"),
                Optional.of(new MergePlan.Cursor(cursor, LogicalType.STRING)),
                Optional.of("d"));
        schema.backend().tables().indexKey(sql, target.name(), key);
        TableOperations tables = operations.equals("postgres")
                ? schema.backend().tables()
                : new JooqTableOperations(new Comparisons() {}, JooqTableOperations.JoinedUpdate.UPDATE_FROM);
        for (int batch = 0; batch < 30; batch++) {
            boolean plain = random.nextBoolean();
            List<Staged> rows = new ArrayList<>();
            for (int i = random.nextInt(60); i > 0; i--) {
                Staged row = row(plain);
                stage(sql, staging, row, nested);
                expect(row);
                rows.add(row);
            }
            tables.merge(sql, plain ? knowing(anything, rows) : anything);
            assertThat(sql.select(target.field("s").coerce(Integer.class))
                            .from(target.table())
                            .fetchSet(0))
                    .as("after batch %d", batch)
                    .isEqualTo(expectedRows());
            assertThat(sql.fetchCount(staging.table())).isZero();
        }
    }

    /** The plan for just these rows. */
    private static MergePlan knowing(MergePlan plan, List<Staged> rows) {
        return new MergePlan(
                plan.staging(),
                plan.target(),
                plan.key(),
                plan.keyFields(),
                plan.cursor(),
                plan.deletedAt(),
                new MergePlan.Batch(
                        rows.stream().anyMatch(row -> !row.unkeyed && row.key.contains(null)),
                        rows.stream().anyMatch(Staged::unkeyed),
                        rows.stream().anyMatch(row -> row.cursor == null),
                        rows.stream().anyMatch(Staged::deleted),
                        false),
                false,
                Map.of());
    }

    /**
     * A row.
     *
     * @param plain whether it has a cursor
     */
    private Staged row(boolean plain) {
        boolean withoutKey = random.nextInt(20) == 0;
        List<@Nullable Integer> key = new ArrayList<>();
        key.add(withoutKey || random.nextInt(6) == 0 ? null : random.nextInt(4));
        key.add(random.nextInt(6) == 0 ? null : random.nextInt(4));
        String cursor = !plain && random.nextInt(5) == 0
                ? null
                : List.of("a", "B", "ä", "Z", "b1", "😀").get(random.nextInt(6));
        return new Staged(key, cursor, ++sequence, withoutKey, random.nextInt(8) == 0);
    }

    private void stage(DSLContext sql, TableDefinition staging, Staged row, boolean nested) {
        @Nullable Integer a = row.key.get(0);
        @Nullable Integer b = row.key.get(1);
        sql.insertInto(staging.table())
                .values(
                        nested ? inside("x", a == null ? null : a + ".0".repeat(random.nextInt(2))) : a,
                        nested ? inside("y", b == null ? null : "{\"z\": %d, \"more\": []}".formatted(b)) : b,
                        nested ? inside("at", row.cursor == null ? null : "\"" + row.cursor + "\"") : row.cursor,
                        row.sequence,
                        row.deleted ? "gone" : null,
                        JSONB.valueOf(row.meta()),
                        row.unkeyed ? ~row.sequence : row.sequence)
                .execute();
    }

    /** The object with the value; one of many without it for null. */
    private @Nullable JSONB inside(String name, @Nullable String value) {
        List<String> nothing = List.of("", "{}", "{\"" + name + "\": null}", "null", "5", "\"" + name + "\"", "[1]");
        String json = value == null
                ? nothing.get(random.nextInt(nothing.size()))
                : "{\"%s\": %s, \"noise\": %d}".formatted(name, value, random.nextInt());
        return json.isEmpty() ? null : JSONB.valueOf(json);
    }

    private void expect(Staged row) {
        if (row.unkeyed) {
            unkeyed.add(row.sequence);
        } else {
            pending.merge(row.key, row, (before, now) -> now.isOlderThan(before) ? before : now);
            if (row.cursor == null) {
                withoutCursor.add(row.key);
            }
        }
    }

    /** The numbers of the rows. */
    private Set<Integer> expectedRows() {
        pending.forEach((key, winner) -> {
            Staged present = expected.get(key);
            if (present == null || withoutCursor.contains(key) || !winner.isOlderThan(present)) {
                expected.put(key, winner);
            }
        });
        pending.clear();
        withoutCursor.clear();
        expected.values().removeIf(Staged::deleted);
        Set<Integer> rows = new HashSet<>(unkeyed);
        expected.values().forEach(row -> rows.add(row.sequence));
        return rows;
    }
}
