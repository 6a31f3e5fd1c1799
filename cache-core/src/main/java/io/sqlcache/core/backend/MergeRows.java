package io.sqlcache.core.backend;

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
    private final Optional<Field<Object>> cursor;

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
        this.cursor = plan.cursor().map(this::cursor);
    }

    /** The expression for a column. */
    Field<?> column(String name) {
        return columns.apply(name);
    }

    /** The parts of the key, in the order of the plan. */
    List<Field<Object>> key() {
        return key;
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
        return DSL.and(IntStream.range(0, key.size())
                .filter(part -> !without.contains(part))
                .mapToObj(part -> key.get(part).eq(other.key.get(part)))
                .toList());
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
