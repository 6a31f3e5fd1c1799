package io.sqlcache.core.catalog;

import io.sqlcache.core.backend.LogicalType;
import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;

/** The columns that every table has beside those of its stream: Airbyte's. All are nullable, so that PyAirbyte can share. */
public enum InternalColumn {
    RAW_ID("_airbyte_raw_id", LogicalType.STRING),
    EXTRACTED_AT("_airbyte_extracted_at", LogicalType.TIMESTAMP_WITH_TIMEZONE),
    META("_airbyte_meta", LogicalType.OBJECT),
    GENERATION_ID("_airbyte_generation_id", LogicalType.INTEGER);

    private final String column;
    private final LogicalType type;

    InternalColumn(String column, LogicalType type) {
        this.column = column;
        this.type = type;
    }

    /** The column's name. */
    public String column() {
        return column;
    }

    /** What it holds. */
    public LogicalType type() {
        return type;
    }

    /** The names of all of them. */
    public static Set<String> names() {
        return Arrays.stream(values()).map(InternalColumn::column).collect(Collectors.toUnmodifiableSet());
    }
}
