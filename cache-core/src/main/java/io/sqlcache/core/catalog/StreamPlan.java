package io.sqlcache.core.catalog;

import io.sqlcache.api.CdcDeletion;
import io.sqlcache.api.StreamId;
import io.sqlcache.core.message.RecordLayout;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What a write does with one stream.
 *
 * @param stream the catalog's entry
 * @param method how its rows are loaded
 * @param tableName its table, without the schema
 * @param columns the column of each field, by the field's name; has all fields of the stream, may have former ones
 * @param deletion what a merge does with deleted records
 * @param hiddenGeneration the generation whose committed rows an earlier write left in the hidden table, if it did
 */
public record StreamPlan(
        ConfiguredStream stream,
        LoadMethod method,
        String tableName,
        Map<String, String> columns,
        CdcDeletion deletion,
        OptionalLong hiddenGeneration) {

    /** CDC sources mark a deleted record with this field. */
    public static final String DELETED_AT = "_ab_cdc_deleted_at";

    public StreamPlan {
        columns = Map.copyOf(columns);
    }

    /** The stream's name and namespace. */
    public StreamId id() {
        return stream.id();
    }

    /**
     * Whether hidden rows are committed with the states that cover them, so that a later write of the same generation goes
     * on where this one ended.
     */
    public boolean isResumable() {
        return method.waitsForComplete() && stream.generationId().isPresent() && stream.resumable();
    }

    /** Whether the hidden rows of an earlier write are the beginning of this one's. */
    public boolean isContinued() {
        return isResumable() && hiddenGeneration.isPresent() && hiddenGeneration.equals(stream.generationId());
    }

    /** The column of a field of this stream. */
    public String column(String field) {
        return Objects.requireNonNull(columns.get(field), field);
    }

    /** Which fields the reader has to look for. */
    public RecordLayout layout() {
        return new RecordLayout(
                id(), stream.fields().stream().map(SourceField::name).toList());
    }

    /** The fields of the primary key; empty for none. */
    public List<String> keyFields() {
        return stream.primaryKey().stream().map(path -> path.get(0)).toList();
    }

    /** The columns of the primary key, in the order of its fields. */
    public List<String> keyColumns() {
        return keyFields().stream().map(this::column).toList();
    }

    /** The column of the cursor. */
    public Optional<String> cursorColumn() {
        return stream.cursor().stream().findFirst().map(this::column);
    }

    /** The column that marks records whose rows are to be deleted; empty if the stream has none, or deleted rows stay. */
    public Optional<String> deletedAtColumn() {
        return Optional.ofNullable(columns.get(DELETED_AT))
                .filter(column -> deletion == CdcDeletion.HARD)
                .filter(column ->
                        stream.fields().stream().anyMatch(field -> field.name().equals(DELETED_AT)));
    }
}
