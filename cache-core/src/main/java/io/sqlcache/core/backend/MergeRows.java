package io.sqlcache.core.backend;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.jooq.Condition;
import org.jooq.Field;
import org.jooq.impl.DSL;

/** Rows that a merge compares, of a table or a part of it: their key and cursor as expressions, null where there is no value. */
final class MergeRows {

    private final TableDefinition table;
    private final Function<String, ? extends Field<?>> columns;
    private final Comparisons comparisons;
    private final List<Field<Object>> key;
    private final List<Field<BigDecimal>> keyRemainders;
    private final List<ColumnPath> keyPaths;
    private final boolean keepsRemainders;
    private final Optional<Field<Object>> cursor;
    private final Optional<Field<BigDecimal>> cursorRemainder;

    /** All rows of the table. */
    MergeRows(TableDefinition table, MergePlan plan, Comparisons comparisons) {
        this(table, table::field, plan, comparisons);
    }

    /**
     * Rows that have columns of the table.
     *
     * @param columns the expression for each column, by its name
     */
    MergeRows(
            TableDefinition table,
            Function<String, ? extends Field<?>> columns,
            MergePlan plan,
            Comparisons comparisons) {
        this.table = table;
        this.columns = columns;
        this.comparisons = comparisons;
        this.key = plan.key().stream().map(this::keyPart).toList();
        this.keyPaths = plan.key();
        this.keepsRemainders = plan.keepsRemainders();
        this.keyRemainders = plan.keepsRemainders()
                ? plan.key().stream().flatMap(part -> remainder(part).stream()).toList()
                : List.of();
        this.cursor = plan.cursor().map(this::cursor);
        this.cursorRemainder =
                plan.cursor().filter(path -> plan.keepsRemainders()).flatMap(path -> remainder(path.path()));
    }

    /** The expression for a column. */
    Field<?> column(String name) {
        return columns.apply(name);
    }

    /** The parts of the key, in the order of the plan. */
    List<Field<Object>> key() {
        return key;
    }

    /** All that rows of one key agree in: the parts of the key, and digits that were rounded off them. */
    List<Field<?>> identity() {
        List<Field<?>> identity = new ArrayList<>(key);
        identity.addAll(keyRemainders);
        return identity;
    }

    /** The same without these parts of the key, by their positions. */
    List<Field<?>> identityWithout(Set<Integer> parts) {
        List<Field<?>> identity = new ArrayList<>();
        IntStream.range(0, key.size())
                .filter(part -> !parts.contains(part))
                .forEach(part -> identity.add(key.get(part)));
        identity.addAll(keyRemainders);
        return identity;
    }

    /** Whether digits that are rounded off this part of the key are kept. */
    boolean keepsRemainder(int part) {
        return keepsRemainders && remainder(keyPaths.get(part)).isPresent();
    }

    /** Digits that were rounded off parts of the key, never null; none of keys that are not rounded. */
    List<Field<BigDecimal>> keyRemainders() {
        return keyRemainders;
    }

    /** Digits that were rounded off the cursor, never null; empty if it is not rounded. */
    Optional<Field<BigDecimal>> cursorRemainder() {
        return cursorRemainder;
    }

    /** Whether the cursors of these rows are as high as the others', where both have one; there is one. */
    Condition isAsNewAs(MergeRows other) {
        Field<Object> mine = cursor.orElseThrow();
        Field<Object> theirs = other.cursor.orElseThrow();
        if (cursorRemainder.isEmpty() || other.cursorRemainder.isEmpty()) {
            return mine.ge(theirs);
        }
        return mine.gt(theirs).or(mine.eq(theirs).and(cursorRemainder.get().ge(other.cursorRemainder.get())));
    }

    /** What says which row is newer; empty if the plan has no cursor. */
    Optional<Field<Object>> cursor() {
        return cursor;
    }

    /** Whether these parts of the key are null, by their positions. */
    Condition isNull(Set<Integer> parts) {
        return DSL.and(parts.stream().map(part -> key.get(part).isNull()).toList());
    }

    /** Whether these parts of the key are null, and no others. */
    Condition isNullJustIn(Set<Integer> parts) {
        return DSL.and(IntStream.range(0, key.size())
                .mapToObj(part -> parts.contains(part)
                        ? key.get(part).isNull()
                        : key.get(part).isNotNull())
                .toList());
    }

    /** Whether some part of the key is null. */
    Condition hasNull() {
        return DSL.or(key.stream().map(Field::isNull).toList());
    }

    /** Whether the rows agree in the parts of the key at other positions than these. */
    Condition sameKey(MergeRows other, Set<Integer> without) {
        List<Condition> same = new ArrayList<>();
        IntStream.range(0, key.size())
                .filter(part -> !without.contains(part))
                .forEach(part -> same.add(key.get(part).eq(other.key.get(part))));
        IntStream.range(0, keyRemainders.size())
                .forEach(part -> same.add(keyRemainders.get(part).eq(other.keyRemainders.get(part))));
        return DSL.and(same);
    }

    private Optional<Field<BigDecimal>> remainder(ColumnPath path) {
        return path.isNested() || !type(path).isRounding()
                ? Optional.empty()
                : table.column(MergePlan.META)
                        .map(meta -> comparisons.remainder(column(meta.name()), meta.type(), path.column()));
    }

    @SuppressWarnings("unchecked") // compared with forms of columns of one type only
    private Field<Object> keyPart(ColumnPath part) {
        Field<?> column = column(part.column());
        ColumnType type = type(part);
        return (Field<Object>)
                (part.isNested() ? comparisons.keyInside(column, type, part.path()) : comparisons.key(column, type));
    }

    @SuppressWarnings("unchecked") // compared with forms of columns of one type only
    private Field<Object> cursor(MergePlan.Cursor cursor) {
        Field<?> column = column(cursor.path().column());
        ColumnType type = type(cursor.path());
        return (Field<Object>)
                (cursor.path().isNested()
                        ? comparisons.cursorInside(column, type, cursor.path().path(), cursor.type())
                        : comparisons.cursor(column, type));
    }

    private ColumnType type(ColumnPath path) {
        return table.column(path.column())
                .orElseThrow(() -> new IllegalArgumentException(
                        "The table %s has no column \"%s\" to merge by".formatted(table.name(), path.column())))
                .type();
    }
}
