package io.sqlcache.core.backend;

import io.sqlcache.core.backend.JooqTableOperations.JoinedUpdate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.OrderField;
import org.jooq.RowId;
import org.jooq.Table;
import org.jooq.impl.DSL;

/**
 * The statements of a merge. Rows are updated where they are, so that all that hangs on them stays, and columns that are not
 * staged keep their values.
 *
 * <p>Keys are joined by {@code =}, which any database can hash. Rows with a null in the key are few, if any: they are merged apart, once
 * for each combination of null parts that occurs. A combination is a set of positions in the key.
 */
final class MergeStatements {

    /** Types of which two values that are equal are the same: a key of these need not be written again. */
    private static final Set<PhysicalType> EXACT = Set.of(
            PhysicalType.BOOLEAN,
            PhysicalType.BIGINT,
            PhysicalType.DATE,
            PhysicalType.TIME,
            PhysicalType.TIMESTAMP,
            PhysicalType.TIMESTAMP_TZ);

    private static final Set<Integer> NO_NULLS = Set.of();

    private final DSLContext sql;
    private final MergePlan plan;
    private final Comparisons comparisons;
    private final JoinedUpdate joinedUpdate;
    private final TableDefinition staging;
    private final TableDefinition target;
    private final MergeRows present;
    private final List<String> columns;

    MergeStatements(DSLContext sql, MergePlan plan, Comparisons comparisons, JoinedUpdate joinedUpdate) {
        this.sql = sql;
        this.plan = plan;
        this.comparisons = comparisons;
        this.joinedUpdate = joinedUpdate;
        this.staging = plan.staging();
        this.target = plan.target();
        this.present = new MergeRows(target, plan, comparisons);
        this.columns = plan.columns();
    }

    /** Merges into a table that may have any rows; the staged ones are no use afterwards. */
    void merge() {
        merge(NO_NULLS, true);
        mergeTheRest();
    }

    /** Merges into a table that has no two rows of a key without nulls, and an index that sees to it. */
    void upsert() {
        if (mayLackCursors()) {
            merge(NO_NULLS, false);
        } else {
            deleteMarked(NO_NULLS);
            insertOrUpdate();
        }
        mergeTheRest();
    }

    /** The rows that no index on the key can tell apart. */
    private void mergeTheRest() {
        if (plan.batch().nullKeys()) {
            Winners.nullPatterns(sql, plan, comparisons).forEach(nulls -> merge(nulls, true));
        }
        if (plan.batch().unkeyed()) {
            sql.insertInto(target.table(), fields(target::field))
                    .select(DSL.select(fields(plan::staged))
                            .from(staging.table())
                            .where(Winners.isUnkeyed(staging)))
                    .execute();
        }
    }

    private void merge(Set<Integer> nulls, boolean mayBeTwice) {
        if (mayBeTwice) {
            deleteSurplus(nulls);
        }
        deleteMarked(nulls);
        update(nulls);
        insertNew(nulls);
    }

    private boolean mayLackCursors() {
        return plan.cursor().isPresent() && plan.batch().nullCursors();
    }

    private Winners winners(Set<Integer> nulls, List<String> needed) {
        return new Winners(plan, comparisons, nulls, needed, plan.batch().nullCursors());
    }

    /** Winners with all that is written, and with what says which of them are deletions. */
    private Winners winners(Set<Integer> nulls) {
        return winners(nulls, columns);
    }

    /** Of several rows of a key one stays, to be updated: the newest as far as that can be told. */
    private void deleteSurplus(Set<Integer> nulls) {
        Field<RowId> row = target.table().rowid();
        List<OrderField<?>> newest = new ArrayList<>();
        present.cursor().ifPresent(cursor -> newest.add(cursor.desc().nullsLast()));
        present.cursorRemainder().ifPresent(remainder -> newest.add(remainder.desc()));
        newest.add(row.desc());
        List<Field<?>> key = present.identityWithout(nulls);
        Field<Integer> rank = (key.isEmpty()
                        ? DSL.rowNumber().over(DSL.orderBy(newest))
                        : DSL.rowNumber().over(DSL.partitionBy(key).orderBy(newest)))
                .as("rank");
        Table<?> keys = stagedKeys(nulls);
        Table<?> ranked = DSL.select(row.as("row"), rank)
                .from(keys)
                .join(target.table())
                .on(equal(key, keys))
                .where(hasKey(nulls))
                .asTable("ranked");
        sql.deleteFrom(target.table())
                .where(row.in(DSL.select(ranked.field("row", RowId.class))
                        .from(ranked)
                        .where(ranked.field("rank", Integer.class).gt(1))))
                .execute();
    }

    /** Each key once, its parts numbered: to be joined by, since not every database looks into a subquery by an index. */
    private Table<?> stagedKeys(Set<Integer> nulls) {
        MergeRows staged = new MergeRows(staging, plan, comparisons);
        List<Field<?>> identity = staged.identityWithout(nulls);
        List<Field<?>> numbered = new ArrayList<>();
        numbered.add(DSL.inline(0).as("staged"));
        IntStream.range(0, identity.size())
                .forEach(part -> numbered.add(identity.get(part).as("part" + part)));
        return DSL.selectDistinct(numbered)
                .from(staging.table())
                .where(Winners.isKeyed(staging))
                .and(staged.isNull(nulls))
                .asTable("keys");
    }

