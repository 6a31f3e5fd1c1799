package io.sqlcache.cli;

import io.sqlcache.api.CacheBase;
import io.sqlcache.api.CacheException;
import io.sqlcache.api.CachedColumn;
import io.sqlcache.api.StreamId;
import io.sqlcache.api.WriteSummary;
import io.sqlcache.api.WriteSummary.StreamSummary;
import io.sqlcache.cli.source.DiscoveredCatalog;
import io.sqlcache.cli.source.SourceCatalog;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * What a sync changes in the cache besides rows.
 *
 * @param known the streams that the cache has by now
 * @param newFields the fields that a stream of it did not have
 * @param gone the streams of this source that it does not have any more
 */
record CacheChanges(Set<StreamId> known, Map<StreamId, Set<String>> newFields, Set<StreamId> gone) {

    private static final int MOST_NAMES = 20;

    /** What is to change, found out before it does. */
    static CacheChanges before(
            CacheBase cache, String source, SourceCatalog catalog, Optional<DiscoveredCatalog> discovered) {
        Set<StreamId> known = cache.streams();
        Map<StreamId, Set<String>> newFields = new LinkedHashMap<>();
        catalog.fields().forEach((id, fields) -> {
            if (known.contains(id)) {
                Set<String> added = new LinkedHashSet<>(fields);
                added.removeAll(fieldsOf(cache, id, fields));
                newFields.put(id, added);
            }
        });
        Set<StreamId> gone = discovered.isPresent() ? new TreeSet<>(cache.streams(source)) : new TreeSet<>();
        discovered.ifPresent(all -> gone.removeAll(all.streams()));
        return new CacheChanges(known, newFields, gone);
    }

    private static Set<String> fieldsOf(CacheBase cache, StreamId id, Set<String> unknown) {
        try {
            return cache.stream(id).columns().stream().map(CachedColumn::field).collect(Collectors.toSet());
        } catch (CacheException e) {
            if (e.kind() == CacheException.Kind.CONFIG) {
                return unknown; // its table is gone, and will be made anew
            }
            throw e;
        }
    }

    /** What to tell of it: nothing if there is nothing, as mostly. */
    List<String> lines(WriteSummary summary) {
        List<String> lines = new ArrayList<>();
        if (!known.isEmpty()) {
            for (StreamSummary stream : summary.streams()) {
                if (!known.contains(stream.id())) {
                    lines.add("new stream \"%s\": table \"%s\"".formatted(stream.id(), stream.tableName()));
                }
            }
        }
        newFields.forEach((id, fields) -> {
            if (!fields.isEmpty()) {
                lines.add("new columns of stream \"%s\": %s".formatted(id, named(fields)));
            }
        });
        gone.forEach(id -> lines.add("stream \"%s\" is gone from the source; its table stays".formatted(id)));
        return lines;
    }

    private static String named(Set<String> fields) {
        String names = fields.stream()
                .limit(MOST_NAMES)
                .map(field -> "\"" + field + "\"")
                .collect(Collectors.joining(", "));
        return fields.size() > MOST_NAMES ? names + " and %d more".formatted(fields.size() - MOST_NAMES) : names;
    }
}
