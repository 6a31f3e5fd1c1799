package io.sqlcache.core.message;

import io.sqlcache.api.StreamId;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The expected streams and their fields, by name and namespace, the last stream at hand. */
final class KnownStreams {

    private final Map<StreamId, FieldFinder> finders = new HashMap<>();
    private final Map<String, FieldFinder> lastByName = new HashMap<>();
    /** The only stream of a name, where that is enough. */
    private final Map<String, StreamId> byName;

    private @Nullable String lastNamespace;
    private @Nullable String lastName;
    private @Nullable FieldFinder last;

    KnownStreams(Collection<RecordLayout> layouts, StreamMatching matching) {
        layouts.forEach(layout -> finders.put(layout.stream(), new FieldFinder(layout)));
        this.byName = matching == StreamMatching.EXACT ? Map.of() : uniqueNames(finders.keySet());
    }

    private static Map<String, StreamId> uniqueNames(Collection<StreamId> streams) {
        return streams.stream().collect(Collectors.groupingBy(StreamId::name)).values().stream()
                .filter(namesakes -> namesakes.size() == 1)
                .map(namesakes -> namesakes.get(0))
                .collect(Collectors.toMap(StreamId::name, stream -> stream));
    }

    /** The expected stream that the source means; what it says if there is none. */
    StreamId meant(StreamId said) {
        return finders.containsKey(said) ? said : byName.getOrDefault(said.name(), said);
    }

    /** The finder of a stream; null if the stream is unknown. */
    @Nullable
    FieldFinder find(@Nullable String namespace, String name) {
        if (!name.equals(lastName) || !Objects.equals(namespace, lastNamespace)) {
            last = finders.get(meant(new StreamId(namespace, name)));
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
