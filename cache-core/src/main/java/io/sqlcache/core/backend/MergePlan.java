package io.sqlcache.core.backend;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jooq.Field;

/**
 * How staged rows become the rows of a keyed table: a row whose key is there is updated, in the columns that are staged and in no
 * others, unless it is newer than what is staged; a row whose key is not there is inserted. Nothing is deleted but what the source has
 * marked as deleted, and all but one of several rows of a key that is staged.
 *
 * <p>The staging table has the target's columns under the same names, but for the {@code constants}, and one more: {@link #SEQUENCE}, the
 * rank of arrival. It is below zero for a row whose key could not be read: such a row is inserted, and replaces none.
 *
 * @param staging the staged rows
 * @param target the keyed table
 * @param key the parts of the key, at least one; a null, or nothing there, equals another null
 * @param keyFields the source's names of the fields that the same parts are in, in the same order: {@code _airbyte_meta} of
 *     a row whose key could not be read names them, and such rows of the target are never replaced: {@link ChangeEntry#nulled}
 * @param cursor whose highest value wins; of equal ones, and where one of two is null, the later row; without a cursor always the later
 *     row
 * @param deletedAt the column that marks a deletion when it is not null; such winners delete the target's row
 * @param batch what may be among the staged rows
 * @param keepsRemainders whether digits that were rounded off a key or cursor count: {@link Comparisons#remainder}
 * @param constants columns of the target that are not staged, by name, with the value that all staged rows have there
 */
public record MergePlan(
        TableDefinition staging,
        TableDefinition target,
        List<ColumnPath> key,
        List<String> keyFields,
        Optional<Cursor> cursor,
        Optional<String> deletedAt,
        Batch batch,
        boolean keepsRemainders,
        Map<String, Field<?>> constants) {

    /**
     * What says which row is newer.
     *
     * @param path where it is
     * @param type what the catalog says is there; ANY if it says nothing
     */
    public record Cursor(ColumnPath path, LogicalType type) {}

    /**
     * What may be among the staged rows, as far as it is known: a merge need not look for what is not there.
     *
     * @param nullKeys rows whose key could be read and has a null
     * @param unkeyed rows whose key could not be read
     * @param nullCursors rows without a cursor
     * @param deletions rows that the source has marked as deleted
     * @param remainders rows whose key or cursor had more digits than its column keeps
     */
    public record Batch(boolean nullKeys, boolean unkeyed, boolean nullCursors, boolean deletions, boolean remainders) {

        /** Nothing is known. */
        public static final Batch ANYTHING = new Batch(true, true, true, true, true);
    }

    /** Bigint: the rank of arrival, not below zero; of a row whose key could not be read its {@link #unkeyed complement}. */
    public static final String SEQUENCE = "_sqlcache_sequence";

    /** The member of {@link #META} with the digits that were rounded off keys and cursors, by the name of the column. */
    public static final String REMAINDERS = "remainders";

    /** JSON: says of each row what was lost, {@code {"changes":[...]}} with one {@link ChangeEntry} a field. */
    public static final String META = "_airbyte_meta";

    /** Of staged rows of which nothing is known. */
    public MergePlan(
            TableDefinition staging,
            TableDefinition target,
            List<ColumnPath> key,
            List<String> keyFields,
            Optional<Cursor> cursor,
            Optional<String> deletedAt) {
        this(staging, target, key, keyFields, cursor, deletedAt, Batch.ANYTHING, false, Map.of());
    }

    public MergePlan {
        key = List.copyOf(key);
        keyFields = List.copyOf(keyFields);
        constants = Map.copyOf(constants);
    }

    /** What stands in {@link #SEQUENCE} of a row whose key could not be read. */
    public static long unkeyed(long rank) {
        return ~rank;
    }

    /** The columns of the target that a merge writes, in order. */
    List<String> columns() {
        return target.columns().stream()
                .map(ColumnDefinition::name)
                .filter(column -> staging.column(column).isPresent() || constants.containsKey(column))
                .toList();
    }

    /** The value of a column of the target in a staged row. */
    Field<?> staged(String column) {
        Field<?> constant = constants.get(column);
        return constant == null ? staging.field(column) : constant;
    }

    /** Whether some staged rows have to be compared with the target's before they are inserted, however good the target's index is. */
    public boolean isJoined() {
        return batch.nullKeys()
                || (cursor.isPresent() && batch.nullCursors())
                || (deletedAt.isPresent() && batch.deletions());
    }
}
