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
 * statements for each combination of null columns that occurs.
 */
final class MergeStatements {

    private final DSLContext sql;
    private final MergePlan plan;
    private final Comparisons comparisons;
    private final TableDefinition staging;
    private final TableDefinition target;

    MergeStatements(DSLContext sql, MergePlan plan, Comparisons comparisons) {
        this.sql = sql;
        this.plan = plan;
        this.comparisons = comparisons;
        this.staging = plan.staging();
        this.target = plan.target();
    }

    /** Merges; the staged rows are no use afterwards. */
    void execute() {
        for (Set<String> nullColumns : nullPatterns()) {
            plan.cursor().ifPresent(cursor -> dropStale(cursor, nullColumns));
            deleteReplaced(nullColumns);
        }
        insertWinners();
    }

    /** Which columns of the key are null together; begins with the empty set, for keys without a null. */
    private List<Set<String>> nullPatterns() {
        List<String> key = plan.key();
        List<Field<Boolean>> nulls = key.stream()
                .map(column -> DSL.field(staging.field(column).isNull()))
                .toList();
        Condition someNull = DSL.or(
                key.stream().map(column -> staging.field(column).isNull()).toList());
        List<Set<String>> patterns = new ArrayList<>();
        patterns.add(Set.of());
        sql.selectDistinct(nulls)
                .from(staging.table())
                .where(isKeyed())
                .and(someNull)
                .forEach(found -> patterns.add(nullColumns(found)));
        return patterns;
    }

    private Set<String> nullColumns(Record found) {
        return IntStream.range(0, plan.key().size())
                .filter(i -> found.get(i, Boolean.class))
                .mapToObj(plan.key()::get)
                .collect(Collectors.toUnmodifiableSet());
    }

    private void dropStale(String cursor, Set<String> nullColumns) {
        Condition stale = nullColumns.size() == plan.key().size()
                ? isOlderThanHighest(cursor)
                : DSL.exists(DSL.selectOne()
                        .from(target.table())
                        .where(isNull(target, nullColumns))
                        .and(hasKey(nullColumns))
                        .and(sameKey(nullColumns))
                        .and(isOlder(cursor)));
        sql.deleteFrom(staging.table())
                .where(isKeyed())
                .and(isNull(staging, nullColumns))
                .and(stale)
                .execute();
    }

    private Condition isOlder(String cursor) {
        Condition unknown =
                staging.field(cursor).isNull().and(target.field(cursor).isNotNull());
        return cursor(target, cursor).gt(cursor(staging, cursor)).or(unknown);
    }

    /** The same without a join: rows of which nothing of the key is known may be many on both sides. */
    private Condition isOlderThanHighest(String cursor) {
        Field<Object> highest = DSL.field(DSL.select(cursor(target, cursor))
                .from(target.table())
                .where(isNull(target, plan.key()))
                .and(hasKey(Set.copyOf(plan.key())))
                .and(target.field(cursor).isNotNull())
                .orderBy(cursor(target, cursor).desc())
                .limit(1));
        Condition unknown = staging.field(cursor).isNull().and(highest.isNotNull());
        return cursor(staging, cursor).lt(highest).or(unknown);
    }

    private void deleteReplaced(Set<String> nullColumns) {
        Condition staged = DSL.exists(DSL.selectOne()
                .from(staging.table())
                .where(isKeyed())
                .and(isNull(staging, nullColumns))
                .and(sameKey(nullColumns)));
        sql.deleteFrom(target.table())
                .where(isNull(target, nullColumns))
                .and(hasKey(nullColumns))
                .and(staged)
                .execute();
    }

    /** In the order of the key, so that neighbours in an index are inserted together. */
    private void insertWinners() {
        List<String> columns = sharedColumns();
        Table<?> winners = winners().asTable(DSL.quotedName("winners"));
        Condition kept = plan.deletedAt()
                .map(deletedAt -> winners.field(DSL.quotedName(deletedAt)).isNull())
                .orElse(DSL.trueCondition());
        sql.insertInto(target.table(), columns.stream().map(target::field).toList())
                .select(DSL.select(columns.stream()
                                .map(column -> winners.field(DSL.quotedName(column)))
                                .toList())
                        .from(winners)
                        .where(DSL.or(kept, isUnkeyed(winners.field(DSL.quotedName(MergePlan.UNKEYED))))))
                .execute();
    }

    private Select<?> winners() {
        List<SelectFieldOrAsterisk> selected = new ArrayList<>();
        staging.columns().forEach(column -> selected.add(staging.field(column.name())));
        List<Field<?>> key = new ArrayList<>();
        plan.key().forEach(column -> key.add(key(staging, column)));
        key.add(DSL.when(isUnkeyed(staging.field(MergePlan.UNKEYED)), staging.field(MergePlan.SEQUENCE)));
        List<OrderField<?>> order = new ArrayList<>(key);
        plan.cursor()
                .ifPresent(cursor -> order.add(cursor(staging, cursor).desc().nullsLast()));
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

    /** Without the columns that are null on both sides, of which each side is asked by itself: no join can use them. */
    private Condition sameKey(Set<String> nullColumns) {
        return DSL.and(plan.key().stream()
                .filter(column -> !nullColumns.contains(column))
                .map(column -> key(target, column).eq(key(staging, column)))
                .toList());
    }

    /** Whether the nulls in the key of the target's row came from the source, and not from values that did not fit. */
    private Condition hasKey(Set<String> nullColumns) {
        if (nullColumns.isEmpty() || target.column(MergePlan.META).isEmpty()) {
            return DSL.noCondition();
        }
        return DSL.and(IntStream.range(0, plan.key().size())
                .filter(i -> nullColumns.contains(plan.key().get(i)))
                .mapToObj(i -> ChangeMark.isIn(
                                target.field(MergePlan.META), plan.keyFields().get(i))
                        .not())
                .toList());
    }

    private static Condition isNull(TableDefinition table, Iterable<String> columns) {
        List<Condition> nulls = new ArrayList<>();
        columns.forEach(column -> nulls.add(table.field(column).isNull()));
        return DSL.and(nulls);
    }

    private Condition isKeyed() {
        return isUnkeyed(staging.field(MergePlan.UNKEYED)).not();
    }

    private static Condition isUnkeyed(Field<?> flag) {
        return flag.coerce(SQLDataType.BOOLEAN).eq(DSL.inline(true));
    }

    @SuppressWarnings("unchecked") // compared with forms of columns of one type only
    private Field<Object> key(TableDefinition table, String column) {
        return (Field<Object>) comparisons.key(table.field(column), type(table, column));
    }

    @SuppressWarnings("unchecked") // compared with forms of columns of one type only
    private Field<Object> cursor(TableDefinition table, String column) {
        return (Field<Object>) comparisons.cursor(table.field(column), type(table, column));
    }

    private static ColumnType type(TableDefinition table, String column) {
        return table.column(column)
                .orElseThrow(() -> new IllegalArgumentException(
                        "The table %s has no column \"%s\" to merge by".formatted(table.name(), column)))
                .type();
    }
}
