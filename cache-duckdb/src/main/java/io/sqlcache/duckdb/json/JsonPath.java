package io.sqlcache.duckdb.json;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A place inside of objects: the names of fields from the outside in. */
public record JsonPath(List<String> names) {

    private static final JsonMapper JSON = JsonMapper.builder(com.fasterxml.jackson.core.JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNestingDepth(10_000)
                            .maxNumberLength(Integer.MAX_VALUE)
                            .maxStringLength(Integer.MAX_VALUE)
                            .maxNameLength(Integer.MAX_VALUE)
                            .build())
                    .build())
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .enable(DeserializationFeature.USE_BIG_INTEGER_FOR_INTS)
            .build();

    public JsonPath {
        names = List.copyOf(names);
    }

    /** The path as a JSON array. */
    @Override
    public String toString() {
        ArrayNode array = JsonNodeFactory.instance.arrayNode();
        names.forEach(array::add);
        return array.toString();
    }

    static JsonPath read(String array) {
        List<String> names = new ArrayList<>();
        tree(array)
                .orElseThrow(() -> new IllegalArgumentException("no path: " + array))
                .forEach(name -> names.add(name.textValue()));
        return new JsonPath(names);
    }

    /** What is there; empty for nothing and for a JSON null, and in what others wrote that is no JSON. */
    Optional<JsonNode> find(String json) {
        Optional<JsonNode> found = tree(json);
        for (String name : names) {
            found = found.map(object -> object.get(name));
        }
        return found.filter(value -> !value.isNull());
    }

    private static Optional<JsonNode> tree(String json) {
        try {
            return Optional.ofNullable(JSON.readTree(json)).filter(tree -> !tree.isMissingNode());
        } catch (JsonProcessingException e) {
            return Optional.empty();
        }
    }
}
