package io.sqlcache.core.catalog;

import com.fasterxml.jackson.databind.JsonNode;
import io.sqlcache.api.StreamId;
import io.sqlcache.core.backend.LogicalType;
import io.sqlcache.core.backend.StorableText;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The JSON schema of a stream: which fields its records have, and of which types.
 *
 * <p>A property is a field wherever the schema has it: beside {@code $ref}, in {@code allOf}, or in a branch of {@code oneOf},
 * {@code anyOf} or {@code then} and {@code else}. A field's {@code type} decides, which {@code $ref} and {@code allOf} may say
 * more exactly; without it the alternatives do, if they mean one type. What is not understood is ANY, so that no value is refused
 * for it, and an {@link #oddities oddity}. Not thread-safe.
 */
final class StreamSchema {

    /** Beyond what any schema needs, and within every stack. */
    private static final int MOST_DEPTH = 200;

    /** Beyond what any schema needs, and still a moment. */
    private static final int MOST_STEPS = 100_000;

    private static final int LONGEST_NAME = 100;
    private static final String TOO_DEEP = "is nested too deeply";
    private static final List<String> ALTERNATIVES = List.of("oneOf", "anyOf");

    /** Where else properties stand. */
    private static final List<String> PARTS = List.of("allOf", "oneOf", "anyOf", "then", "else");

    private static final Pattern CONTROLS = Pattern.compile("\\p{Cntrl}");

    private final StreamId stream;
    private final JsonNode root;
    private final SchemaReferences references;
    private final Set<String> oddities = new LinkedHashSet<>();

    /** The references that are being followed. */
    private final Deque<String> followed = new ArrayDeque<>();

    /** What is being read, as oddities name it; null if they are of no interest. */
    private @Nullable String place;

    private int depth;
    private int steps;

    /** The schema of this stream. */
    StreamSchema(StreamId stream, JsonNode root) {
        this.stream = stream;
        this.root = root;
        this.references = new SchemaReferences(root);
    }

    /** The fields, in the order of the schema. */
    List<SourceField> fields() {
        Set<String> names = new LinkedHashSet<>();
        begin("");
        collectNames(root, names, new HashSet<>());
        if (names.isEmpty()) {
            tell("names no fields, so that its rows have no values");
        }
        List<SourceField> fields = new ArrayList<>();
        for (String name : names) {
            begin(" of field \"" + shortened(name) + "\"");
            fields.add(new SourceField(name, meaning(root, List.of(name)).fieldType()));
        }
        return fields;
    }

    /** The type of what is at this path of a record; ANY if the schema does not say. */
    LogicalType typeAt(List<String> path) {
        begin(null);
        return meaning(root, path).fieldType();
    }

    /** What of its fields was not understood: sentences for users, each once. */
    List<String> oddities() {
        return List.copyOf(oddities);
    }

    private void begin(@Nullable String part) {
        place = part;
        steps = 0;
    }

    private void collectNames(JsonNode schema, Set<String> names, Set<String> seen) {
        if (depth == MOST_DEPTH) {
            tell(TOO_DEEP);
            return;
        }
        depth++;
        schema.path("properties").fieldNames().forEachRemaining(names::add);
        String reference = schema.path("$ref").textValue();
        if (reference != null && seen.add(reference)) {
            target(reference).ifPresent(target -> collectNames(target, names, seen));
        }
        for (String part : PARTS) {
            parts(schema, part).forEach(each -> collectNames(each, names, seen));
        }
        depth--;
    }

    /** What a schema says of what is at a path of its values; NOTHING for what it does not name. */
    private Meaning meaning(JsonNode schema, List<String> path) {
        if (depth == MOST_DEPTH || ++steps > MOST_STEPS) {
            return odd(TOO_DEEP);
        }
        depth++;
        Meaning meaning = path.isEmpty() ? ofValue(schema) : ofProperty(schema, path);
        depth--;
        return meaning;
    }

    private Meaning ofValue(JsonNode schema) {
        if (schema.isBoolean()) {
            return schema.booleanValue() ? Meaning.ANYTHING : Meaning.NOTHING;
        }
        if (!schema.isObject()) {
            return odd("is neither an object nor a boolean");
        }
        List<JsonNode> types = parts(schema, "type");
        Meaning own = types.isEmpty() ? JsonSchemaTypes.untyped(schema) : Meaning.NOTHING;
        for (JsonNode type : types) {
            own = own.or(typed(type, schema));
        }
        Meaning all = own;
        for (Meaning part : conjunction(schema, List.of())) {
            all = all.and(part);
        }
        if (types.isEmpty() || own.equals(Meaning.NOTHING)) {
            for (Meaning part : alternatives(schema, List.of())) {
                all = all.and(part);
            }
            return all;
        }
        return all.isJson() && hasOthers(schema, all) ? Meaning.ANYTHING : all;
    }

    /**
     * Whether alternatives beside a type are of other types. Sources say that a column of JSON is an object, and then one of all
     * types: nothing is gained if such a field takes objects only.
     */
    private boolean hasOthers(JsonNode schema, Meaning own) {
        return ALTERNATIVES.stream()
                .flatMap(union -> parts(schema, union).stream())
                .map(branch -> meaning(branch, List.of()))
                .anyMatch(branch -> branch.isTyped() && !branch.equals(own));
    }

    private Meaning typed(JsonNode type, JsonNode schema) {
        return switch (type.getNodeType()) {
            case STRING ->
                JsonSchemaTypes.named(type.textValue(), schema)
                        .orElseGet(() -> odd("has the unknown type \"" + shortened(type.textValue()) + "\""));
            case OBJECT -> meaning(type, List.of());
            case NULL -> Meaning.NOTHING;
            case ARRAY, BINARY, BOOLEAN, MISSING, NUMBER, POJO -> odd("has a type that is no text");
        };
    }

    private Meaning ofProperty(JsonNode schema, List<String> path) {
        JsonNode property = schema.path("properties").path(path.get(0));
        Meaning all = property.isMissingNode() ? Meaning.NOTHING : meaning(property, path.subList(1, path.size()));
        for (Meaning part : conjunction(schema, path)) {
            all = together(all, part);
        }
        if (!all.isTyped()) {
            for (Meaning part : alternatives(schema, path)) {
                all = together(all, part);
            }
        }
        return all;
    }

    /** A part that does not name a property does not mean that it is not there. */
    private static Meaning together(Meaning one, Meaning other) {
        if (one.equals(Meaning.NOTHING)) {
            return other;
        }
        return other.equals(Meaning.NOTHING) ? one : one.and(other);
    }

    /** What else is true of every value. */
    private List<Meaning> conjunction(JsonNode schema, List<String> path) {
        List<Meaning> all = new ArrayList<>();
        String reference = schema.path("$ref").textValue();
        if (reference != null) {
            all.add(referred(reference, path));
        }
        parts(schema, "allOf").forEach(part -> all.add(meaning(part, path)));
        return all;
    }

    /** What is true of every value by what its alternatives have in common. */
    private List<Meaning> alternatives(JsonNode schema, List<String> path) {
        List<Meaning> all = new ArrayList<>();
        for (String union : ALTERNATIVES) {
            if (schema.has(union)) {
                all.add(either(parts(schema, union), path));
            }
        }
        if (!path.isEmpty()) {
            List<JsonNode> branches = new ArrayList<>(parts(schema, "then"));
            branches.addAll(parts(schema, "else"));
            all.add(either(branches, path));
        }
        return all;
    }

    private Meaning either(List<JsonNode> branches, List<String> path) {
        Meaning either = Meaning.NOTHING;
        for (JsonNode branch : branches) {
            either = either.or(meaning(branch, path));
        }
        return either;
    }

    /** A reference that is being followed already says nothing that is not said elsewhere. */
    private Meaning referred(String reference, List<String> path) {
        Optional<Meaning> wellKnown = path.isEmpty() ? JsonSchemaTypes.wellKnown(reference) : Optional.empty();
        if (wellKnown.isPresent()) {
            return wellKnown.get();
        }
        String following = path.size() + reference;
        if (followed.contains(following)) {
            return Meaning.NOTHING;
        }
        followed.push(following);
        // What is wrong with the schema of all records is told once, by whoever collects the names.
        Meaning meaning = path.isEmpty()
                ? target(reference).map(target -> meaning(target, path)).orElse(Meaning.ANYTHING)
                : references
                        .target(reference)
                        .map(target -> meaning(target, path))
                        .orElse(Meaning.NOTHING);
        followed.pop();
        return meaning;
    }

    private Optional<JsonNode> target(String reference) {
        Optional<JsonNode> target = references.target(reference);
        if (target.isEmpty()) {
            tell("has the $ref \"%s\", which leads nowhere".formatted(shortened(reference)));
        }
        return target;
    }

    /** What a keyword has: the elements of its array, or its one value; nothing for null. */
    private static List<JsonNode> parts(JsonNode schema, String keyword) {
        JsonNode value = schema.path(keyword);
        if (value.isMissingNode() || value.isNull()) {
            return List.of();
        }
        List<JsonNode> parts = new ArrayList<>();
        if (value.isArray()) {
            value.forEach(parts::add);
        } else {
            parts.add(value);
        }
        return parts;
    }

    private Meaning odd(String what) {
        tell(what);
        return Meaning.ANYTHING;
    }

    private void tell(String what) {
        if (place != null) {
            oddities.add("the JSON schema%s of stream \"%s\" %s%s"
                    .formatted(
                            place, shortened(stream.toString()), what, place.isEmpty() ? "" : ": it takes any JSON"));
        }
    }

    /** Short, and on one line. */
    private static String shortened(String name) {
        String line = CONTROLS.matcher(name).replaceAll("\ufffd");
        return line.length() <= LONGEST_NAME ? line : StorableText.of(line.substring(0, LONGEST_NAME)) + "...";
    }
}
