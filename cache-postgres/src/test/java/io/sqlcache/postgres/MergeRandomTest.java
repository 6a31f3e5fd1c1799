package io.sqlcache.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import io.sqlcache.core.backend.JooqTableOperations;
import io.sqlcache.core.backend.MergePlan;
import io.sqlcache.core.backend.TableDefinition;
import io.sqlcache.core.backend.TableOperations;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.jooq.DSLContext;
import org.jooq.JSONB;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Random batches, one after the other, against the rule in plain Java. */
@Timeout(60)
class MergeRandomTest {

    @RegisterExtension
    private final TestSchema schema = new TestSchema();

    private final Random random = new Random(7);
    private final Map<List<@Nullable Integer>, Staged> expected = new HashMap<>();
    private final Map<List<@Nullable Integer>, Staged> pending = new HashMap<>();
    private final List<String> unkeyed = new ArrayList<>();
    private int sequence;

    /** A staged row. */
    private record Staged(
            List<@Nullable Integer> key, @Nullable String cursor, int sequence, boolean unkeyed, boolean deleted) {

        /** Null ranks lowest; code points decide. */
        boolean isOlderThan(Staged other) {
            return Comparator.nullsFirst(Comparator.<String>naturalOrder()).compare(cursor, other.cursor) < 0;
        }

        String meta() {
            return unkeyed ? "{\"changes\": [{\"field\": \"a\"}]}" : "{}";
        }

        String text() {
            return key.get(0) + "|" + key.get(1) + "|" + cursor + "|" + sequence + "|" + (deleted ? "gone" : "null")
                    + "|" + meta();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"postgres", "portable"})
    void manyBatchesLeaveTheBestRowOfEachKey(String operations) throws SQLException {
        DSLContext sql = TestSchema.sql(schema.connect());
        String columns = "a int8, b int8, c text collate \"C\", s int8, d text, _airbyte_meta jsonb";
        TableDefinition target = schema.declare(sql, "target", columns);
        TableDefinition staging =
                schema.declare(sql, "staging", columns + ", _sqlcache_sequence int8, _sqlcache_unkeyed boolean");
        MergePlan plan = new MergePlan(
                staging, target, List.of("a", "b"), List.of("a", "b"), Optional.of("c"), Optional.of("d"));
        TableOperations tables =
                operations.equals("postgres") ? schema.backend().tables() : new JooqTableOperations();
        for (int batch = 0; batch < 30; batch++) {
            for (int i = random.nextInt(60); i > 0; i--) {
                Staged row = row();
                stage(sql, staging, row);
                expect(row);
            }
            tables.merge(sql, plan);
            assertThat(schema.rows(sql, target)).as("after batch %d", batch).isEqualTo(expectedRows());
            assertThat(sql.fetchCount(staging.table())).isZero();
        }
    }

    private Staged row() {
        boolean withoutKey = random.nextInt(20) == 0;
        List<@Nullable Integer> key = new ArrayList<>();
        key.add(withoutKey || random.nextInt(6) == 0 ? null : random.nextInt(4));
        key.add(random.nextInt(6) == 0 ? null : random.nextInt(4));
        String cursor = random.nextInt(5) == 0
                ? null
                : List.of("a", "B", "ä", "Z", "b1", "😀").get(random.nextInt(6));
        return new Staged(key, cursor, ++sequence, withoutKey, random.nextInt(8) == 0);
    }

    private static void stage(DSLContext sql, TableDefinition staging, Staged row) {
        sql.insertInto(staging.table())
                .values(
                        row.key.get(0),
                        row.key.get(1),
                        row.cursor,
                        row.sequence,
                        row.deleted ? "gone" : null,
                        JSONB.valueOf(row.meta()),
                        row.sequence,
                        DSL.inline(row.unkeyed))
                .execute();
    }

    private void expect(Staged row) {
        if (row.unkeyed) {
            unkeyed.add(row.text());
        } else {
            pending.merge(row.key, row, (before, now) -> now.isOlderThan(before) ? before : now);
        }
    }

    private List<String> expectedRows() {
        pending.forEach((key, winner) -> {
            Staged present = expected.get(key);
            if (present == null || !winner.isOlderThan(present)) {
                expected.put(key, winner);
            }
        });
        pending.clear();
        expected.values().removeIf(Staged::deleted);
        List<String> rows = new ArrayList<>(unkeyed);
        expected.values().forEach(row -> rows.add(row.text()));
        return rows.stream().sorted().toList();
    }
}
