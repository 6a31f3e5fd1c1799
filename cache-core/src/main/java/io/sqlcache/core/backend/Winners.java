package io.sqlcache.core.backend;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.Name;
import org.jooq.OrderField;
import org.jooq.Select;
import org.jooq.SelectFieldOrAsterisk;
import org.jooq.Table;
import org.jooq.impl.DSL;
import org.jooq.impl.SQLDataType;

/**
 * The staged row that wins of each key whose nulls are in the same parts, as a derived table.
 *
 * <p>Rows are taken as if one came after the other: a row without a cursor takes the place of all before it, and is replaced by any
 * after it; among rows with one, the highest cursor wins, and of equal ones the later row.
 */
final class Winners {

    private static final Name ALIAS = DSL.quotedName("winners");
    private static final Name STAGED = DSL.quotedName("staged");
    private static final Name LAST_WITHOUT_CURSOR = DSL.quotedName("_sqlcache_last_without_cursor");

    private final MergePlan plan;
    private final Comparisons comparisons;
    private final boolean nullCursors;
    private final MergeRows staged;
    private final Table<?> table;
    private final MergeRows rows;

    /**
     * Winners of the staging table.
     *
     * @param nulls the parts of the key that are null in them, and in no others
     * @param columns what is needed of them beside key and cursor, by name
     * @param nullCursors whether some staged rows may have no cursor
     */
    Winners(
            MergePlan plan,
            Comparisons comparisons,
            Set<Integer> nulls,
            Collection<String> columns,
            boolean nullCursors) {
        this.plan = plan;
        this.comparisons = comparisons;
        this.nullCursors = nullCursors && plan.cursor().isPresent();
        this.staged = new MergeRows(plan.staging(), plan, comparisons);
        Condition chosen = isKeyed(plan.staging()).and(nulls.isEmpty() ? notNull() : staged.isNullJustIn(nulls));
        this.table = select(needed(columns), chosen).asTable(ALIAS);
        this.rows = new MergeRows(plan.staging(), column -> table.field(DSL.quotedName(column)), plan, comparisons);
    }

    /** A batch that is known to have no null in a key need not be searched for one. */
    private Condition notNull() {
        return plan.batch().nullKeys() ? staged.hasNull().not() : DSL.noCondition();
    }

    /** Whether the key of a staged row could be read. */
    static Condition isKeyed(TableDefinition staging) {
        return isUnkeyed(staging).not();
    }

    /** Whether the key of a staged row could not be read. */
    static Condition isUnkeyed(TableDefinition staging) {
        return staging.field(MergePlan.SEQUENCE).coerce(SQLDataType.BIGINT).lt(DSL.inline(0L));
    }

    /** For a FROM clause. */
    Table<?> table() {
        return table;
    }

    /** A column that was asked for. */
    Field<?> column(String name) {
        Field<?> constant = plan.constants().get(name);
        return constant == null ? rows.column(name) : constant;
    }

    /** Their keys and cursors. */
    MergeRows rows() {
        return rows;
    }

    /** Whether a row of the target gives way to its winner. */
    Condition replace(MergeRows present) {
        Optional<Field<Object>> cursor = rows.cursor();
        if (cursor.isEmpty()) {
            return DSL.noCondition();
        }
        Field<Object> old = present.cursor().orElseThrow();
        Condition newer = old.isNull().or(rows.isAsNewAs(present));
        return nullCursors
                ? newer.or(cursor.get().isNull())
                        .or(table.field(LAST_WITHOUT_CURSOR).isNotNull())
                : newer;
    }

    private Set<String> needed(Collection<String> columns) {
        Set<String> needed = new LinkedHashSet<>(columns);
        needed.removeAll(plan.constants().keySet());
        needed.add(MergePlan.SEQUENCE); // some databases order distinct rows by what is selected only
        plan.key().forEach(part -> needed.add(part.column()));
        plan.cursor().ifPresent(cursor -> needed.add(cursor.path().column()));
        if (plan.keepsRemainders()) {
            needed.add(MergePlan.META);
        }
        return needed;
    }

    /** In the order of the key, so that neighbours in an index come together. */
    private Select<?> select(Set<String> columns, Condition chosen) {
        TableDefinition staging = plan.staging();
        if (!nullCursors) {
            List<SelectFieldOrAsterisk> selected =
                    new ArrayList<>(columns.stream().map(staging::field).toList());
            return DSL.select(selected)
                    .distinctOn(staged.identity())
                    .from(staging.table())
                    .where(chosen)
                    .orderBy(order(staged, DSL.noCondition()));
        }
        Table<?> ranked = ranked(columns, chosen);
        MergeRows rows = new MergeRows(staging, column -> ranked.field(DSL.quotedName(column)), plan, comparisons);
        List<SelectFieldOrAsterisk> selected =
                new ArrayList<>(columns.stream().map(rows::column).toList());
        Field<Object> last = DSL.field(STAGED.append(LAST_WITHOUT_CURSOR), Object.class);
        selected.add(last);
        Condition after = last.isNull().or(sequence(rows).ge(last));
        return DSL.select(selected).distinctOn(rows.identity()).from(ranked).orderBy(order(rows, after));
    }

    private Table<?> ranked(Set<String> columns, Condition chosen) {
        TableDefinition staging = plan.staging();
        List<SelectFieldOrAsterisk> selected =
                new ArrayList<>(columns.stream().map(staging::field).toList());
        Field<Object> withoutCursor =
                DSL.when(staged.cursor().orElseThrow().isNull(), staging.field(MergePlan.SEQUENCE));
        selected.add(
                DSL.max(withoutCursor).over(DSL.partitionBy(staged.identity())).as(LAST_WITHOUT_CURSOR));
        return DSL.select(selected).from(staging.table()).where(chosen).asTable(STAGED);
    }

    /** Each key's winner first. */
    private List<OrderField<?>> order(MergeRows rows, Condition after) {
        List<OrderField<?>> order = new ArrayList<>(rows.identity());
        if (!after.equals(DSL.noCondition())) {
            order.add(DSL.when(after, DSL.inline(0)).otherwise(DSL.inline(1)));
        }
        rows.cursor().ifPresent(cursor -> order.add(cursor.desc().nullsLast()));
        if (plan.batch().remainders()) {
            rows.cursorRemainder().ifPresent(remainder -> order.add(remainder.desc()));
        }
        order.add(sequence(rows).desc());
        return order;
    }

    @SuppressWarnings("unchecked") // a bigint, whatever jOOQ takes it for
    private static Field<Object> sequence(MergeRows rows) {
        return (Field<Object>) rows.column(MergePlan.SEQUENCE);
    }

    /** Nulls in the key among staged rows that have one: which parts are null together. */
    static List<Set<Integer>> nullPatterns(DSLContext sql, MergePlan plan, Comparisons comparisons) {
        MergeRows staged = new MergeRows(plan.staging(), plan, comparisons);
        List<Field<Boolean>> nulls =
                staged.key().stream().map(part -> DSL.field(part.isNull())).toList();
        return sql
                .selectDistinct(nulls)
                .from(plan.staging().table())
                .where(isKeyed(plan.staging()))
                .and(staged.hasNull())
                .stream()
                .map(found -> {
                    Set<Integer> pattern = new LinkedHashSet<>();
                    for (int part = 0; part < found.size(); part++) {
                        if (found.get(part, Boolean.class)) {
                            pattern.add(part);
                        }
                    }
                    return Set.copyOf(pattern);
                })
                .toList();
    }
}
