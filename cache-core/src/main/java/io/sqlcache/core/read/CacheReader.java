package io.sqlcache.core.read;

import io.sqlcache.api.CacheException;
import io.sqlcache.api.CachedColumn;
import io.sqlcache.api.CachedStream;
import io.sqlcache.api.ColumnKind;
import io.sqlcache.api.QueryResult;
import io.sqlcache.api.SqlConfig;
import io.sqlcache.api.StreamId;
import io.sqlcache.core.backend.PhysicalType;
import io.sqlcache.core.backend.SqlBackend;
import io.sqlcache.core.backend.TableDefinition;
import io.sqlcache.core.backend.TableName;
import io.sqlcache.core.sql.Transactions;
import io.sqlcache.core.state.RegisteredStream;
import io.sqlcache.core.state.StreamRegistry;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Finds the streams of a cache and reads their rows. Thread-safe. */
public final class CacheReader {

    private final SqlBackend backend;
    private final Transactions transactions;
    private final StreamRegistry registry;
    private final String schema;

    /** Of one open cache. */
    public CacheReader(SqlBackend backend, Transactions transactions, StreamRegistry registry, SqlConfig config) {
        this.backend = backend;
        this.transactions = transactions;
        this.registry = registry;
        this.schema = config.schemaName();
    }

    /** The streams under the configured prefix, in order. */
    public Set<StreamId> streams() {
        return new TreeSet<>(registered().keySet());
    }

    /** Those that a source has written, in order. */
    public Set<StreamId> streams(String source) {
        return registered().values().stream()
                .filter(stream -> stream.sourceName().equals(source))
                .map(RegisteredStream::id)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** The streams whose hidden table has rows that a state covers, and their generation. */
    public Map<StreamId, Long> unfinishedGenerations() {
        Map<StreamId, Long> generations = new TreeMap<>();
        registered()
                .forEach((id, stream) ->
                        stream.resumableGeneration().ifPresent(generation -> generations.put(id, generation)));
        return generations;
    }

    /** The stream with its table as it is now. */
    public CachedStream stream(StreamId id) {
        Map<StreamId, RegisteredStream> streams = registered();
        RegisteredStream stream = streams.get(id);
        if (stream == null) {
            throw new CacheException(
                    CacheException.Kind.CONFIG,
                    "There is no stream \"%s\" in schema \"%s\"; it holds %s."
                            .formatted(id, schema, streams.isEmpty() ? "none" : streams.keySet()));
        }
        TableName name = new TableName(schema, stream.tableName());
        TableDefinition table = transactions
                .run("find table \"" + name + "\"", sql -> backend.tables().find(sql, name))
                .orElseThrow(() -> new CacheException(
                        CacheException.Kind.CONFIG,
                        "Table \"%s\" of stream \"%s\" is gone; write the stream again to have it made anew."
                                .formatted(name, id)));
        Map<String, String> fields = stream.columns().entrySet().stream()
                .collect(Collectors.toMap(Map.Entry::getValue, Map.Entry::getKey, (first, second) -> first));
        return new TableStream(
                transactions,
                backend.types().results(),
                id,
                table,
                table.columns().stream()
                        .map(column -> new CachedColumn(
                                column.name(),
                                fields.getOrDefault(column.name(), column.name()),
                                kind(column.type().physical()),
                                column.type().sql()))
                        .toList());
    }

    private static ColumnKind kind(PhysicalType type) {
        return switch (type) {
            case BOOLEAN -> ColumnKind.BOOLEAN;
            case BIGINT -> ColumnKind.INTEGER;
            case DOUBLE -> ColumnKind.DOUBLE;
            case DECIMAL -> ColumnKind.DECIMAL;
            case TEXT -> ColumnKind.TEXT;
            case JSON -> ColumnKind.JSON;
            case DATE -> ColumnKind.DATE;
            case TIME -> ColumnKind.TIME;
            case TIME_TZ -> ColumnKind.TIME_WITH_TIMEZONE;
            case TIMESTAMP -> ColumnKind.TIMESTAMP;
            case TIMESTAMP_TZ -> ColumnKind.TIMESTAMP_WITH_TIMEZONE;
            case OTHER -> ColumnKind.OTHER;
        };
    }

    /** The rows of a query. */
    public QueryResult query(String sql, @Nullable Object... params) {
        String action = "run the query";
        return RowCursor.open(
                transactions,
                transactions.readingForUser(action),
                backend.types().results(),
                action,
                sql,
                params);
    }

    private Map<StreamId, RegisteredStream> registered() {
        return transactions.run("list the streams of schema \"" + schema + "\"", registry::streams);
    }
}
