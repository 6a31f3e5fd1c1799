package io.sqlcache.core.message;

import io.sqlcache.api.StreamId;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The finders of the expected streams, by name and namespace, the last one at hand. */
final class KnownStreams {

    private final StreamLayouts layouts;
    private final Map<StreamId, FieldFinder> finders = new HashMap<>();
    private final Map<String, FieldFinder> lastByName = new HashMap<>();

    private @Nullable String lastNamespace;
    private @Nullable String lastName;
    private @Nullable FieldFinder last;

    KnownStreams(StreamLayouts layouts) {
        this.layouts = layouts;
    }

    boolean contains(StreamId stream) {
        return finderOf(stream) != null;
    }

    /** The finder of a stream; null if the stream is unknown. */
    @Nullable FieldFinder find(@Nullable String namespace, String name) {
        if (!name.equals(lastName) || !Objects.equals(namespace, lastNamespace)) {
            last = finderOf(new StreamId(namespace, name));
            lastName = name;
            lastNamespace = namespace;
            if (last != null) {
                lastByName.put(name, last);
            }
        }
        return last;
    }

    /**
     * The finder that a stream of this name had last, a guess as long as the namespace is not read: most sources write it
     * after the data, or never.
     */
    @Nullable FieldFinder guess(String name) {
        return name.equals(lastName) && last != null ? last : lastByName.get(name);
    }

    private @Nullable FieldFinder finderOf(StreamId stream) {
        FieldFinder found = finders.get(stream);
        if (found == null) {
            RecordLayout layout = layouts.find(stream);
            if (layout != null) {
                found = new FieldFinder(layout);
                finders.put(stream, found);
            }
        }
        return found;
    }
}
