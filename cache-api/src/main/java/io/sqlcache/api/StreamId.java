package io.sqlcache.api;

import java.util.Comparator;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Names a stream of a source: Airbyte's stream descriptor.
 *
 * @param namespace the source's namespace; null and the empty string both mean none, and read back as null
 * @param name the stream's name, any UTF-8 text
 */
public record StreamId(@Nullable String namespace, String name) implements Comparable<StreamId> {

    private static final Comparator<StreamId> ORDER = Comparator.comparing(
                    (StreamId id) -> Objects.requireNonNullElse(id.namespace(), ""))
            .thenComparing(StreamId::name);

    public StreamId {
        Objects.requireNonNull(name, "name");
        namespace = namespace == null || namespace.isEmpty() ? null : namespace;
    }

    /** A stream without a namespace. */
    public static StreamId of(String name) {
        return new StreamId(null, name);
    }

    @Override
    public int compareTo(StreamId other) {
        return ORDER.compare(this, other);
    }

    /** {@code name}, or {@code namespace.name}: for messages, not for parsing. */
    @Override
    public String toString() {
        return namespace == null ? name : namespace + "." + name;
    }
}
