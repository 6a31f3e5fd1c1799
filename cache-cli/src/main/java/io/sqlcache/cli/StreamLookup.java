package io.sqlcache.cli;

import io.sqlcache.api.CacheException;
import io.sqlcache.api.StreamId;
import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Finds the stream that somebody means by what they typed. */
final class StreamLookup {

    private StreamLookup() {}

    /**
     * The stream with this namespace and name; without a namespace the one that prints as {@code typed}, else the only one of
     * that name.
     *
     * @throws CacheException of kind {@code CONFIG} that lists what there is, if there is none or more than one
     */
    static StreamId find(Collection<StreamId> streams, String typed, @Nullable String namespace) {
        if (namespace != null) {
            StreamId exact = new StreamId(namespace, typed);
            return only(streams.stream().filter(exact::equals).toList(), exact.toString(), streams);
        }
        List<StreamId> printed = streams.stream()
                .filter(stream -> stream.toString().equals(typed))
                .toList();
        List<StreamId> named =
                streams.stream().filter(stream -> stream.name().equals(typed)).toList();
        return only(printed.isEmpty() ? named : printed, typed, streams);
    }

    private static StreamId only(List<StreamId> found, String typed, Collection<StreamId> all) {
        return switch (found.size()) {
            case 1 -> found.get(0);
            case 0 -> throw failure("There is no stream \"%s\" here; %s.".formatted(typed, inventory(all)));
            default ->
                throw failure(
                        "\"%s\" may mean %s: say which with NAMESPACE.NAME, or with --namespace and the bare name."
                                .formatted(typed, list(found)));
        };
    }

    private static String inventory(Collection<StreamId> all) {
        return all.isEmpty() ? "this schema holds no streams at all yet" : "found " + list(all);
    }

    private static String list(Collection<StreamId> streams) {
        return streams.stream().sorted().map(StreamLookup::described).collect(Collectors.joining(", "));
    }

    private static String described(StreamId stream) {
        return stream.namespace() == null
                ? "\"%s\"".formatted(stream.name())
                : "\"%s\" in namespace \"%s\"".formatted(stream.name(), stream.namespace());
    }

    private static CacheException failure(String message) {
        return new CacheException(CacheException.Kind.CONFIG, message);
    }
}
