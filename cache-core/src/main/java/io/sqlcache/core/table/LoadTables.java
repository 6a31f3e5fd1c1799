package io.sqlcache.core.table;

import io.sqlcache.core.backend.MergePlan;
import io.sqlcache.core.backend.TableDefinition;
import io.sqlcache.core.backend.TableName;
import io.sqlcache.core.catalog.InternalColumn;
import io.sqlcache.core.catalog.StreamPlan;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.jooq.Field;
import org.jooq.impl.DSL;
import org.jooq.impl.SQLDataType;

/**
 * The tables that the rows of one stream pass on their way.
 *
 * @param plan the stream
 * @param target what readers see; those of its columns that are written
 * @param columns where the value of each of the target's columns comes from
 * @param usedColumns how many columns the target has and had, as far as the width of its rows can matter
 * @param landing where committed rows are: the target, or a hidden table that takes its place at COMPLETE
 * @param generation the name of the hidden table that a generation's rows are in from one write to the next
 * @param staging where rows wait for their commit when they cannot go to the landing table directly
 * @param secondStaging where rows wait while those before them are still being committed; like {@code staging}
 * @param stagingColumns where the value of each of the staging table's columns comes from
 * @param keepsRemainders whether digits that were rounded off keys and cursors are kept in a row's meta, and count in a merge
 * @param isEmpty whether readers saw no rows when the write began; nobody asks of a stream that is appended
 * @param straight whether rows that are to be merged may go into the landing table like any others, for it is empty and refuses a second row
 *     of a key
 * @param takesSinks whether rows that are appended may go into the landing table at once; else they are moved there
 */
public record LoadTables(
        StreamPlan plan,
        TableDefinition target,
        List<EncodedColumn> columns,
        int usedColumns,
        TableDefinition landing,
        TableName generation,
        TableDefinition staging,
        TableDefinition secondStaging,
        List<EncodedColumn> stagingColumns,
        boolean keepsRemainders,
        boolean isEmpty,
        boolean straight,
        boolean takesSinks) {

    public LoadTables {
        columns = List.copyOf(columns);
        stagingColumns = List.copyOf(stagingColumns);
    }

    /** The same tables for rows that are all merged. */
    public LoadTables withoutShortcut() {
        return new LoadTables(
                plan,
                target,
                columns,
                usedColumns,
                landing,
                generation,
                staging,
                secondStaging,
                stagingColumns,
                keepsRemainders,
                isEmpty,
                false,
                takesSinks);
    }

    /**
     * How staged rows are merged into the landing table.
     *
     * @param staged the table that they are in
     * @param batch what may be among them
     * @param generation of all of them
     */
    public MergePlan mergePlan(TableDefinition staged, MergePlan.Batch batch, OptionalLong generation) {
        return new MergePlan(
                staged,
                landing,
                plan.key(),
                plan.keyFields(),
                plan.cursor(),
                plan.deletedAtColumn(),
                batch,
                keepsRemainders,
                constants(staged, generation));
    }

    /** A staging table that would have too many columns goes without the one whose value is the same in every row. */
    private static Map<String, Field<?>> constants(TableDefinition staged, OptionalLong generation) {
        String column = InternalColumn.GENERATION_ID.column();
        Long value = generation.isPresent() ? generation.getAsLong() : null;
        return staged.column(column).isPresent() ? Map.of() : Map.of(column, DSL.inline(value, SQLDataType.BIGINT));
    }
}
