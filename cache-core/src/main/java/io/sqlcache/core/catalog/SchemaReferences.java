package io.sqlcache.core.catalog;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** Where a {@code $ref} leads within its schema. */
final class SchemaReferences {

    private final JsonNode root;

    /** Of the schema that references begin at. */
    SchemaReferences(JsonNode root) {
        this.root = root;
    }

    /** What {@code #/definitions/X} or any other pointer into the schema leads to; empty if that is nothing, or elsewhere. */
    Optional<JsonNode> target(String reference) {
        if (!reference.startsWith("#")) {
            return Optional.empty();
        }
        String pointer = reference.substring(1);
        return at(pointer).or(() -> at(decoded(pointer)));
    }

    private Optional<JsonNode> at(String pointer) {
        if (!pointer.isEmpty() && pointer.charAt(0) != '/') {
            return Optional.empty();
        }
        JsonNode target = root.at(JsonPointer.compile(pointer));
        return target.isMissingNode() ? Optional.empty() : Optional.of(target);
    }

    /** A reference is a URL, in which a blank is {@code %20}. Without one that is broken: it stands for itself. */
    private static String decoded(String pointer) {
        try {
            return URLDecoder.decode(pointer.replace("+", "%2B"), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            return pointer;
        }
    }
}
