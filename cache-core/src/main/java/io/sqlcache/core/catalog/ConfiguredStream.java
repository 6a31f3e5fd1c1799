package io.sqlcache.core.catalog;

import io.sqlcache.api.StreamId;
import io.sqlcache.core.backend.LogicalType;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;

/**
 * One stream as the configured catalog describes it.
 *
 * @param id its name and namespace
 * @param fields the properties of its records, in the order of its schema
 * @param primaryKey paths of the key's parts; empty for none
 * @param cursor path of the cursor; empty for none
 * @param cursorType what the schema says is at the cursor's path; ANY if it says nothing
 * @param incremental whether the sync mode is incremental
 * @param resumable whether the source goes on from a state in the middle of the stream, as far as the catalog says
 * @param destinationSyncMode the catalog's word for the strategy
 * @param generationId identifies the data's generation, if the platform sends it
 * @param minimumGenerationId rows below it are to disappear
 * @param syncId identifies the platform's sync
 * @param jsonSchema the schema's JSON text
 * @param oddities what of the schema was not understood, in sentences for users
 * @param violations why the stream cannot be written as it is configured; empty if it can
 */
public record ConfiguredStream(
        StreamId id,
        List<SourceField> fields,
        List<List<String>> primaryKey,
        List<String> cursor,
        LogicalType cursorType,
        boolean incremental,
        boolean resumable,
        Optional<String> destinationSyncMode,
        OptionalLong generationId,
        OptionalLong minimumGenerationId,
        OptionalLong syncId,
        String jsonSchema,
        List<String> oddities,
        List<String> violations) {

    public ConfiguredStream {
        fields = List.copyOf(fields);
        primaryKey = List.copyOf(primaryKey);
        cursor = List.copyOf(cursor);
        oddities = List.copyOf(oddities);
        violations = List.copyOf(violations);
    }

    /** Every name that statements have as it is: its own, and those in the paths of key and cursor. */
    public Stream<String> statementNames() {
        return Stream.of(Stream.of(id.toString()), primaryKey.stream().flatMap(List::stream), cursor.stream())
                .flatMap(names -> names);
    }
}
