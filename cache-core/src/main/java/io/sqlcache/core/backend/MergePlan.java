package io.sqlcache.core.backend;

import java.util.List;
import java.util.Optional;
import org.jooq.Condition;
import org.jooq.Field;

/**
 * How staged rows become the rows of a keyed table.
 *
 * <p>The staging table has the target's columns under the same names, and two more: {@link #SEQUENCE}, the rank of arrival, and
 * {@link #UNKEYED}, true for a row whose key could not be read: such a row is inserted, and replaces none.
 *
 * @param staging the staged rows
 * @param target the keyed table
 * @param key the parts of the key, at least one; a null, or nothing there, equals another null
 * @param keyFields the source's names of the fields that the same parts are in, in the same order: {@code _airbyte_meta} of
 *     a row whose key could not be read names them, and such rows of the target are never replaced
 * @param cursor whose highest value wins; a null ranks lowest; without a cursor the later row wins
 * @param deletedAt the column that marks a deletion when it is not null; such winners delete the target's row
 */
public record MergePlan(
        TableDefinition staging,
        TableDefinition target,
        List<ColumnPath> key,
        List<String> keyFields,
        Optional<Cursor> cursor,
        Optional<String> deletedAt) {

    /**
     * What says which row is newer.
     *
     * @param path where it is
     * @param type what the catalog says is there; ANY if it says nothing
     */
    public record Cursor(ColumnPath path, LogicalType type) {}

    /** Bigint: the rank of arrival. */
    public static final String SEQUENCE = "_sqlcache_sequence";

    /** Boolean: the row's key could not be read. */
    public static final String UNKEYED = "_sqlcache_unkeyed";

    /** JSON: says of each row what was lost, {@code {"changes":[{"field":...}]}}. */
    public static final String META = "_airbyte_meta";

    /** Whether a row's {@link #META} says that the value of a field of its source is not there any more. */
    public static Condition tellsOf(Field<?> meta, String field) {
        return ChangeMark.isIn(meta, field);
    }

    public MergePlan {
        key = List.copyOf(key);
        keyFields = List.copyOf(keyFields);
    }
}
