package io.sqlcache.core.table;

import io.sqlcache.core.backend.LogicalType;
import java.util.List;

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
     * @param isCursor whether its value is the cursor
     * @param marksDeletion whether a value there says that the record is deleted
     */
    record Field(
            int index,
            String name,
            LogicalType type,
            List<List<String>> keyPaths,
            boolean isCursor,
            boolean marksDeletion)
            implements ColumnSource {

        public Field {
            keyPaths = List.copyOf(keyPaths);
        }

        /** A field that is part of the key as a whole, or not at all. */
        public Field(int index, String name, LogicalType type, boolean partOfKey) {
            this(index, name, type, partOfKey ? List.of(List.of()) : List.of(), false, false);
        }
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
        /** The rank of arrival in this write. */
        SEQUENCE,
        /** Whether the record's key had to be nulled. */
        UNKEYED
    }
}
