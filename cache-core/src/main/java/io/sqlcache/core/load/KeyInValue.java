package io.sqlcache.core.load;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.sqlcache.core.backend.Repertoire;
import io.sqlcache.core.backend.StorableText;
import io.sqlcache.core.load.value.Fit;
import io.sqlcache.core.message.RecordMessage;
import io.sqlcache.core.message.RecordMessage.Token;
import java.io.IOException;
import java.util.List;

/**
 * The parts of the key that are in a field's value, for the rare value that could not be stored as it is.
 *
 * <p>An object of which a part of the key is unchanged still has that part: if only a text beside it was changed, for a NUL in it,
 * the row is merged by its key like any other.
 */
final class KeyInValue {

    private static final JsonMapper MAPPER = JsonMapper.builder(JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxStringLength(Integer.MAX_VALUE)
                            .maxNumberLength(Integer.MAX_VALUE)
                            .build())
                    .build())
            .build();

    private final List<List<String>> paths;
    private final Repertoire repertoire;

    /** An empty path is the value itself. */
    KeyInValue(List<List<String>> paths, Repertoire repertoire) {
        this.paths = paths;
        this.repertoire = repertoire;
    }

    /** Whether what became of the value took a part of the key with it. */
    boolean isLost(Fit fit, RecordMessage record, int field) {
        if (paths.isEmpty() || fit == Fit.EXACT) {
            return false;
        }
        return fit != Fit.REPLACED || paths.contains(List.of()) || isReplaced(record, field);
    }

    private boolean isReplaced(RecordMessage record, int field) {
        if (record.token(field) != Token.OBJECT) {
            return false;
        }
        try {
            int start = record.start(field);
            JsonNode value = MAPPER.readTree(record.bytes(), start, record.end(field) - start);
            return paths.stream().anyMatch(path -> !isStorable(at(value, path)));
        } catch (IOException e) {
            // Deeper than Jackson reads, or not UTF-8: nothing is known of the key.
            return true;
        }
    }

    private static JsonNode at(JsonNode value, List<String> path) {
        JsonNode here = value;
        for (String name : path) {
            here = here.path(name);
        }
        return here;
    }

    private boolean isStorable(JsonNode value) {
        if (value.isTextual()) {
            return isStorable(value.textValue());
        }
        return value.propertyStream().allMatch(property -> isStorable(property.getKey()))
                && value.valueStream().allMatch(this::isStorable);
    }

    private boolean isStorable(String text) {
        return StorableText.is(text) && repertoire.has(text);
    }
}
