package io.sqlcache.core.message;

import io.sqlcache.api.StreamId;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The fields of the expected streams, by name and namespace, the last stream at hand. */
final class KnownStreams {

    private final Map<StreamId, FieldFinder> finders = new HashMap<>();
    private final Map<String, FieldFinder> lastByName = new HashMap<>();

    private @Nullable String lastNamespace;
    private @Nullable String lastName;
    private @Nullable FieldFinder last;

    KnownStreams(Collection<RecordLayout> layouts) {
        layouts.forEach(layout -> finders.put(layout.stream(), new FieldFinder(layout)));
    }

    /** The finder of a stream; null if the stream is unknown. */
    @Nullable
    FieldFinder find(@Nullable String namespace, String name) {
        if (!name.equals(lastName) || !Objects.equals(namespace, lastNamespace)) {
            last = finders.get(new StreamId(namespace, name));
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
    @Nullable
    FieldFinder guess(String name) {
        return name.equals(lastName) && last != null ? last : lastByName.get(name);
    }
}
