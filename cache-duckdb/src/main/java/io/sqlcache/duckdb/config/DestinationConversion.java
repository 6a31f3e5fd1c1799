package io.sqlcache.duckdb.config;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sqlcache.api.CacheException;
import io.sqlcache.api.Secret;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A cache's configuration and a destination's, each made of the other. */
final class DestinationConversion {

    private static final Logger LOG = LoggerFactory.getLogger(DestinationConversion.class);

    private static final String PATH = "destination_path";
    private static final String SCHEMA = "schema";
    private static final String KEY = "motherduck_api_key";

    /** A property of ours, which Airbyte's connector passes over. */
    private static final String TABLE_PREFIX = "table_prefix";

    private static final JsonMapper JSON = JsonMapper.builder()
            .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
            .enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private DestinationConversion() {}

    static DuckDBConfig fromJson(String json) {
        ObjectNode tree = tree(json);
        List<String> violations = new ArrayList<>();
        DestinationDuckDB destination = destination(tree, violations);
        String prefix = text(tree, TABLE_PREFIX, "", violations);
        refuseMotherDuck(destination, violations);
        check(violations);
        return from(destination, prefix);
    }

    static DuckDBConfig from(DestinationDuckDB destination, String prefix) {
        List<String> violations = new ArrayList<>();
        refuseMotherDuck(destination, violations);
        check(violations);
        return DuckDBConfig.builder()
                .path(destination.destinationPath())
                .schemaName(destination.schema())
                .tablePrefix(prefix)
                .build();
    }

    private static void refuseMotherDuck(DestinationDuckDB destination, List<String> violations) {
        DatabasePath.check("$." + PATH, destination.destinationPath(), violations);
        if (destination.motherduckApiKey() != null) {
            violations.add("$.%s is given, and MotherDuck is not supported: a cache is in a local file".formatted(KEY));
        }
    }

    static DestinationDuckDB read(String json) {
        List<String> violations = new ArrayList<>();
        DestinationDuckDB destination = destination(tree(json), violations);
        check(violations);
        return destination;
    }

    private static DestinationDuckDB destination(ObjectNode tree, List<String> violations) {
        if (!tree.hasNonNull(PATH)) {
            violations.add("$.%s is missing".formatted(PATH));
        }
        String key = text(tree, KEY, "", violations);
        return new DestinationDuckDB(
                text(tree, PATH, DuckDBConfig.MEMORY, violations),
                text(tree, SCHEMA, DuckDBConfig.DEFAULT_SCHEMA, violations),
                key.isEmpty() ? null : Secret.of(key));
    }

    private static String text(ObjectNode tree, String property, String absent, List<String> violations) {
        JsonNode value = tree.path(property);
        if (value.isMissingNode() || value.isNull()) {
            return absent;
        }
        if (!value.isTextual()) {
            violations.add("$.%s is not a string".formatted(property));
            return absent;
        }
        return value.textValue();
    }

    private static void check(List<String> violations) {
        if (!violations.isEmpty()) {
            throw new CacheException(
                    CacheException.Kind.CONFIG,
                    "Cannot use this configuration of %s: %s."
                            .formatted(DestinationDuckDB.NAME, String.join("; ", violations)));
        }
    }

    /** The parser's own messages quote the text, which may hold a key. */
    private static ObjectNode tree(String json) {
        try {
            if (JSON.readTree(json) instanceof ObjectNode object) {
                return object;
            }
            throw unreadable("it is not a JSON object", null);
        } catch (JsonProcessingException e) {
            throw unreadable(
                    "it is not valid JSON at line %d, column %d"
                            .formatted(
                                    e.getLocation().getLineNr(), e.getLocation().getColumnNr()),
                    null);
        }
    }

    private static CacheException unreadable(String reason, @Nullable Throwable cause) {
        return new CacheException(
                CacheException.Kind.CONFIG,
                "Cannot read the configuration of %s: %s.".formatted(DestinationDuckDB.NAME, reason),
                cause);
    }

    static String json(DestinationDuckDB destination) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put(PATH, destination.destinationPath());
        json.put(SCHEMA, destination.schema());
        if (destination.motherduckApiKey() != null) {
            json.put(KEY, destination.motherduckApiKey().reveal());
        }
        return json.toString();
    }

    static PairedDestination paired(DuckDBConfig config) {
        List<String> warnings = new ArrayList<>();
        if (!config.tablePrefix().isEmpty()) {
            warnings.add(
                    "It has no table prefix, so its tables are named without \"%s\".".formatted(config.tablePrefix()));
        }
        if (config.inMemory()) {
            warnings.add("It has a memory of its own: what is written there is not in this cache.");
        }
        warnings.forEach(warning -> LOG.warn("The paired destination: {}", warning));
        return new PairedDestination(
                DestinationDuckDB.NAME, new DestinationDuckDB(config.path(), config.schemaName()), warnings);
    }

    static String specification() {
        ObjectNode specification = JsonNodeFactory.instance.objectNode();
        specification.put("documentationUrl", "https://docs.airbyte.com/integrations/destinations/duckdb");
        ObjectNode schema = specification.putObject("connectionSpecification");
        schema.put("$schema", "http://json-schema.org/draft-07/schema#");
        schema.put("title", "Destination Duckdb");
        schema.put("type", "object");
        schema.put("additionalProperties", true);
        schema.putArray("required").add(PATH);
        ObjectNode properties = schema.putObject("properties");
        describe(
                        properties,
                        KEY,
                        "MotherDuck API Key",
                        "The key of a MotherDuck account: refused, a cache is in a file.")
                .put("airbyte_secret", true);
        describe(properties, PATH, "Destination DB", "The path of the file; it is made if it is missing.")
                .putArray("examples")
                .add("/local/destination.duckdb");
        describe(properties, SCHEMA, "Destination Schema", "The schema of the tables; \"main\" if absent.")
                .put("default", DuckDBConfig.DEFAULT_SCHEMA);
        specification.put("supportsIncremental", true);
        specification.put("supportsNormalization", false);
        specification.put("supportsDBT", false);
        specification
                .putArray("supported_destination_sync_modes")
                .add("overwrite")
                .add("append")
                .add("append_dedup");
        return specification.toString();
    }

    private static ObjectNode describe(ObjectNode properties, String name, String title, String description) {
        return properties
                .putObject(name)
                .put("type", "string")
                .put("title", title)
                .put("description", description);
    }
}