    @SuppressWarnings("unchecked") // forms of columns of one type
    private static Condition equal(List<Field<?>> identity, Table<?> keys) {
        return DSL.and(IntStream.range(0, identity.size())
                .mapToObj(part -> ((Field<Object>) identity.get(part)).eq((Field<Object>) keys.field("part" + part)))
                .toList());
    }

    /** Deletions that the source has marked, unless the row is newer. */
    private void deleteMarked(Set<Integer> nulls) {
        CdcDeletes deletes = new CdcDeletes(plan);
        if (!deletes.mayBe()) {
            return;
        }
        Winners winners = winners(nulls, deletes.columns());
        sql.deleteFrom(target.table())
                .where(hasKey(nulls))
                .and(DSL.exists(DSL.selectOne()
                        .from(winners.table())
                        .where(present.sameKey(winners.rows(), nulls))
                        .and(deletes.isMarked(winners))
                        .and(winners.replace(present))))
                .execute();
    }

    private void update(Set<Integer> nulls) {
        Winners winners = winners(nulls);
        Map<Field<?>, Field<?>> values = assigned(winners::column);
        if (values.isEmpty()) {
            return;
        }
        Condition same = present.sameKey(winners.rows(), nulls).and(hasKey(nulls));
        Condition newer = new CdcDeletes(plan).isUnmarked(winners).and(winners.replace(present));
        if (joinedUpdate == JoinedUpdate.UPDATE_FROM) {
            sql.update(target.table())
                    .set(values)
                    .from(winners.table())
                    .where(same)
                    .and(newer)
                    .execute();
        } else {
            sql.mergeInto(target.table())
                    .using(winners.table())
                    .on(same)
                    .whenMatchedAnd(newer)
                    .thenUpdate()
                    .set(values)
                    .execute();
        }
    }

    private void insertNew(Set<Integer> nulls) {
        Winners winners = winners(nulls);
        sql.insertInto(target.table(), fields(target::field))
                .select(DSL.select(fields(winners::column))
                        .from(winners.table())
                        .where(new CdcDeletes(plan).isUnmarked(winners))
                        .and(DSL.notExists(DSL.selectOne()
                                .from(target.table())
                                .where(present.sameKey(winners.rows(), nulls))
                                .and(hasKey(nulls)))))
                .execute();
    }

    private void insertOrUpdate() {
        Winners winners = winners(NO_NULLS);
        Function<String, Field<?>> excluded = column -> DSL.excluded(target.field(column));
        MergeRows proposed = new MergeRows(target, excluded, plan, comparisons);
        sql.insertInto(target.table(), fields(target::field))
                .select(DSL.select(fields(winners::column))
                        .from(winners.table())
                        .where(new CdcDeletes(plan).isUnmarked(winners)))
                .onConflict(indexed())
                .doUpdate()
                .set(assigned(excluded))
                .where(present.cursor()
                        .map(cursor -> cursor.isNull().or(proposed.isAsNewAs(present)))
                        .orElse(DSL.noCondition()))
                .execute();
    }

    /** The key as an index on it is found: by columns that are not qualified. */
    private List<Field<?>> indexed() {
        MergeRows unqualified = new MergeRows(target, column -> DSL.field(DSL.quotedName(column)), plan, comparisons);
        List<Field<?>> indexed = new ArrayList<>();
        for (int part = 0; part < plan.key().size(); part++) {
            Field<?> column = unqualified.key().get(part);
            indexed.add(plan.key().get(part).isNested() ? DSL.field("({0})", column) : column);
        }
        unqualified.keyRemainders().forEach(remainder -> indexed.add(DSL.field("({0})", remainder)));
        return indexed;
    }

    /** All that is written of a row that is there. */
    private Map<Field<?>, Field<?>> assigned(Function<String, Field<?>> values) {
        Map<Field<?>, Field<?>> assigned = new LinkedHashMap<>();
        for (String column : columns) {
            if (!isSameInKey(column)) {
                assigned.put(target.field(column), values.apply(column));
            }
        }
        return assigned;
    }

    private boolean isSameInKey(String column) {
        return plan.key().contains(new ColumnPath(column, List.of()))
                && target.column(column)
                        .filter(part -> EXACT.contains(part.type().physical()))
                        .isPresent();
    }

    private List<Field<?>> fields(Function<String, ? extends Field<?>> expressions) {
        List<Field<?>> fields = new ArrayList<>();
        columns.forEach(column -> fields.add(expressions.apply(column)));
        return fields;
    }

    /**
     * Whether the key of the target's row is what the source sent: its nulls came from there, and not from values that did not fit, and
     * nothing of it was lost.
     */
    private Condition hasKey(Set<Integer> nulls) {
        Condition isNull = present.isNull(nulls);
        if (target.column(MergePlan.META).isEmpty()) {
            return isNull;
        }
        Field<?> meta = target.field(MergePlan.META);
        List<Condition> kept = new ArrayList<>();
        for (int part = 0; part < plan.key().size(); part++) {
            String field = plan.keyFields().get(part);
            if (nulls.contains(part)) {
                kept.add(ChangeEntry.nulled(meta, field).not());
            } else if (!plan.key().get(part).isNested() && !present.keepsRemainder(part)) {
                kept.add(ChangeEntry.truncated(meta, field).not());
            }
        }
        return isNull.and(DSL.and(kept));
    }
}
