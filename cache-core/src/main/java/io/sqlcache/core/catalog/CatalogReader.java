package io.sqlcache.core.catalog;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.sqlcache.api.CacheException;
import io.sqlcache.api.ConfiguredCatalog;
import io.sqlcache.api.StreamId;
import io.sqlcache.core.backend.LogicalType;
import io.sqlcache.core.backend.StorableText;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/** Reads a {@code ConfiguredAirbyteCatalog}; lists every violation at once, those of a stream with the stream. */
public final class CatalogReader {

    private static final JsonMapper MAPPER = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private final List<String> violations = new ArrayList<>();
    private final Map<StreamId, ConfiguredStream> streams = new LinkedHashMap<>();

    private CatalogReader() {}

    /**
     * The catalog's streams in order, each once.
     *
     * @throws CacheException of kind {@code CONFIG} that lists what is wrong with the catalog as a whole
     */
    public static List<ConfiguredStream> read(ConfiguredCatalog catalog) {
        CatalogReader reader = new CatalogReader();
        reader.readStreams(tree(catalog).path("streams"));
        if (!reader.violations.isEmpty()) {
            throw new CacheException(
                    CacheException.Kind.CONFIG,
                    "Cannot use the configured catalog: " + String.join("; ", reader.violations) + ".");
        }
        return List.copyOf(reader.streams.values());
    }

    private static JsonNode tree(ConfiguredCatalog catalog) {
        try {
            return MAPPER.readTree(WholeCharacters.inNames(catalog.json()));
        } catch (JsonProcessingException e) {
            throw new CacheException(
                    CacheException.Kind.CONFIG,
                    "The configured catalog is not valid JSON: %s (line %d, column %d)."
                            .formatted(
                                    e.getOriginalMessage(),
                                    e.getLocation().getLineNr(),
                                    e.getLocation().getColumnNr()),
                    e);
        }
    }

    private void readStreams(JsonNode configured) {
        if (!configured.isArray() || configured.isEmpty()) {
            violations.add("it has no \"streams\"");
            return;
        }
        for (int i = 0; i < configured.size(); i++) {
            JsonNode name = configured.get(i).path("stream").path("name");
            if (!name.isTextual()) {
                violations.add("streams[%d].stream.name is missing".formatted(i));
                continue;
            }
            JsonNode stream = configured.get(i).path("stream");
            StreamId id = new StreamId(stream.path("namespace").textValue(), name.textValue());
            List<String> wrong = new ArrayList<>();
            if (streams.containsKey(id)) {
                wrong.add("stream \"%s\" is listed twice".formatted(id));
            }
            if (!StorableText.is(id.toString())) {
                wrong.add("the name of streams[%d] has a NUL or half a character in it, which no database can store"
                        .formatted(i));
            }
            streams.put(id, readStream(id, configured.get(i), wrong));
        }
    }

    private static ConfiguredStream readStream(StreamId id, JsonNode asWritten, List<String> wrong) {
        JsonNode configured = WholeCharacters.in(asWritten);
        JsonNode stream = configured.path("stream");
        JsonNode json = stream.path("json_schema");
        if (!json.isObject()) {
            wrong.add("stream \"%s\" has no \"json_schema\"".formatted(id));
        }
        boolean incremental = configured.path("sync_mode").asText().equals("incremental");
        StreamSchema schema = new StreamSchema(id, json);
        List<SourceField> fields = schema.fields();
        List<List<String>> key = primaryKey(configured);
        if (key.removeIf(List::isEmpty)) {
            wrong.add("stream \"%s\" has a primary key with an empty path".formatted(id));
        }
        List<String> cursor = cursor(configured);
        return new ConfiguredStream(
                id,
                fields,
                key,
                cursor,
                cursor.isEmpty() ? LogicalType.ANY : schema.typeAt(cursor),
                incremental,
                incremental || stream.path("is_resumable").asBoolean(true),
                Optional.ofNullable(configured.path("destination_sync_mode").textValue()),
                number(configured.path("generation_id")),
                number(configured.path("minimum_generation_id")),
                number(configured.path("sync_id")),
                json.toString(),
                schema.oddities(),
                wrong);
    }

    private static List<List<String>> primaryKey(JsonNode configured) {
        JsonNode chosen = configured.path("primary_key");
        JsonNode key = chosen.isEmpty() ? configured.path("stream").path("source_defined_primary_key") : chosen;
        List<List<String>> paths = new ArrayList<>();
        for (JsonNode part : key) {
            List<String> path = part.isTextual() ? List.of(part.textValue()) : strings(part);
            if (!paths.contains(path)) {
                paths.add(path);
            }
        }
        return paths;
    }

    private static List<String> cursor(JsonNode configured) {
        List<String> chosen = strings(configured.path("cursor_field"));
        JsonNode stream = configured.path("stream");
        return chosen.isEmpty() && stream.path("source_defined_cursor").asBoolean()
                ? strings(stream.path("default_cursor_field"))
                : chosen;
    }

    private static List<String> strings(JsonNode array) {
        List<String> strings = new ArrayList<>();
        array.forEach(each -> strings.add(each.asText()));
        return strings;
    }

    private static OptionalLong number(JsonNode node) {
        return node.isIntegralNumber() ? OptionalLong.of(node.longValue()) : OptionalLong.empty();
    }
}
