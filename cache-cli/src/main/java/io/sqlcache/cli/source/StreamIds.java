package io.sqlcache.cli.source;

import com.fasterxml.jackson.databind.JsonNode;
import io.sqlcache.api.StreamId;

/** Which stream an object with {@code name} and {@code namespace} is about: a stream of a catalog, or a descriptor. */
final class StreamIds {

    private StreamIds() {}

    static StreamId of(JsonNode named) {
        return new StreamId(
                named.path("namespace").textValue(), named.path("name").asText());
    }
}
