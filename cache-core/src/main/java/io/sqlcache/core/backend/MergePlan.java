package io.sqlcache.core.backend;

import java.util.List;
import java.util.Optional;
import org.jooq.Condition;
import org.jooq.Field;
import org.jooq.impl.DSL;
import org.jooq.impl.SQLDataType;

/**
 * How staged rows become the rows of a keyed table.
 *
 * <p>The staging table has the target's columns under the same names, and two more: {@link #SEQUENCE}, the rank of
 * arrival, and {@link #UNKEYED}, true for a row whose key could not be read, which is inserted as it is.
 *
 * @param staging the staged rows
 * @param target the keyed table
 * @param key the columns of the key, at least one; a null equals another null
 * @param keyFields the source's names of the same parts, in the same order: {@code _airbyte_meta} of a row whose key could
 *     not be read names them, and such rows of the target are never replaced
 * @param cursor the column whose highest value wins; a null ranks lowest; without a cursor the later row wins
 * @param deletedAt the column that marks a deletion when it is not null; such winners delete the target's row
 */
public record MergePlan(
        TableDefinition staging,
        TableDefinition target,
        List<String> key,
        List<String> keyFields,
        Optional<String> cursor,
        Optional<String> deletedAt) {

    /** Bigint: the rank of arrival. */
    public static final String SEQUENCE = "_sqlcache_sequence";

    /** Boolean: the row's key could not be read. */
    public static final String UNKEYED = "_sqlcache_unkeyed";

    /** JSON: says of each row what was lost, {@code {"changes":[{"field":...}]}}. */
    public static final String META = "_airbyte_meta";

    /** Whether a row's {@link #META} says that a field of its source could not be kept as it was. */
    public static Condition tellsOf(Field<?> meta, String field) {
        String text = field.replace("\\", "\\\\").replace("\"", "\\\"").replace(" ", "");
        // Without blanks, which some databases put in and others do not.
        return DSL.coalesce(DSL.replace(meta.cast(SQLDataType.CLOB), " ", ""), DSL.inline(""))
                .contains("{\"field\":\"" + text + "\"");
    }

    public MergePlan {
        key = List.copyOf(key);
        keyFields = List.copyOf(keyFields);
    }
}
