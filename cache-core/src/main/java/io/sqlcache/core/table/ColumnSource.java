package io.sqlcache.core.table;

import io.sqlcache.core.backend.LogicalType;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Where the value of a column comes from. */
public sealed interface ColumnSource {

    /**
     * A field of the record.
     *
     * @param index its position in the record's layout
     * @param name its name in the source, for change entries
     * @param type what the catalog says it is
     * @param keyPaths where in its value parts of the key are, an empty path for the value itself: a change of one of these
     *     leaves the row without a key
     * @param roles what else its value says
     * @param remainder the name under which digits are kept that its column rounds off, since they tell records apart; null if they
     *     are not kept
     */
    record Field(
            int index,
            String name,
            LogicalType type,
            List<List<String>> keyPaths,
            Set<Role> roles,
            @Nullable String remainder)
            implements ColumnSource {

        public Field {
            keyPaths = List.copyOf(keyPaths);
            roles = Set.copyOf(roles);
        }

        /** A field that is part of the key as a whole, or not at all. */
        public Field(int index, String name, LogicalType type, boolean partOfKey) {
            this(index, name, type, partOfKey ? List.of(List.of()) : List.of(), Set.of(), null);
        }
    }

    /** What the value of a field says to a merge. */
    enum Role {
        /** Which record is newer. */
        CURSOR,
        /** That the record is deleted, if there is any value. */
        DELETION
    }

    /** What the write itself knows. */
    enum Internal implements ColumnSource {
        /** A UUIDv7 as text. */
        RAW_ID,
        /** The record's {@code emitted_at}. */
        EXTRACTED_AT,
        /** {@code {"sync_id":n,"changes":[...]}}. */
        META,
        GENERATION_ID,
        /** The same, 0 if there is none, for a column that takes no null. */
        GENERATION_ID_OR_ZERO,
        /** The rank of arrival in this write, and whether the record's key had to be nulled. */
        SEQUENCE
    }
}
