package io.sqlcache.core.catalog;

import io.sqlcache.api.CdcDeletion;
import io.sqlcache.api.StreamId;
import io.sqlcache.core.backend.ColumnPath;
import io.sqlcache.core.backend.MergePlan;
import io.sqlcache.core.message.RecordLayout;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/**
 * What a write does with one stream.
 *
 * @param stream the catalog's entry
 * @param method how its rows are loaded
 * @param tableName its table, without the schema
 * @param columns the column of each field, by the field's name; has all fields of the stream, may have former ones
 * @param deletion what a merge does with deleted records
 * @param resumableGeneration the generation whose committed rows an earlier write left in the hidden table, if it did
 * @param refreshed whether an earlier write of the same generation has replaced all rows already
 */
public record StreamPlan(
        ConfiguredStream stream,
        LoadMethod method,
        String tableName,
        Map<String, String> columns,
        CdcDeletion deletion,
        OptionalLong resumableGeneration,
        boolean refreshed) {

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
        return isResumable() && resumableGeneration.isPresent() && resumableGeneration.equals(stream.generationId());
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

    /** The fields that the parts of the primary key are in; empty for none. */
    public List<String> keyFields() {
        return stream.primaryKey().stream().map(path -> path.get(0)).toList();
    }

    /** The fields that no row goes without if it has them: those that tell rows apart, which is newer, and which are deleted. */
    public Set<String> fieldsThatStay() {
        Set<String> fields = new HashSet<>(keyFields());
        stream.cursor().stream().limit(1).forEach(fields::add);
        fields.add(DELETED_AT);
        return fields;
    }

    /** Where the parts of the primary key are; empty for none. */
    public List<ColumnPath> key() {
        return stream.primaryKey().stream().map(this::columnPath).toList();
    }

    /** Where in a field's value the parts of the primary key are; an empty path if the value is one itself. */
    public List<List<String>> keyInside(String field) {
        return stream.primaryKey().stream()
                .filter(path -> path.get(0).equals(field))
                .map(path -> path.subList(1, path.size()))
                .toList();
    }

    /** What says which record is newer. */
    public Optional<MergePlan.Cursor> cursor() {
        return stream.cursor().isEmpty()
                ? Optional.empty()
                : Optional.of(new MergePlan.Cursor(columnPath(stream.cursor()), stream.cursorType()));
    }

    private ColumnPath columnPath(List<String> path) {
        return new ColumnPath(column(path.get(0)), path.subList(1, path.size()));
    }

    /** The column that marks records whose rows are to be deleted; empty if the stream has none, or deleted rows stay. */
    public Optional<String> deletedAtColumn() {
        return Optional.ofNullable(columns.get(DELETED_AT))
                .filter(column -> deletion == CdcDeletion.HARD)
                .filter(column ->
                        stream.fields().stream().anyMatch(field -> field.name().equals(DELETED_AT)));
    }
}
