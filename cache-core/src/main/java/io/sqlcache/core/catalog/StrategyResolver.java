package io.sqlcache.core.catalog;

import io.sqlcache.api.CacheException;
import io.sqlcache.api.WriteStrategy;
import io.sqlcache.core.backend.LogicalType;
import java.util.List;

/** Decides how a stream is loaded: from what was asked for and what the catalog says. */
public final class StrategyResolver {

    private StrategyResolver() {}

    /**
     * The way that the rows of a stream take.
     *
     * @throws CacheException of kind {@code CONFIG} if the stream cannot be loaded so
     */
    public static LoadMethod resolve(ConfiguredStream stream, WriteStrategy asked) {
        LoadMethod method = switch (asked) {
            case AUTO -> automatic(stream);
            case FROM_CATALOG -> fromCatalog(stream);
            case APPEND -> LoadMethod.APPEND;
            case REPLACE -> LoadMethod.REPLACE;
            case MERGE -> LoadMethod.MERGE;
        };
        if (method.mergesByKey()) {
            requireKey(stream);
        }
        return method;
    }

    private static LoadMethod automatic(ConfiguredStream stream) {
        if (!stream.primaryKey().isEmpty()) {
            return LoadMethod.MERGE;
        }
        return stream.incremental() || !stream.cursor().isEmpty() ? LoadMethod.APPEND : LoadMethod.REPLACE;
    }

    private static LoadMethod fromCatalog(ConfiguredStream stream) {
        boolean refresh = isTruncateRefresh(stream);
        String mode = stream.destinationSyncMode().orElse("");
        return switch (mode) {
            case "append" -> refresh ? LoadMethod.REPLACE : LoadMethod.APPEND;
            case "overwrite" -> LoadMethod.REPLACE;
            case "append_dedup" -> refresh ? LoadMethod.REPLACE_MERGED : LoadMethod.MERGE;
            case "" ->
                throw wrong(
                        stream,
                        "the catalog has no destination_sync_mode; add one (append, overwrite or append_dedup) or choose a strategy");
            default ->
                throw wrong(
                        stream,
                        "the destination_sync_mode \"%s\" is not supported; use append, overwrite or append_dedup"
                                .formatted(mode));
        };
    }

    /** Airbyte's refreshes: all generations below the minimum are to go, or none. */
    private static boolean isTruncateRefresh(ConfiguredStream stream) {
        long minimum = stream.minimumGenerationId().orElse(0);
        if (minimum == 0) {
            return false;
        }
        if (stream.generationId().orElse(0) != minimum) {
            throw wrong(
                    stream,
                    "minimum_generation_id is %d and generation_id is %s: a refresh that keeps a part of the old generations is not supported; the two must be equal, or the minimum 0"
                            .formatted(
                                    minimum,
                                    stream.generationId().isPresent()
                                            ? stream.generationId().getAsLong()
                                            : "missing"));
        }
        return true;
    }

    private static void requireKey(ConfiguredStream stream) {
        if (stream.primaryKey().isEmpty()) {
            throw new CacheException(
                    CacheException.Kind.CONFIG,
                    "Cannot merge stream \"%s\": the catalog has no primary key; declare one or use APPEND."
                            .formatted(stream.id()));
        }
        for (List<String> path : stream.primaryKey()) {
            requireField(stream, "primary key", path);
        }
        if (!stream.cursor().isEmpty()) {
            requireField(stream, "cursor", stream.cursor());
        }
    }

    private static void requireField(ConfiguredStream stream, String role, List<String> path) {
        SourceField field = stream.fields().stream()
                .filter(each -> each.name().equals(path.get(0)))
                .findFirst()
                .orElseThrow(() -> new CacheException(
                        CacheException.Kind.CONFIG,
                        "Cannot merge stream \"%s\": its %s \"%s\" is not among the properties of its schema."
                                .formatted(stream.id(), role, path.get(0))));
        if (path.size() > 1 && field.type() != LogicalType.OBJECT && field.type() != LogicalType.ANY) {
            throw new CacheException(
                    CacheException.Kind.CONFIG,
                    "Cannot merge stream \"%s\": its %s %s is inside of \"%s\", which is of type %s in its schema and not an object; use APPEND or another %s."
                            .formatted(stream.id(), role, path, field.name(), field.type(), role));
        }
    }

    private static CacheException wrong(ConfiguredStream stream, String why) {
        return new CacheException(
                CacheException.Kind.CONFIG, "Cannot load stream \"%s\": %s.".formatted(stream.id(), why));
    }
}
