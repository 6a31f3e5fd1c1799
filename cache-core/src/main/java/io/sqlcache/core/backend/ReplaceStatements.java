package io.sqlcache.core.backend;

import io.sqlcache.core.backend.JooqTableOperations.JoinedUpdate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.Table;
import org.jooq.impl.DSL;

/**
 * The statements that make a table's rows those of another, and let rows that are in both stay where they are: rows that left are
 * deleted, then the others updated, then new ones inserted. A null equals nothing here: such rows are new ones.
 */
final class ReplaceStatements {

    private final DSLContext sql;
    private final SwapPlan plan;
    private final List<String> matched;
    private final Comparisons comparisons;
    private final JoinedUpdate joinedUpdate;
    private final TableDefinition target;
    private final Table<?> filled;

    /**
     * For these tables.
     *
     * @param matched the columns by which rows are known again, unique on both sides
     */
    ReplaceStatements(
            DSLContext sql, SwapPlan plan, List<String> matched, Comparisons comparisons, JoinedUpdate joinedUpdate) {
        this.sql = sql;
        this.plan = plan;
        this.matched = matched;
        this.comparisons = comparisons;
        this.joinedUpdate = joinedUpdate;
        this.target = plan.target();
        this.filled = plan.filled().table();
    }

    void execute() {
        sql.deleteFrom(target.table())
                .where(DSL.notExists(DSL.selectOne().from(filled).where(same())))
                .execute();
        update();
        List<String> columns = plan.columns();
        sql.insertInto(target.table(), fields(columns, target::field))
                .select(DSL.select(fields(columns, plan.filled()::field))
                        .from(filled)
                        .where(DSL.notExists(
                                DSL.selectOne().from(target.table()).where(same()))))
                .execute();
    }

    private void update() {
        Map<Field<?>, Field<?>> values = new LinkedHashMap<>();
        plan.columns().stream()
                .filter(column -> !matched.contains(column))
                .forEach(
                        column -> values.put(target.field(column), plan.filled().field(column)));
        if (values.isEmpty()) {
            return;
        }
        if (joinedUpdate == JoinedUpdate.UPDATE_FROM) {
            sql.update(target.table()).set(values).from(filled).where(same()).execute();
        } else {
            sql.mergeInto(target.table())
                    .using(filled)
                    .on(same())
                    .whenMatchedThenUpdate()
                    .set(values)
                    .execute();
        }
    }

    @SuppressWarnings("unchecked") // forms of columns of one type
    private Condition same() {
        List<Condition> same = new ArrayList<>();
        for (String column : matched) {
            ColumnType type = target.column(column).orElseThrow().type();
            same.add(((Field<Object>) comparisons.key(target.field(column), type))
                    .eq((Field<Object>) comparisons.key(plan.filled().field(column), type)));
        }
        return DSL.and(same);
    }

    private static List<Field<?>> fields(List<String> columns, Function<String, Field<Object>> expressions) {
        return columns.stream().<Field<?>>map(expressions).toList();
    }
}
