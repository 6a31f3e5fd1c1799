package io.sqlcache.core.backend;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.OrderField;
import org.jooq.Record;
import org.jooq.Select;
import org.jooq.SelectFieldOrAsterisk;
import org.jooq.Table;
import org.jooq.impl.DSL;
import org.jooq.impl.SQLDataType;

/**
 * The statements of a merge: staged rows older than the target's are dropped, the target's rows that are left with a staged
 * one are deleted, and the best staged row of each key is inserted.
 *
 * <p>Deleting and inserting, rather than updating, leaves one row a key also where the target had several. Keys are joined
 * by {@code =}, which any database can hash. Rows with a null in the key are few, if any: they are joined apart, one pair of
 * statements for each combination of null parts that occurs. A combination is a set of positions in the key.
 */
final class MergeStatements {

    private final DSLContext sql;
    private final MergePlan plan;
    private final TableDefinition staging;
    private final TableDefinition target;
    private final MergeRows staged;
    private final MergeRows present;

    MergeStatements(DSLContext sql, MergePlan plan, Comparisons comparisons) {
        this.sql = sql;
        this.plan = plan;
        this.staging = plan.staging();
        this.target = plan.target();
        this.staged = new MergeRows(staging, plan, comparisons);
        this.present = new MergeRows(target, plan, comparisons);
    }

    /** Merges; the staged rows are no use afterwards. */
    void execute() {
        for (Set<Integer> nulls : nullPatterns()) {
            if (plan.cursor().isPresent()) {
                dropStale(staged.cursor().orElseThrow(), present.cursor().orElseThrow(), nulls);
            }
            deleteReplaced(nulls);
        }
        insertWinners();
    }

    /** Which parts of the key are null together; begins with the empty set, for keys without a null. */
    private List<Set<Integer>> nullPatterns() {
        List<Field<Boolean>> nulls =
                staged.key().stream().map(part -> DSL.field(part.isNull())).toList();
        List<Set<Integer>> patterns = new ArrayList<>();
        patterns.add(Set.of());
        sql.selectDistinct(nulls)
                .from(staging.table())
                .where(isKeyed())
                .and(staged.hasNull())
                .forEach(found -> patterns.add(pattern(found)));
        return patterns;
    }

    private static Set<Integer> pattern(Record found) {
        return IntStream.range(0, found.size())
                .filter(part -> found.get(part, Boolean.class))
                .boxed()
                .collect(Collectors.toUnmodifiableSet());
    }

    private void dropStale(Field<Object> cursor, Field<Object> presentCursor, Set<Integer> nulls) {
        Condition stale = nulls.size() == plan.key().size()
                ? isOlder(cursor, highest(presentCursor, nulls))
                : DSL.exists(DSL.selectOne()
                        .from(target.table())
                        .where(present.isNull(nulls))
                        .and(hasKey(nulls))
                        .and(present.sameKey(staged, nulls))
                        .and(isOlder(cursor, presentCursor)));
        sql.deleteFrom(staging.table())
                .where(isKeyed())
                .and(staged.isNull(nulls))
                .and(stale)
                .execute();
    }

    private static Condition isOlder(Field<Object> cursor, Field<Object> other) {
        return cursor.lt(other).or(cursor.isNull().and(other.isNotNull()));
    }

    /** In place of a join: rows of which nothing of the key is known may be many on both sides. */
    private Field<Object> highest(Field<Object> presentCursor, Set<Integer> nulls) {
        return DSL.field(DSL.select(presentCursor)
                .from(target.table())
                .where(present.isNull(nulls))
                .and(hasKey(nulls))
                .and(presentCursor.isNotNull())
                .orderBy(presentCursor.desc())
                .limit(1));
    }

    /** Each side is asked for its nulls by itself, since no join can use them. */
    private void deleteReplaced(Set<Integer> nulls) {
        Condition replaced = DSL.exists(DSL.selectOne()
                .from(staging.table())
                .where(isKeyed())
                .and(staged.isNull(nulls))
                .and(present.sameKey(staged, nulls)));
        sql.deleteFrom(target.table())
                .where(present.isNull(nulls))
                .and(hasKey(nulls))
                .and(replaced)
                .execute();
    }

    /** In the order of the key, so that neighbours in an index are inserted together. */
    private void insertWinners() {
        List<String> columns = sharedColumns();
        Table<?> winners = winners().asTable(DSL.quotedName("winners"));
        Condition kept =
                new CdcDeletes(plan).isKept(winners, isUnkeyed(winners.field(DSL.quotedName(MergePlan.UNKEYED))));
        sql.insertInto(target.table(), columns.stream().map(target::field).toList())
                .select(DSL.select(columns.stream()
                                .map(column -> winners.field(DSL.quotedName(column)))
                                .toList())
                        .from(winners)
                        .where(kept))
                .execute();
    }

    private Select<?> winners() {
        List<SelectFieldOrAsterisk> selected = new ArrayList<>();
        staging.columns().forEach(column -> selected.add(staging.field(column.name())));
        List<Field<?>> key = new ArrayList<>(staged.key());
        key.add(DSL.when(isUnkeyed(staging.field(MergePlan.UNKEYED)), staging.field(MergePlan.SEQUENCE)));
        List<OrderField<?>> order = new ArrayList<>(key);
        staged.cursor().ifPresent(cursor -> order.add(cursor.desc().nullsLast()));
        order.add(staging.field(MergePlan.SEQUENCE).desc());
        return DSL.select(selected).distinctOn(key).from(staging.table()).orderBy(order);
    }

    /** The columns that can be moved: the staging table need not have those that nobody writes. */
    private List<String> sharedColumns() {
        return target.columns().stream()
                .map(ColumnDefinition::name)
                .filter(column -> staging.column(column).isPresent())
                .toList();
    }

    /** Whether the nulls in the key of the target's row came from the source, and not from values that did not fit. */
    private Condition hasKey(Set<Integer> nulls) {
        if (nulls.isEmpty() || target.column(MergePlan.META).isEmpty()) {
            return DSL.noCondition();
        }
        Field<?> meta = target.field(MergePlan.META);
        return DSL.and(nulls.stream()
                .map(part -> MergePlan.tellsOf(meta, plan.keyFields().get(part)).not())
                .toList());
    }

    private Condition isKeyed() {
        return isUnkeyed(staging.field(MergePlan.UNKEYED)).not();
    }

    private static Condition isUnkeyed(Field<?> flag) {
        return flag.coerce(SQLDataType.BOOLEAN).eq(DSL.inline(true));
    }
}
